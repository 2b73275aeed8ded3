/** @module The home screen: the time, whose phone this is, the money on it, and what arrived last. */
import { h, replaceChildren, setText, whenChanged } from './dom.js'
import { balance, clockTime, longDate, phoneNumber } from './format.js'
import { icon } from './icons.js'
import { createNotifications } from './notifications.js'
import { routeTo, simulatorNow, unreadMessages } from './state.js'

export function createHome(app) {
  const time = h('p', { class: 'home-time' })
  const date = h('p', { class: 'home-date' })
  const person = h('div', { class: 'home-person' })
  const notifications = createNotifications(app)
  const clock = h('div', { class: 'home-clock' }, time, date)
  const element = h('div', { class: 'home' }, clock, person, notifications.element)
  const turnOn = (msisdn) =>
    app.perform(() => app.api.changeSubscriber(msisdn, { state: 'active' }))

  const renderPerson = whenChanged(({ owner, words }) => {
    const isOff = owner.state === 'off'
    element.classList.toggle('home-off', isOff)
    const parts = isOff ? switchedOff(owner, words, turnOn) : accountCard(owner, words, turnOn)
    replaceChildren(person, ...parts)
  })
  return {
    element,
    update(subscriber, model, words) {
      const { messages: _messages, unread: _unread, prompt: _prompt, ...owner } = subscriber
      renderPerson({ owner, words })
      notifications.update(subscriber, model, words)
      element.classList.toggle('home-busy', unreadMessages(subscriber, model.seen).length > 0)
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
