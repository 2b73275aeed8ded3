/** @module The home screen: the time, whose phone this is, the money on it, and what arrived last. */
import { h, replaceChildren, setText, whenChanged } from '../shared/dom.js'
import { balance, clockTime, dayAndTime, longDate, phoneNumber } from '../shared/format.js'
import { icon } from '../shared/icons.js'
import { createNotifications } from './notifications.js'
import { pinTriesLeft, routeTo, simulatorNow, unreadMessages } from './state.js'

export function createHome(app) {
  const time = h('p', { class: 'home-time' })
  const date = h('p', { class: 'home-date' })
  const person = h('div', { class: 'home-person' })
  const notifications = createNotifications(app)
  const clock = h('div', { class: 'home-clock' }, time, date)
  const element = h('div', { class: 'home' }, clock, person, notifications.element)
  const mend = (msisdn, change) => app.perform(() => app.api.changeSubscriber(msisdn, change))

  const renderPerson = whenChanged(({ owner, language, words }) => {
    const isOff = owner.state === 'off'
    element.classList.toggle('home-off', isOff)
    const parts = isOff
      ? switchedOff(owner, words, mend)
      : accountCard(owner, language, words, mend)
    replaceChildren(person, ...parts)
  })
  return {
    element,
    update(subscriber, model, words) {
      const { messages: _messages, unread: _unread, prompt: _prompt, ...owner } = subscriber
      renderPerson({ owner, language: model.language, words })
      notifications.update(subscriber, model, words)
      element.classList.toggle('home-busy', unreadMessages(subscriber, model.seen).length > 0)
    },
    tick(model) {
      setText(time, clockTime(simulatorNow(model), model.language))
      setText(date, longDate(simulatorNow(model), model.language))
    },
  }
}

function switchedOff({ msisdn }, words, mend) {
  const [title, hint, action] = words.troubles.off
  return [
    icon('power'),
    h('h2', {}, title),
    h('p', {}, hint),
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-key': 'on',
        onclick: () => mend(msisdn, { state: 'active' }),
      },
      action,
    ),
  ]
}

function accountCard(owner, language, words, mend) {
  const { msisdn, name, pin, autoAnswer, simSwappedAt } = owner
  const triesLeft = pinTriesLeft(owner)
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
      triesLeft !== null && h('span', { class: 'chip chip-warning' }, words.triesLeft(triesLeft)),
      simSwappedAt &&
        h(
          'span',
          { class: 'chip' },
          words.simSwapped(dayAndTime(new Date(simSwappedAt), language)),
        ),
      words.autoNote[autoAnswer] &&
        h(
          'a',
          { class: 'chip chip-warning', href: routeTo(msisdn, 'settings') },
          words.autoNote[autoAnswer],
        ),
    ),
    ...troublesOf(owner).map(([trouble, change]) =>
      troubleNote(trouble, change, owner, words, mend),
    ),
  ]
}

/** What keeps this phone from paying, each with what would mend it. */
function troublesOf({ state, registered }) {
  return [
    ...(state === 'active' ? [] : [[state, { state: 'active' }]]),
    ...(registered === false ? [['unregistered', { registered: true }]] : []),
  ]
}

function troubleNote(trouble, change, { msisdn }, words, mend) {
  const [title, hint, action] = words.troubles[trouble]
  return h(
    'div',
    { class: 'trouble' },
    h('p', {}, h('strong', {}, title), ' ', hint),
    h(
      'button',
      {
        type: 'button',
        class: 'chip chip-action',
        'data-key': `mend-${trouble}`,
        onclick: () => mend(msisdn, change),
      },
      action,
    ),
  )
}
