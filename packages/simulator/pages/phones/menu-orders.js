/** @module Standing orders in the M-PESA menu. */
import { h } from '../shared/dom.js'
import { money } from '../shared/format.js'
import { choices, head } from './menu-view.js'

/** Standing orders (M-PESA Ratiba), and taking one back. */
export function ordersView({ orders, order }, words, { choose, cancel, back }) {
  const title = head(words.menus.orders, words, back)
  if (orders === null)
    return [title, h('p', { class: 'menu-waiting', role: 'status' }, words.lookingUp)]
  if (order) {
    return [
      title,
      h(
        'div',
        { class: 'menu-step' },
        h('p', { class: 'menu-question' }, words.cancelOrder(order.name, money(order.amount))),
        h(
          'button',
          {
            type: 'button',
            class: 'menu-go',
            'data-first': true,
            'data-key': 'cancel',
            onclick: cancel,
          },
          words.next,
        ),
      ),
    ]
  }
  if (orders.length === 0) return [title, h('p', { class: 'menu-waiting' }, words.noOrders)]
  const entries = orders.map((one) => ({
    key: one.id,
    label: `${one.name}: ${money(one.amount)} → ${one.shortcode} ${one.account}`,
    act: () => choose(one),
  }))
  return [title, choices(entries)]
}
