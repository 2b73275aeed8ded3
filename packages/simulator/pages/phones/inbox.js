/** @module The SMS inbox: one conversation per sender, the newest message on top. */
import { countBadge, h, replaceChildren, whenChanged } from '../shared/dom.js'
import { oneTimeCode, receiptOf, shortWhen } from '../shared/format.js'
import { icon } from '../shared/icons.js'
import { codeCard, receiptCopy } from './code-card.js'
import { routeTo, simulatorNow, unreadMessages } from './state.js'

const messagesMax = 100

export function createInbox({ store, api }) {
  const element = h('div', { class: 'inbox' })
  let asked = null

  const render = whenChanged(({ msisdn, thread, threads, messages, words }) => {
    if (thread) replaceChildren(element, ...conversation(msisdn, thread, messages, words))
    else replaceChildren(element, ...conversations(msisdn, threads, words))
  })
  return { element, update }

  function update(subscriber, model, words) {
    const { thread } = model.route
    const unread = unreadMessages(subscriber, model.seen)
    const now = simulatorNow(model)
    const when = (message) => shortWhen(new Date(message.receivedAt), now, model.language)
    render({
      msisdn: subscriber.msisdn,
      thread,
      words,
      threads: thread ? null : threadsOf(subscriber.messages, unread, when),
      messages: thread
        ? subscriber.messages
            .filter(({ from }) => from === thread)
            .slice(0, messagesMax)
            .map((message) => ({ ...message, when: when(message) }))
        : null,
    })
    if (thread && !document.hidden) markSeen(subscriber, unread, thread)
  }

  function markSeen(subscriber, unread, thread) {
    const opened = unread.filter(({ from }) => from === thread)
    if (opened.length > 0) {
      const seen = new Set([...store.get().seen, ...opened.map(({ id }) => id)])
      // After this update: a view must not change the model while it is being shown.
      queueMicrotask(() => store.set({ seen }))
    }
    const key = `${subscriber.msisdn} ${subscriber.messages[0]?.id}`
    if (subscriber.unread > 0 && unread.length === opened.length && asked !== key) {
      asked = key
      api.markRead(subscriber.msisdn).catch(() => {
        asked = null
      })
    }
  }
}

function threadsOf(messages, unread, when) {
  const threads = new Map()
  for (const message of messages) {
    if (!threads.has(message.from)) {
      threads.set(message.from, {
        from: message.from,
        text: message.text.slice(0, 120),
        kind: message.kind,
        when: when(message),
        unread: unread.filter(({ from }) => from === message.from).length,
      })
    }
  }
  return [...threads.values()]
}

function conversations(msisdn, threads, words) {
  return [
    h('h2', { class: 'screen-title' }, words.messages),
    threads.length === 0 && h('p', { class: 'empty' }, words.noMessages),
    h(
      'ul',
      { class: 'threads', 'aria-label': words.conversations },
      ...threads.map((thread) =>
        h(
          'li',
          {},
          h(
            'a',
            {
              class: `thread${thread.unread > 0 ? ' is-unread' : ''}`,
              href: routeTo(msisdn, 'messages', thread.from),
              'data-key': thread.from,
            },
            avatar(thread),
            h(
              'span',
              { class: 'thread-text' },
              h('span', { class: 'thread-from' }, thread.from),
              h('span', { class: 'thread-snippet' }, thread.text),
            ),
            h(
              'span',
              { class: 'thread-side' },
              h('span', { class: 'when' }, thread.when),
              thread.unread > 0 && countBadge(thread.unread, words),
            ),
          ),
        ),
      ),
    ),
  ]
}

function conversation(msisdn, thread, messages, words) {
  return [
    h(
      'div',
      { class: 'thread-head' },
      h(
        'a',
        {
          class: 'icon-button',
          href: routeTo(msisdn, 'messages'),
          'aria-label': words.back,
          'data-key': 'back',
        },
        icon('back'),
      ),
      avatar({ from: thread, kind: messages[0]?.kind }),
      h('h2', {}, thread),
    ),
    h(
      'ol',
      { class: 'bubbles', 'aria-label': words.conversationWith(thread) },
      ...messages.map((message) => {
        const code = oneTimeCode(message.text)
        const receipt = message.kind === 'mpesa' ? receiptOf(message.text) : null
        return h(
          'li',
          { class: 'bubble' },
          h('p', { class: 'bubble-text' }, message.text),
          code && codeCard(code, words),
          h(
            'div',
            { class: 'bubble-foot' },
            h('time', { class: 'when', datetime: message.receivedAt }, message.when),
            receipt && receiptCopy(receipt, words),
          ),
        )
      }),
    ),
  ]
}

function avatar({ from, kind }) {
  return h(
    'span',
    { class: `avatar${kind === 'mpesa' ? ' avatar-mpesa' : ''}`, 'aria-hidden': 'true' },
    [...from][0]?.toUpperCase() ?? '#',
  )
}
