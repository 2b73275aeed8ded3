/** @module Every organisation with its money. */
import { h } from '../../shared/dom.js'
import { get, post } from '../../shared/http.js'
import { icon } from '../../shared/icons.js'
import { questionWatch } from '../list-section.js'
import { createPagedList } from '../paged-list.js'
import { amount, sectionHeading, tag } from '../parts.js'
import { routeTo } from '../route.js'
import { createSearchBar } from '../search-bar.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createOrganisations(app) {
  const { words } = app
  const o = words.organisations
  const list = createPagedList({
    words,
    label: words.sections.organisations,
    class: 'list-organisations',
    empty: o.none,
    order: () => words.byNumber,
    isSteady: true,
    fetchPage: async ({ cursor, limit }) => {
      const found = matching(await get('organisations'), app.route.query.search ?? '')
      const from = Number(cursor ?? 0)
      const next = from + limit < found.length ? String(from + limit) : null
      return { items: found.slice(from, from + limit), nextCursor: next }
    },
    keyOf: ({ shortcode }) => shortcode,
    row: (organisation) => organisationRow(organisation, words),
  })
  const isNewQuestion = questionWatch(app, ['search'])
  const add = h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'add', onclick: () => askNew(app) },
    icon('plus'),
    o.add,
  )
  return {
    element: h(
      'div',
      { class: 'section' },
      sectionHeading(words.sections.organisations, o.intro, add),
      createSearchBar(app, { label: o.search }),
      list.element,
    ),
    load: () => list.load({ anew: isNewQuestion() }),
    follow: () => undefined,
  }
}

/** Organisations are few: all of them come at once. */
function matching(organisations, search) {
  const wanted = search.toLowerCase()
  return organisations
    .filter(({ shortcode, name, till }) =>
      [shortcode, name, till ?? ''].some((text) => text.toLowerCase().includes(wanted)),
    )
    .toSorted((a, b) => a.shortcode.localeCompare(b.shortcode))
}

/** All accounts of an organisation together, in shillings. */
export function totalOf({ balances }) {
  return Object.values(balances).reduce((sum, kes) => sum + kes, 0)
}

function organisationRow(organisation, words) {
  const { shortcode, name, type, till, state } = organisation
  const o = words.organisations
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'row', href: routeTo('organisations', shortcode), 'data-key': shortcode },
      h('span', { class: 'cell-shortcode mono' }, shortcode),
      h('span', { class: 'cell-name cut' }, name),
      h(
        'span',
        { class: 'cell-type' },
        tag(o.types[type]),
        till && till !== shortcode && tag(o.tillNumber(till)),
        state !== 'active' && tag(o.states[state], 'warn'),
      ),
      h('span', { class: 'cell-amount' }, amount(totalOf(organisation))),
    ),
  )
}

function askNew(app) {
  const o = app.words.organisations
  app.ask(
    {
      title: o.add,
      fields: [
        {
          name: 'shortcode',
          label: o.fields.shortcode,
          required: true,
          properties: { inputmode: 'numeric', pattern: '[0-9]{5,7}' },
        },
        { name: 'name', label: o.fields.name, required: true, properties: { maxlength: 60 } },
        { name: 'type', label: o.fields.type, type: 'select', options: o.types },
        { name: 'till', label: o.fields.till, properties: { inputmode: 'numeric' } },
        {
          name: 'tariff',
          label: o.fields.tariff,
          type: 'select',
          options: o.tariffs,
          value: 'none',
        },
      ],
      submit: o.add,
      run: async ({ till, ...values }) => {
        const made = await post('organisations', { ...values, ...(till ? { till } : {}) })
        app.go(routeTo('organisations', made?.shortcode ?? values.shortcode))
      },
    },
    app.words.saved,
  )
}
