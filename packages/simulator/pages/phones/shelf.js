/** @module The shelf: every phone with what it has to say, a search, and a way to add one. */
import { h, replaceChildren, setText, whenChanged } from '../shared/dom.js'
import { secondsUntil } from '../shared/format.js'
import { icon } from '../shared/icons.js'
import { syncRows } from '../shared/rows.js'
import { entryOf, shelfEntry } from './shelf-entry.js'
import { isWide, shelfOrder, shownMsisdn, simulatorNow } from './state.js'

/** How many phones are shown at first, and how many more each time. */
export const pageSize = 60
const shownMax = 300
const typingPauseMs = 150

export function createShelf(app) {
  const search = createSearch(app)
  const list = h('ul', { class: 'shelf-list' })
  const footer = h('div', { class: 'shelf-footer' })
  const searchBox = h('div', { class: 'search' }, icon('search'), search)
  const element = h('nav', { class: 'shelf' }, searchBox, list, footer)
  let words
  const showMore = () => {
    const { wanted } = app.store.get()
    want(app, { ...wanted, limit: Math.min(wanted.limit + pageSize, shownMax) })
  }
  const renderFrame = whenChanged((shown) => {
    element.setAttribute('aria-label', shown.words.shelf)
    search.setAttribute('aria-label', shown.words.search)
    search.setAttribute('placeholder', shown.words.search)
    replaceChildren(footer, addButton(app, shown.words))
  })
  const row = {
    keyOf: ({ key }) => key,
    render: (item) => shelfItem(item, words, showMore),
    extra: () => words,
  }
  return {
    element,
    update(model, nextWords) {
      words = nextWords
      renderFrame({ words })
      if (model.shelf) syncRows(list, itemsOf(model), row)
    },
    tick(model) {
      for (const counter of list.querySelectorAll('[data-expires]')) {
        const seconds = secondsUntil(counter.dataset.expires, simulatorNow(model))
        setText(counter, words.promptWaiting(seconds))
      }
    },
  }
}

function createSearch(app) {
  let timer
  const search = h('input', {
    type: 'search',
    class: 'shelf-search',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      clearTimeout(timer)
      const typed = search.value.trim()
      timer = setTimeout(() => want(app, { search: typed, limit: pageSize }), typingPauseMs)
    },
  })
  return search
}

function want(app, wanted) {
  app.store.set({ wanted })
  void app.refresh()
}

/** The phones, and below them what there is to say of the others. */
function itemsOf(model) {
  const { phones, total, more } = model.shelf
  const selected = isWide() ? shownMsisdn(model) : model.route.msisdn
  const isFull = phones.length >= shownMax
  const entries = shelfOrder(phones).map((phone) => ({
    key: phone.msisdn,
    entry: entryOf(phone, model, selected),
  }))
  return [
    ...entries,
    ...(phones.length === 0 ? [{ key: 'none', isEmptyShelf: total === 0 }] : []),
    ...(more > 0 && !isFull ? [{ key: 'more', count: Math.min(more, pageSize) }] : []),
    ...(more > 0 && isFull ? [{ key: 'beyond', count: more }] : []),
  ]
}

function shelfItem({ key, entry, isEmptyShelf, count }, words, showMore) {
  switch (key) {
    case 'none':
      return h('li', { class: 'shelf-empty' }, isEmptyShelf ? words.noPhones : words.noMatch)
    case 'more':
      return h(
        'li',
        {},
        h(
          'button',
          { type: 'button', class: 'quiet', 'data-key': 'more', onclick: showMore },
          words.showMore(count),
        ),
      )
    case 'beyond':
      return h('li', { class: 'shelf-empty' }, words.beyond(count))
    default:
      return shelfEntry(entry, words)
  }
}

function addButton(app, words) {
  const onclick = () => app.openAddPhone()
  return h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'add', onclick },
    icon('plus'),
    words.addPhone,
  )
}
