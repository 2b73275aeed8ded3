/** @module Where the simulated money is, and whether it adds up. */
import { h, replaceChildren, whenChanged } from './dom.js'
import { balance } from './format.js'

/**
 * @typedef {{
 *   subscribersCents: number, feesCents: number, broughtInCents: number, audit: string[],
 *   organisations: { shortcode: string, name: string, utilityCents: number, merchantCents: number }[]
 * }} Books
 */

export function createBooks({ api, store }) {
  const element = h('section', { 'aria-labelledby': 'books-title' })
  /** @type {Books | null} */
  let books = null
  let words
  const render = whenChanged((shown) => {
    replaceChildren(
      element,
      h(
        'div',
        {},
        h('h3', { id: 'books-title' }, shown.words.books),
        h('p', {}, shown.words.booksHint),
      ),
      shown.books &&
        h(
          'table',
          { class: 'books', 'aria-labelledby': 'books-title' },
          h('tbody', {}, ...rowsOf(shown.books, shown.words).map(tableRow)),
        ),
      ...(shown.books?.audit ?? []).map((sentence) => h('p', { class: 'problem' }, sentence)),
    )
  })
  const update = (_model, nextWords) => {
    words = nextWords
    render({ books, words })
  }
  return {
    element,
    update,
    async load() {
      try {
        books = await api.books()
        update(store.get(), words)
      } catch {
        // The header already says that the simulator does not answer; the next load tries again.
      }
    },
  }
}

function rowsOf({ subscribersCents, feesCents, broughtInCents, organisations }, words) {
  return [
    [words.bookSubscribers, subscribersCents],
    ...organisations.map(({ shortcode, name, utilityCents, merchantCents }) => [
      `${name} ${shortcode}`,
      utilityCents + merchantCents,
    ]),
    [words.bookFees, feesCents],
    [words.bookBroughtIn, broughtInCents],
  ]
}

function tableRow([label, cents]) {
  return h('tr', {}, h('th', { scope: 'row' }, label), h('td', {}, balance(cents / 100)))
}
