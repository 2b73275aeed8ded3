/** @module The home screen: the time, whose phone this is, the money on it, and what arrived last. */
import { codeCard } from './code-card.js'
import { h, replaceChildren, setText, whenChanged } from './dom.js'
import { balance, clockTime, longDate, oneTimeCode, phoneNumber, shortWhen } from './format.js'
import { icon } from './icons.js'
import { routeTo, simulatorNow, unreadMessages } from './state.js'

const notificationsMax = 3

export function createHome({ api, perform }) {
  const time = h('p', { class: 'home-time' })
  const date = h('p', { class: 'home-date' })
  const person = h('div', { class: 'home-person' })
  const notifications = h('ul', { class: 'notifications' })
  const clock = h('div', { class: 'home-clock' }, time, date)
  const element = h('div', { class: 'home' }, clock, person, notifications)
  const turnOn = (msisdn) => perform(() => api.changeSubscriber(msisdn, { state: 'active' }))

  const renderPerson = whenChanged(({ owner, words }) => {
    const isOff = owner.state === 'off'
    element.classList.toggle('home-off', isOff)
    const parts = isOff ? switchedOff(owner, words, turnOn) : accountCard(owner, words, turnOn)
    replaceChildren(person, ...parts)
  })
  const renderNotifications = whenChanged(({ msisdn, shown, words }) => {
    const items = shown.map((message) => notification(message, msisdn, words))
    const none = h('li', { class: 'notifications-empty' }, words.noMessages)
    replaceChildren(notifications, ...(items.length > 0 ? items : [none]))
  })

  return {
    element,
    update(subscriber, model, words) {
      const { messages, unread: _unread, prompt: _prompt, ...owner } = subscriber
      const fresh = unreadMessages(subscriber, model.seen)
      renderPerson({ owner, words })
      notifications.hidden = owner.state === 'off'
      element.classList.toggle('home-busy', fresh.length > 0)
      const recent = (fresh.length > 0 ? fresh : messages.slice(0, 1)).slice(0, notificationsMax)
      const shown = recent.map((message) => withWhen(message, fresh.includes(message), model))
      renderNotifications({ msisdn: owner.msisdn, shown, words })
    },
    tick(model) {
      setText(time, clockTime(simulatorNow(model), model.language))
      setText(date, longDate(simulatorNow(model), model.language))
    },
  }
}

function switchedOff({ msisdn }, words, turnOn) {
  return [
    icon('power'),
    h('h2', {}, words.phoneIsOff),
    h('p', {}, words.phoneIsOffHint),
    h(
      'button',
      { type: 'button', class: 'button', 'data-key': 'on', onclick: () => turnOn(msisdn) },
      words.turnOn,
    ),
  ]
}

function accountCard(owner, words, turnOn) {
  const { msisdn, name, pin, state, autoAnswer } = owner
  return [
    h(
      'div',
      { class: 'card-who' },
      h('h2', { class: 'home-name' }, name || phoneNumber(msisdn)),
      h('p', { class: 'home-number' }, phoneNumber(msisdn)),
    ),
    h('p', { class: 'home-label' }, words.mpesaBalance),
    h('p', { class: 'home-balance' }, balance(owner.balance)),
    h(
      'div',
      { class: 'chips' },
      h('span', { class: 'chip' }, words.pinIs(pin)),
      state === 'pin-locked' &&
        h(
          'button',
          {
            type: 'button',
            class: 'chip chip-warning',
            'data-key': 'unlock',
            onclick: () => turnOn(msisdn),
          },
          `${words.lockedNote} · ${words.unlock}`,
        ),
      words.autoNote[autoAnswer] &&
        h(
          'a',
          { class: 'chip chip-warning', href: routeTo(msisdn, 'settings') },
          words.autoNote[autoAnswer],
        ),
    ),
  ]
}

function withWhen(message, isFresh, { language, ...model }) {
  const when = shortWhen(new Date(message.receivedAt), simulatorNow(model), language)
  return { ...message, when, isFresh }
}

function notification(message, msisdn, words) {
  const code = oneTimeCode(message.text)
  const href = routeTo(msisdn, 'messages', message.from)
  return h(
    'li',
    { class: `notification${message.isFresh ? ' is-fresh' : ''}` },
    h(
      'a',
      { class: 'notification-link', href, 'data-key': message.id },
      h(
        'span',
        { class: 'notification-top' },
        h('strong', {}, message.from),
        h('span', { class: 'when' }, message.when),
      ),
      h('span', { class: 'notification-text' }, code ? withoutBinding(message.text) : message.text),
    ),
    code && codeCard(code, words),
  )
}

/** The last line of a WebOTP message is for browsers. */
function withoutBinding(text) {
  return text.replace(/\s*@\S+ #\d+\s*$/, '')
}
