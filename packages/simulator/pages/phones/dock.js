/** @module The three keys at the bottom of the phone. */
import { countBadge, h, replaceChildren, whenChanged } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { routeTo, unreadMessages } from './state.js'

const drawings = { home: 'home', mpesa: 'sim', messages: 'message', settings: 'gear' }

export function createDock() {
  const element = h('nav', { class: 'dock' })
  const render = whenChanged(({ msisdn, current, unread, words }) => {
    element.setAttribute('aria-label', words.screens)
    const items = Object.entries(drawings).map(([name, drawing]) =>
      h(
        'a',
        {
          class: 'dock-item',
          href: routeTo(msisdn, name),
          'data-key': name,
          'aria-current': current === name ? 'page' : false,
        },
        icon(drawing),
        h('span', {}, words[name]),
        name === 'messages' && unread > 0 && countBadge(unread, words),
      ),
    )
    replaceChildren(element, ...items)
  })
  return {
    element,
    update(subscriber, current, model, words) {
      const unread = unreadMessages(subscriber, model.seen).length
      render({ msisdn: subscriber.msisdn, current, unread, words })
    },
  }
}
