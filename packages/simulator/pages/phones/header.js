/** @module The bar on top: the way back to the shelf, whether the page is live, language, network panel. */
import { h, replaceChildren, whenChanged } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { routeTo, unreadOf } from './state.js'

export function createHeader(app) {
  const element = h('header', { class: 'header' })
  const render = whenChanged(({ language, networkOpen, link, elsewhere, words }) => {
    replaceChildren(
      element,
      h('a', { class: 'skip', href: '#phone', onclick: focusPhone }, words.skip),
      toShelf(app, elsewhere, words),
      h('h1', { class: 'brand' }, h('span', { class: 'brand-mark' }), words.product),
      linkState(words, link),
      languageButton(app, language, words),
      h(
        'a',
        { class: 'quiet', href: 'operator', 'data-key': 'operator', 'aria-label': words.operator },
        icon('operator'),
        h('span', { class: 'wide-only' }, words.operator),
      ),
      networkButton(app, networkOpen, words),
    )
  })
  return {
    element,
    update(model, words) {
      const { language, networkOpen, link } = model
      render({ language, networkOpen, link, elsewhere: newsElsewhere(model), words })
    },
  }
}

function newsElsewhere(model) {
  return (model.shelf?.phones ?? [])
    .filter(({ msisdn }) => msisdn !== model.route.msisdn)
    .reduce((sum, entry) => sum + unreadOf(entry, model) + (entry.prompt ? 1 : 0), 0)
}

function toShelf({ go }, elsewhere, words) {
  const onclick = (event) => {
    event.preventDefault()
    go(routeTo(null))
    document.querySelector('.shelf-search')?.focus({ preventScroll: true })
  }
  return h(
    'a',
    { class: 'to-shelf', href: routeTo(null), 'data-key': 'to-shelf', onclick },
    icon('back'),
    words.allPhones,
    elsewhere > 0 && h('span', { class: 'badge' }, elsewhere),
  )
}

function linkState(words, link) {
  const sentences = { live: words.linkLive, polling: words.linkPolling, lost: words.linkLost }
  return h(
    'span',
    { class: `link link-${link}`, role: 'status' },
    h('span', { class: 'link-text' }, sentences[link]),
  )
}

function languageButton({ store, remember }, language, words) {
  const other = language === 'en' ? 'sw' : 'en'
  const onclick = () => {
    remember('language', other)
    store.set({ language: other })
  }
  return h(
    'button',
    { class: 'quiet', type: 'button', 'data-key': 'language', lang: other, onclick },
    words.otherLanguage,
  )
}

function networkButton({ store, remember }, isOpen, words) {
  const onclick = () => {
    remember('network', isOpen ? 'closed' : 'open')
    store.set({ networkOpen: !isOpen })
    if (!isOpen) document.getElementById('network')?.focus()
  }
  return h(
    'button',
    {
      class: 'quiet',
      type: 'button',
      id: 'network-toggle',
      'data-key': 'network',
      onclick,
      'aria-label': words.network,
      'aria-expanded': String(isOpen),
      'aria-controls': 'network',
    },
    icon('network'),
    h('span', { class: 'wide-only' }, words.network),
  )
}

function focusPhone(event) {
  event.preventDefault()
  document.getElementById('phone')?.focus()
}
