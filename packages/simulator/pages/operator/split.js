/** @module A list with the chosen item beside it; on a narrow screen in its place. */
import { h, replaceChildren } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { routeTo } from './route.js'

/**
 * @template T
 * @param {import('./main.js').App} app
 * @param {{
 *   section: string,
 *   list: Node,
 *   choose: string,
 *   fetchItem: (id: string) => Promise<T>,
 *   show: (item: T) => Node[],
 *   isFinal?: (item: T) => boolean
 * }} options `choose` is said where nothing is chosen; an item that is final is fetched once
 */
export function createSplit(app, options) {
  const detail = h('article', { class: 'detail', tabindex: '-1' })
  const list = h('div', { class: 'split-list' }, options.list)
  const split = {
    app,
    options,
    detail,
    element: h('div', { class: 'split' }, list, detail),
    /** Null is nothing; undefined, before the first look at the address. @type {string | null | undefined} */
    shownId: undefined,
    isDone: false,
    signature: '',
  }
  follow(split)
  return {
    element: split.element,
    follow: () => follow(split),
    load: () => load(split),
  }
}

/** Opens what the address names. */
function follow(split) {
  const { app, detail, element, options } = split
  const { id } = app.route
  element.classList.toggle('has-detail', id !== null)
  if (id === split.shownId) return
  Object.assign(split, { shownId: id, isDone: false, signature: '' })
  const sentence = id === null ? options.choose : app.words.loading
  replaceChildren(detail, h('p', { class: 'detail-none muted' }, sentence))
  detail.scrollTo({ top: 0 })
}

async function load(split) {
  const { app, detail, options, shownId: id } = split
  if (!id || split.isDone) return
  try {
    const item = await options.fetchItem(id)
    const signature = JSON.stringify(item)
    if (id !== split.shownId || signature === split.signature) return
    split.isDone = options.isFinal?.(item) ?? false
    split.signature = signature
    replaceChildren(detail, backLink(app, options.section), ...options.show(item))
  } catch (error) {
    if (id !== split.shownId || error.status !== 404) throw error
    split.isDone = true
    const gone = h('p', { class: 'detail-none muted' }, app.words.gone)
    replaceChildren(detail, backLink(app, options.section), gone)
  }
}

function backLink({ route, words }, section) {
  return h(
    'a',
    { class: 'detail-back', href: routeTo(section, null, null, route.query), 'data-key': 'back' },
    icon('back'),
    words.backToList,
  )
}
