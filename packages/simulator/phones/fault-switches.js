/** @module Every fault as a switch, with its sentence and the rule that is in force. */
import { field, h, replaceChildren, whenChanged } from './dom.js'

const modes = { always: {}, once: { times: 1 }, half: { probability: 0.5 } }

export function createFaultSwitches({ api, perform }) {
  const element = h('section', { 'aria-labelledby': 'faults-title' })
  let mode = 'always'
  const chooseMode = (chosen) => {
    mode = chosen
  }
  const clear = () => perform(() => api.setFaults({}))
  const turn = (name, isOn) =>
    perform(async () => {
      // Asked afresh: somebody else may have changed the others since this was drawn.
      const { [name]: _replaced, ...others } = (await api.state()).faults
      await api.setFaults(isOn ? { ...others, [name]: modes[mode] } : others)
    })
  const render = whenChanged(({ faults, catalogue, words }) => {
    const switches = catalogue.map((fault) => h('li', {}, faultSwitch(fault, faults, words, turn)))
    replaceChildren(
      element,
      sectionHead(
        catalogue.some(({ name }) => rulesOf(faults, name).length > 0),
        words,
        clear,
      ),
      field(words.strikes, modeChoice(mode, words, chooseMode)),
      h('ul', { class: 'fault-list' }, ...switches),
    )
  })
  return {
    element,
    update({ snapshot }, words) {
      if (snapshot) render({ faults: snapshot.faults, catalogue: snapshot.faultCatalogue, words })
    },
  }
}

function sectionHead(isAnyOn, words, clear) {
  return h(
    'div',
    { class: 'section-head' },
    h('h3', { id: 'faults-title' }, words.faults),
    isAnyOn
      ? h(
          'button',
          { type: 'button', class: 'quiet', 'data-key': 'clear', onclick: clear },
          words.clearFaults,
        )
      : h('p', {}, words.noFaultsOn),
  )
}

function modeChoice(mode, words, choose) {
  const options = Object.entries(words.strikeModes).map(([value, label]) =>
    h('option', { value }, label),
  )
  const select = h(
    'select',
    { 'data-key': 'mode', onchange: () => choose(select.value) },
    ...options,
  )
  select.value = mode
  return select
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

function describe({ times, probability, phone, amount, checkoutRequestId }, words) {
  return [
    times !== undefined && words.ruleTimes(times),
    probability !== undefined && words.ruleOdds(Math.round(probability * 100)),
    (phone ?? amount ?? checkoutRequestId) !== undefined && words.ruleSome,
  ]
    .filter(Boolean)
    .join(' · ')
}
