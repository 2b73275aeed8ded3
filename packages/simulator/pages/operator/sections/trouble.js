/** @module Faults at will, chaos by seed, and the switches of behaviour. */
import { h } from '../../shared/dom.js'
import { createFaultSwitches } from '../../shared/fault-switches.js'
import { get } from '../../shared/http.js'
import { sectionHeading } from '../parts.js'
import { createBehaviour } from './behaviour.js'
import { createChaos } from './chaos.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createTrouble(app) {
  const { words } = app
  const faults = createFaultSwitches(app)
  faults.element.classList.add('card')
  const chaos = createChaos(app)
  const behaviour = createBehaviour(app)
  let catalogue = null
  return {
    element: h(
      'div',
      { class: 'section section-split' },
      sectionHeading(words.sections.trouble, words.trouble.intro),
      h(
        'div',
        { class: 'cards' },
        faults.element,
        h('div', { class: 'cards-column' }, chaos.element, behaviour.element),
      ),
    ),
    async load() {
      catalogue ??= await get('faults/catalogue')
      faults.update({ faults: await get('faults'), catalogue, words })
      await Promise.all([chaos.load(), behaviour.load()])
    },
  }
}
