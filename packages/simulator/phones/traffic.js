/** @module The latest requests and callbacks, each with what it carried. */
import { h, replaceChildren, whenChanged } from './dom.js'
import { preciseTime } from './format.js'

const shownMax = 40

export function createTraffic({ api, store }) {
  const title = h('h3', { id: 'traffic-title' })
  const list = h('div', { class: 'exchanges' })
  const opened = new Set()
  let entries = []
  let words
  const render = whenChanged((shown) => {
    title.textContent = shown.words.traffic
    const items = shown.entries.map((entry) => exchange(entry, shown.language, shown.words, opened))
    const none = h('p', {}, shown.words.noTraffic)
    replaceChildren(list, ...(items.length > 0 ? items : [none]))
  })
  const update = (model, nextWords) => {
    words = nextWords
    render({ entries, language: model.language, words })
  }
  return {
    element: h('section', { 'aria-labelledby': 'traffic-title' }, title, list),
    update,
    async load() {
      try {
        entries = (await api.requests()).slice(0, shownMax)
        update(store.get(), words)
      } catch {
        // The header already says that the simulator does not answer; the next load tries again.
      }
    },
  }
}

function exchange(
  { id, time, kind, method, path, status, outcome, body },
  language,
  words,
  opened,
) {
  // An SMS has no status; a callback without one got no answer.
  const isBad = status === null ? kind === 'callback' : status >= 300
  const ontoggle = ({ target }) => (target.open ? opened.add(id) : opened.delete(id))
  return h(
    'details',
    { class: 'exchange', open: opened.has(id), ontoggle },
    h(
      'summary',
      { 'data-key': `exchange-${id}` },
      h(
        'span',
        { class: 'exchange-line' },
        h('span', { class: 'exchange-kind' }, words.kinds[kind] ?? kind),
        h('span', { class: 'exchange-outcome' }, outcome),
        h('span', { class: `exchange-status${isBad ? ' is-bad' : ''}` }, status ?? '—'),
        h('time', { datetime: time }, preciseTime(new Date(time), language)),
      ),
    ),
    h('pre', { tabindex: '0' }, `${method} ${path}\n${JSON.stringify(body, null, 2) ?? ''}`),
  )
}
