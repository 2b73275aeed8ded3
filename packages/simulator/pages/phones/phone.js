/** @module The selected phone: its frame, the status bar, and the screen the reader is on. */

import { h, replaceChildren, setText, whenChanged } from '../shared/dom.js'
import { clockTime, phoneNumber, wallpaperOf } from '../shared/format.js'
import { icon } from '../shared/icons.js'
import { createDock } from './dock.js'
import { createHome } from './home.js'
import { createInbox } from './inbox.js'
import { createMenu } from './menu.js'
import { createPrompt } from './prompt.js'
import { createSettings } from './settings.js'
import { shownSubscriber, simulatorNow } from './state.js'

export function createPhone(app) {
  const screens = {
    home: createHome(app),
    mpesa: createMenu(app),
    messages: createInbox(app),
    settings: createSettings(app),
  }
  const prompt = createPrompt(app)
  const dock = createDock()
  const time = h('span', { class: 'status-time' })
  const content = h('div', { class: 'screen-content' })
  const below = h('div', { class: 'screen-below' }, content, dock.element)
  const screen = h('div', { class: 'screen' }, statusBar(time), below, prompt.element)
  const frame = h('section', { class: 'phone', id: 'phone', tabindex: '-1' }, screen)
  const notice = createNotice(app)

  const show = (subscriber, model, words) => {
    const { msisdn, name, state } = subscriber
    const current =
      state === 'off' && model.route.screen !== 'settings' ? 'home' : model.route.screen
    frame.setAttribute('aria-label', words.phoneOf(name || phoneNumber(msisdn)))
    screen.className = `screen ${wallpaperOf(msisdn)} is-${state}`
    below.inert = prompt.isOpen()
    screens[current].update(subscriber, model, words)
    if (content.firstChild !== screens[current].element) {
      content.replaceChildren(screens[current].element)
      content.className = `screen-content on-${current}`
    }
    dock.update(subscriber, current, model, words)
  }
  const tick = (model) => {
    setText(time, clockTime(simulatorNow(model), model.language))
    screens.home.tick(model)
    prompt.tick(model)
  }
  return {
    element: h('div', { class: 'stage' }, frame, notice.element),
    update(model, words) {
      const subscriber = shownSubscriber(model)
      frame.hidden = !subscriber
      prompt.update(subscriber, model, words)
      notice.update(subscriber, model, words)
      if (subscriber) show(subscriber, model, words)
      tick(model)
    },
    tick,
  }
}

/** What stands on the stage when there is no phone to show. */
function createNotice(app) {
  const element = h('div', { class: 'notice' })
  const render = whenChanged(({ sentence, missing, words }) => {
    const add = () => app.openAddPhone(missing)
    replaceChildren(
      element,
      h('p', {}, sentence),
      missing &&
        h(
          'button',
          { type: 'button', class: 'button', onclick: add },
          icon('plus'),
          words.addThisPhone,
        ),
    )
  })
  return {
    element,
    update(subscriber, model, words) {
      element.hidden = Boolean(subscriber)
      if (!subscriber) render({ ...reasonForNone(model, words), words })
    },
  }
}

function reasonForNone({ shelf, link, route, absent }, words) {
  if (!shelf) return { sentence: link === 'lost' ? words.linkLost : words.loading }
  if (!route.msisdn && shelf.total === 0) return { sentence: words.noPhones }
  if (!route.msisdn || route.msisdn !== absent) return { sentence: '' }
  return { sentence: words.unknownPhone(phoneNumber(route.msisdn)), missing: route.msisdn }
}

function statusBar(time) {
  return h(
    'div',
    { class: 'status-bar', 'aria-hidden': 'true' },
    time,
    h(
      'span',
      { class: 'status-icons' },
      h('span', { class: 'signal' }, h('i'), h('i'), h('i'), h('i')),
      h('span', { class: 'battery' }),
    ),
  )
}
