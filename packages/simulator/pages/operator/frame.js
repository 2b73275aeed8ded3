/** @module What stands around the sections: the bar on top, the menu beside them, the clock below it. */
import { createClockControl } from '../shared/clock-control.js'
import { h, replaceChildren, whenChanged } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { routeTo } from './route.js'
import { sections } from './sections/sections.js'

/** @param {import('./main.js').App} app */
export function createFrame(app) {
  const header = h('header', { class: 'header' })
  const links = h('div', { class: 'nav-links' })
  const clock = createClockControl(app)
  const nav = h(
    'nav',
    { class: 'nav', id: 'nav' },
    links,
    h('div', { class: 'nav-clock' }, clock.element),
  )
  const menu = createMenu(app, nav)
  const drawHeader = whenChanged(({ words, link, title, isMenuOpen }) => {
    replaceChildren(header, ...headerParts(app, { words, link, title, isMenuOpen, menu }))
  })
  const drawLinks = whenChanged(({ words, section }) => {
    nav.setAttribute('aria-label', words.sectionsLabel)
    replaceChildren(links, ...sections.map((one) => navLink(one, section, words)))
  })
  const titleOf = (route) => app.words.sections[route.section] ?? app.words.sections.start
  const tick = () => clock.tick(app)
  const update = () => {
    const { words, link, route } = app
    const title = titleOf(route)
    document.title = `${title} · ${words.product}`
    drawHeader({ words, link, title, isMenuOpen: menu.isOpen() })
    drawLinks({ words, section: route.section })
    clock.update(app)
    tick()
  }
  menu.onChange(update)
  return { header, nav, update, tick, titleOf, closeMenu: menu.close }
}

/** On a narrow screen the menu is a sheet. */
function createMenu(_app, nav) {
  let isOpen = false
  let changed = () => undefined
  const set = (open) => {
    if (isOpen === open) return
    isOpen = open
    document.body.classList.toggle('nav-open', open)
    changed()
    if (open) nav.querySelector('a[aria-current]')?.focus()
  }
  nav.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen) return
    set(false)
    document.getElementById('nav-toggle')?.focus()
  })
  return {
    isOpen: () => isOpen,
    close: () => set(false),
    toggle: () => set(!isOpen),
    onChange(listener) {
      changed = listener
    },
  }
}

function headerParts(app, { words, link, title, isMenuOpen, menu }) {
  const other = app.language === 'en' ? 'sw' : 'en'
  const sentences = { live: words.linkLive, polling: words.linkPolling, lost: words.linkLost }
  return [
    h('a', { class: 'skip', href: '#content', onclick: focusContent }, words.skip),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet nav-toggle',
        id: 'nav-toggle',
        'data-key': 'nav',
        'aria-expanded': String(isMenuOpen),
        'aria-controls': 'nav',
        onclick: menu.toggle,
      },
      icon(isMenuOpen ? 'close' : 'menu'),
      h('span', {}, title),
    ),
    h('p', { class: 'brand' }, h('span', { class: 'brand-mark' }), words.product),
    h(
      'span',
      { class: `link link-${link}`, role: 'status' },
      h('span', { class: 'link-text' }, sentences[link]),
    ),
    h(
      'button',
      {
        class: 'quiet',
        type: 'button',
        'data-key': 'language',
        lang: other,
        onclick: () => app.chooseLanguage(other),
      },
      words.otherLanguage,
    ),
    h(
      'a',
      { class: 'quiet', href: './', 'data-key': 'phones', 'aria-label': words.phones },
      icon('phone'),
      h('span', { class: 'wide-only' }, words.phones),
    ),
  ]
}

function navLink({ name, drawing }, current, words) {
  return h(
    'a',
    {
      class: 'nav-link',
      href: routeTo(name),
      'data-key': name,
      'aria-current': name === current ? 'page' : false,
    },
    icon(drawing),
    words.sections[name],
  )
}

function focusContent(event) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
