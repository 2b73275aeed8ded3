/** @module A section that is a list with a search, its filters, and the chosen item. */
import { h } from '../shared/dom.js'
import { sectionHeading } from './parts.js'
import { createSearchBar } from './search-bar.js'

/**
 * @param {import('./main.js').App} app
 * @param {{
 *   section: string, intro: string, search: string,
 *   filters?: Parameters<typeof createSearchBar>[1]['filters'],
 *   list: ReturnType<typeof import('./paged-list.js').createPagedList>,
 *   split: ReturnType<typeof import('./split.js').createSplit>
 * }} options
 * @returns {import('./stage.js').View}
 */
export function createListSection(app, { section, intro, search, filters = [], list, split }) {
  const isNewQuestion = questionWatch(app, ['search', ...filters.map(({ name }) => name)])
  return {
    element: h(
      'div',
      { class: 'section section-split' },
      sectionHeading(app.words.sections[section], intro),
      createSearchBar(app, { label: search, filters }),
      split.element,
    ),
    async load() {
      // What is chosen may be known from the list alone.
      await list.load({ anew: isNewQuestion() })
      await split.load()
    },
    follow() {
      split.follow()
      list.redraw()
    },
  }
}

/** Whether these parts of the address have changed since the last look. @param {readonly string[]} names */
export function questionWatch(app, names) {
  const question = () => JSON.stringify(names.map((name) => app.route.query[name] ?? ''))
  let asked = question()
  return () => {
    const isNew = asked !== question()
    asked = question()
    return isNew
  }
}
