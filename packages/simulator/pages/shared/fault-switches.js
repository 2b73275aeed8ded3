/** @module Every fault as a switch, with its sentence and the rules that are in force. */
import { field, h, replaceChildren, whenChanged } from './dom.js'
import { get, put } from './http.js'

const modes = { always: {}, once: { times: 1 }, half: { probability: 0.5 } }
const groups = ['answer', 'callback', 'query']

/**
 * @typedef {{ name: string, sentence: string, strikes?: string }} FaultDescription
 * @typedef {{ faults: Record<string, unknown>, catalogue: readonly FaultDescription[], words: any }} Shown
 */

/** @param {{ perform: (task: () => Promise<unknown>) => Promise<void> }} app */
export function createFaultSwitches({ perform }) {
  const element = h('section', { class: 'faults', 'aria-labelledby': 'faults-title' })
  const chosen = { mode: 'always', on: '' }
  const clear = () => perform(() => put('faults', {}))
  const turn = (name, isOn) =>
    perform(async () => {
      // Asked afresh: somebody else may have changed the others since this was drawn.
      const { [name]: _replaced, ...others } = (await get('faults')) ?? {}
      const rule = { ...modes[chosen.mode], ...(chosen.on ? { on: chosen.on } : {}) }
      await put('faults', isOn ? { ...others, [name]: rule } : others)
    })
  const render = whenChanged(({ faults, catalogue, words }) => {
    const isAnyOn = catalogue.some(({ name }) => rulesOf(faults, name).length > 0)
    replaceChildren(
      element,
      sectionHead(isAnyOn, words, clear),
      h(
        'div',
        { class: 'pair' },
        field(words.strikes, choice('mode', words.strikeModes, chosen)),
        field(words.strikesOn, choice('on', { ...words.strikeTargets, ...words.apiNames }, chosen)),
      ),
      ...groups.flatMap((group) => groupOf(group, { faults, catalogue, words, turn })),
    )
  })
  return { element, update: (/** @type {Shown} */ shown) => render(shown) }
}

function sectionHead(isAnyOn, words, clear) {
  return h(
    'div',
    { class: 'section-head' },
    h('h2', { id: 'faults-title' }, words.faults),
    isAnyOn
      ? h(
          'button',
          { type: 'button', class: 'quiet', 'data-key': 'clear', onclick: clear },
          words.clearFaults,
        )
      : h('p', {}, words.noFaultsOn),
  )
}

function choice(name, labels, chosen) {
  const options = Object.entries(labels).map(([value, label]) => h('option', { value }, label))
  const onchange = ({ target }) => {
    chosen[name] = target.value
  }
  const select = h('select', { 'data-key': name, onchange }, ...options)
  select.value = chosen[name]
  return select
}

function groupOf(group, { faults, catalogue, words, turn }) {
  const members = catalogue.filter(({ strikes = 'answer' }) => strikes === group)
  if (members.length === 0) return []
  return [
    h('h3', { id: `faults-${group}` }, words.faultGroups[group]),
    h(
      'ul',
      { class: 'fault-list', 'aria-labelledby': `faults-${group}` },
      ...members.map((fault) => h('li', {}, faultSwitch(fault, faults, words, turn))),
    ),
  ]
}

function faultSwitch({ name, sentence }, faults, words, turn) {
  const rules = rulesOf(faults, name)
  const details = rules.map((rule) => describe(rule, words)).filter(Boolean)
  return h(
    'label',
    { class: 'fault' },
    h(
      'span',
      { class: 'fault-text' },
      words.faultSentences[name] ?? sentence,
      h('small', {}, name),
      ...details.map((text) => h('small', { class: 'fault-rule' }, text)),
    ),
    h('input', {
      type: 'checkbox',
      role: 'switch',
      class: 'switch',
      'data-key': `fault-${name}`,
      checked: rules.length > 0,
      onchange: ({ target }) => turn(name, target.checked),
    }),
  )
}

/** One rule or several, as the simulator keeps them. */
function rulesOf(faults, name) {
  return [faults[name] ?? []].flat()
}

function describe({ times, probability, on, ...match }, words) {
  const { phone, amount, shortcode, id, checkoutRequestId } = match
  return [
    times !== undefined && words.ruleTimes(times),
    probability !== undefined && words.ruleOdds(Math.round(probability * 100)),
    on !== undefined &&
      [on]
        .flat()
        .map((one) => words.strikeTargets[one] ?? words.apiNames?.[one] ?? one)
        .join(', '),
    (phone ?? amount ?? shortcode ?? id ?? checkoutRequestId) !== undefined && words.ruleSome,
  ]
    .filter(Boolean)
    .join(' · ')
}
