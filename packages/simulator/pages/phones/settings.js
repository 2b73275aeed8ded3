/** @module The phone's settings: who holds it, its money and PIN, and what it does by itself. */
import { announce, field, h, replaceChildren, setText, whenChanged } from '../shared/dom.js'
import { dayAndTime, money } from '../shared/format.js'

const topUpsKes = [100, 1_000, 10_000]

export function createSettings({ store, api, refresh }) {
  const element = h('div', { class: 'settings' })
  const report = h('p', { class: 'report', role: 'status' })
  let inputs = {}
  const say = (sentence, isProblem) => {
    setText(report, sentence)
    report.classList.toggle('problem', isProblem)
    announce(sentence)
  }
  const save = async (msisdn, values, words) => {
    try {
      await api.changeSubscriber(msisdn, values)
      await refresh()
      say(words.saved, false)
    } catch (error) {
      say(`${words.saveFailed} ${error.message}`, true)
      store.set({})
    }
  }
  const swap = h('p', { class: 'hint' })
  const render = whenChanged(({ msisdn, words }) => {
    report.textContent = ''
    const change = (values) => save(msisdn, values, words)
    const addMoney = (amountKes) => change({ balance: Number(inputs.balance.value) + amountKes })
    inputs = createInputs(change, words)
    replaceChildren(
      element,
      h(
        'div',
        { class: 'settings-head' },
        h('h2', { class: 'screen-title' }, words.settings),
        report,
      ),
      settingsForm(inputs, addMoney, words),
      simSwap(swap, () => change({ simSwapped: true }), words),
    )
  })
  return {
    element,
    update(subscriber, model, words) {
      render({ msisdn: subscriber.msisdn, words })
      for (const [name, input] of Object.entries(inputs)) show(input, subscriber[name])
      const { simSwappedAt } = subscriber
      const when = simSwappedAt && dayAndTime(new Date(simSwappedAt), model.language)
      setText(swap, when ? words.simSwapped(when) : words.simNeverSwapped)
    },
  }
}

/** What somebody is typing is not overwritten by news about the phone. */
function show(input, value) {
  if (input === document.activeElement && input.type !== 'checkbox') return
  if (input.type === 'checkbox') input.checked = value ?? true
  else input.value = String(value)
}

function settingsForm(inputs, addMoney, words) {
  const topUps = topUpsKes.map((amountKes) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'data-key': `top-up-${amountKes}`,
        onclick: () => addMoney(amountKes),
      },
      words.addMoney(money(amountKes)),
    ),
  )
  return h(
    'div',
    { class: 'form', role: 'group', 'aria-label': words.simulatedPhone },
    field(words.nameLabel, inputs.name),
    field(words.balanceField, inputs.balance),
    h('div', { class: 'chips' }, ...topUps),
    h(
      'div',
      { class: 'pair' },
      field(words.pinField, inputs.pin),
      field(words.phoneState, inputs.state),
    ),
    field(words.autoAnswer, inputs.autoAnswer),
    field(words.smsLanguage, inputs.language),
    h('label', { class: 'check' }, words.registeredField, inputs.registered),
    h('label', { class: 'check' }, words.pochiField, inputs.pochi),
  )
}

function simSwap(swapped, swap, words) {
  return h(
    'div',
    { class: 'sim-swap' },
    h(
      'button',
      { type: 'button', class: 'chip', 'data-key': 'swap-sim', onclick: swap },
      words.swapSim,
    ),
    swapped,
  )
}

/** Being registered is a switch of its own. */
function phoneStates({ states }) {
  const { unregistered: _own, ...others } = states
  return others
}

function createInputs(change, words) {
  const text = (name, properties, read = (input) => input.value.trim()) =>
    h('input', {
      type: 'text',
      autocomplete: 'off',
      required: true,
      'data-key': name,
      ...properties,
      onchange: ({ target }) => target.reportValidity() && change({ [name]: read(target) }),
    })
  const choice = (name, options) =>
    h(
      'select',
      { 'data-key': name, onchange: ({ target }) => change({ [name]: target.value }) },
      ...Object.entries(options).map(([value, label]) => h('option', { value }, label)),
    )
  const toggle = (name) =>
    h('input', {
      type: 'checkbox',
      role: 'switch',
      class: 'switch',
      'data-key': name,
      onchange: ({ target }) => change({ [name]: target.checked }),
    })
  const balance = { type: 'number', min: 0, max: 500_000, step: 'any', inputmode: 'decimal' }
  return {
    name: text('name', { maxlength: 40 }),
    balance: text('balance', balance, (input) => Number(input.value)),
    pin: text('pin', {
      inputmode: 'numeric',
      pattern: '[0-9]{4}',
      maxlength: 4,
      title: words.pinHint,
    }),
    state: choice('state', phoneStates(words)),
    autoAnswer: choice('autoAnswer', words.autoAnswers),
    language: choice('language', { en: 'English', sw: 'Kiswahili' }),
    registered: toggle('registered'),
    pochi: toggle('pochi'),
  }
}
