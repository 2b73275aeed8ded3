/** @module The developer's panel: faults, the clock, what went over the wire, where the money is. */
import { createBooks } from './books.js'
import { createClockControl } from './clock-control.js'
import { h, replaceChildren, whenChanged } from './dom.js'
import { createFaultSwitches } from './fault-switches.js'
import { icon } from './icons.js'
import { createTraffic } from './traffic.js'

const refreshMs = 2_000

export function createNetworkPanel(app) {
  const parts = [createFaultSwitches, createClockControl, createTraffic, createBooks].map(
    (create) => create(app),
  )
  const head = h('div', { class: 'network-head' })
  const element = h(
    'aside',
    { class: 'network', id: 'network', tabindex: '-1', 'aria-labelledby': 'network-title' },
    head,
    ...parts.map((part) => part.element),
  )
  const load = () => {
    for (const part of parts) void part.load?.()
  }
  const close = () => {
    app.remember('network', 'closed')
    app.store.set({ networkOpen: false })
    document.getElementById('network-toggle')?.focus()
  }
  element.addEventListener('keydown', (event) => event.key === 'Escape' && close())
  setInterval(() => app.store.get().networkOpen && !document.hidden && load(), refreshMs)
  const renderHead = whenChanged(({ words }) => replaceChildren(head, ...headParts(words, close)))
  let wasOpen = false
  return {
    element,
    update(model, words) {
      renderHead({ words })
      for (const part of parts) part.update(model, words)
      if (model.networkOpen && !wasOpen) load()
      wasOpen = model.networkOpen
    },
    tick(model) {
      if (model.networkOpen) for (const part of parts) part.tick?.(model)
    },
  }
}

function headParts(words, close) {
  return [
    h('div', {}, h('h2', { id: 'network-title' }, words.network), h('p', {}, words.networkIntro)),
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'data-key': 'close',
        'aria-label': words.close,
        onclick: close,
      },
      icon('close'),
    ),
  ]
}
