/** @module The panel beside the phone: the clock and what can go wrong; everything else is on the operator's side. */
import { createClockControl } from '../shared/clock-control.js'
import { h, replaceChildren, whenChanged } from '../shared/dom.js'
import { createFaultSwitches } from '../shared/fault-switches.js'
import { icon } from '../shared/icons.js'
import { simulatorNow } from './state.js'

export function createNetworkPanel(app) {
  const clock = createClockControl(app)
  const faults = createFaultSwitches(app)
  const head = h('div', { class: 'network-head' })
  const element = h(
    'aside',
    { class: 'network', id: 'network', tabindex: '-1', 'aria-labelledby': 'network-title' },
    head,
    clock.element,
    faults.element,
  )
  const close = () => {
    app.remember('network', 'closed')
    app.store.set({ networkOpen: false })
    document.getElementById('network-toggle')?.focus()
  }
  element.addEventListener('keydown', (event) => event.key === 'Escape' && close())
  let catalogue = null
  let lastLookMs = -1
  let lastWords = null
  const loadFaults = async (words) => {
    try {
      catalogue ??= await app.api.faultCatalogue()
      faults.update({ faults: await app.api.faults(), catalogue, words })
    } catch {
      // The header already says that the simulator does not answer; the next look tries again.
    }
  }
  const renderHead = whenChanged(({ words }) => replaceChildren(head, ...headParts(words, close)))
  return {
    element,
    update(model, words) {
      renderHead({ words })
      clock.update(clockOf(model, words))
      const isFresh = model.receivedAtMs !== lastLookMs
      if (model.networkOpen && (isFresh || words !== lastWords)) {
        lastLookMs = model.receivedAtMs
        lastWords = words
        void loadFaults(words)
      }
    },
    tick(model) {
      if (model.networkOpen) clock.tick(clockOf(model))
    },
  }
}

function clockOf(model, words) {
  const time = {
    now: () => simulatorNow(model),
    offsetMs: () => model.shelf?.clockOffsetMs ?? 0,
  }
  return { time, words, language: model.language }
}

function headParts(words, close) {
  return [
    h(
      'div',
      {},
      h('h2', { id: 'network-title' }, words.network),
      h('p', {}, words.networkIntro),
      h(
        'a',
        { class: 'network-operator', href: 'operator', 'data-key': 'operator' },
        words.toOperator,
      ),
    ),
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
