/** @module The latest messages on the home screen, codes ready to copy. */

import { h, replaceChildren, whenChanged } from '../shared/dom.js'
import { oneTimeCode, shortWhen } from '../shared/format.js'
import { icon } from '../shared/icons.js'
import { codeCard } from './code-card.js'
import { routeTo, simulatorNow, unreadMessages } from './state.js'

const shownMax = 3

export function createNotifications({ api, perform }) {
  const element = h('div', { class: 'notifications' })
  const render = whenChanged(({ msisdn, shown, words }) => {
    const markRead = () => perform(() => api.markRead(msisdn))
    const items = shown.map((message) => notification(message, msisdn, words))
    const isAnyFresh = shown.some(({ isFresh }) => isFresh)
    replaceChildren(
      element,
      items.length > 0
        ? h('ul', {}, ...items)
        : h('p', { class: 'notifications-empty' }, words.noMessages),
      isAnyFresh &&
        h(
          'button',
          { type: 'button', class: 'mark-read', 'data-key': 'mark-read', onclick: markRead },
          icon('check'),
          words.markRead,
        ),
    )
  })
  return {
    element,
    update(subscriber, model, words) {
      const { msisdn, messages, state } = subscriber
      const fresh = unreadMessages(subscriber, model.seen)
      const now = simulatorNow(model)
      const recent = fresh.length > 0 ? fresh.slice(0, shownMax) : messages.slice(0, 1)
      const shown = recent.map((message) => ({
        ...message,
        when: shortWhen(new Date(message.receivedAt), now, model.language),
        isFresh: fresh.length > 0,
      }))
      element.hidden = state === 'off'
      render({ msisdn, shown, words })
    },
  }
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
