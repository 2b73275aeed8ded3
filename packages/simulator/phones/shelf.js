/** @module The shelf: every phone with what it has to say, a search, and a way to add one. */
import { h, replaceChildren, setText, whenChanged } from './dom.js'
import { phoneNumber, secondsUntil, toMsisdn } from './format.js'
import { icon } from './icons.js'
import { entryOf, shelfEntry } from './shelf-entry.js'
import { isWide, routeTo, shelfOrder, shownSubscriber, simulatorNow } from './state.js'

const pageSize = 60

export function createShelf(app) {
  const search = h('input', {
    type: 'search',
    class: 'shelf-search',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const list = h('ul', { class: 'shelf-list' })
  const footer = h('div', { class: 'shelf-footer' })
  const searchBox = h('div', { class: 'search' }, icon('search'), search)
  const element = h('nav', { class: 'shelf' }, searchBox, list, footer)
  let limit = pageSize
  let words
  search.addEventListener('input', () => {
    limit = pageSize
    fill(app.store.get())
  })
  const showMore = () => {
    limit += pageSize
    fill(app.store.get())
  }
  const renderFrame = whenChanged((shown) => {
    element.setAttribute('aria-label', shown.words.shelf)
    search.setAttribute('aria-label', shown.words.search)
    search.setAttribute('placeholder', shown.words.search)
    replaceChildren(footer, addButton(app, shown.words))
  })
  const renderList = whenChanged((shown) => replaceChildren(list, ...listItems(shown, showMore)))
  const fill = (model) => {
    if (model.snapshot) renderList({ ...listOf(model, search.value, limit), words })
  }
  return {
    element,
    update(model, nextWords) {
      words = nextWords
      renderFrame({ words })
      fill(model)
    },
    tick(model) {
      for (const counter of list.querySelectorAll('[data-expires]')) {
        const seconds = secondsUntil(counter.dataset.expires, simulatorNow(model))
        setText(counter, words.promptWaiting(seconds))
      }
    },
  }
}

function listOf(model, query, limit) {
  const { subscribers, subscribersTotal } = model.snapshot
  const matching = shelfOrder(subscribers).filter((subscriber) => matches(subscriber, query))
  const selected = isWide() ? shownSubscriber(model)?.msisdn : model.route.msisdn
  const wanted = toMsisdn(query)
  const isElsewhere = matching.length === 0 && subscribersTotal > subscribers.length
  return {
    entries: matching.slice(0, limit).map((each) => entryOf(each, model, selected)),
    hiddenCount: Math.max(0, matching.length - limit),
    isEmptyShelf: subscribersTotal === 0,
    // Numbers that nothing happened to lately are not in the snapshot; each is found by its whole number.
    further: isElsewhere && /^254\d{9}$/.test(wanted) ? wanted : null,
    beyondCount: Math.max(0, subscribersTotal - subscribers.length),
  }
}

function listItems(shown, showMore) {
  const { entries, hiddenCount, isEmptyShelf, further, beyondCount, words } = shown
  const none = h('li', { class: 'shelf-empty' }, isEmptyShelf ? words.noPhones : words.noMatch)
  const open =
    further &&
    h(
      'li',
      {},
      h(
        'a',
        { class: 'quiet', href: routeTo(further), 'data-key': 'further' },
        words.openNumber(phoneNumber(further)),
      ),
    )
  const more = h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'data-key': 'more',
        onclick: showMore,
      },
      words.showMore(Math.min(hiddenCount, pageSize)),
    ),
  )
  return [
    ...entries.map((entry) => shelfEntry(entry, words)),
    entries.length === 0 && (open || none),
    hiddenCount > 0 && more,
    beyondCount > 0 &&
      hiddenCount === 0 &&
      h('li', { class: 'shelf-empty' }, words.beyond(beyondCount)),
  ]
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

function matches({ msisdn, name }, query) {
  const wanted = query.trim().toLowerCase()
  const digits = wanted.replace(/\D/g, '').replace(/^0/, '254')
  return name.toLowerCase().includes(wanted) || (digits !== '' && msisdn.includes(digits))
}
