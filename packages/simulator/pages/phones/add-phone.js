/** @module The dialog that puts another phone on the shelf. */
import { field, h, replaceChildren } from '../shared/dom.js'
import { phoneNumber, toMsisdn } from '../shared/format.js'
import { routeTo } from './state.js'

export function createAddPhone({ api, refresh, go }) {
  const element = h('dialog', { class: 'dialog', 'aria-labelledby': 'add-title' })
  const close = () => element.close()
  const add = async (form, problem) => {
    const subscriber = readForm(form)
    try {
      const added = await api.addSubscriber(subscriber)
      await refresh()
      close()
      go(routeTo(added?.msisdn ?? subscriber.phone))
    } catch (error) {
      problem.textContent = error.message
    }
  }
  let words
  return {
    element,
    update(_model, nextWords) {
      words = nextWords
    },
    /** @param {string} [msisdn] already filled in */
    open(msisdn) {
      replaceChildren(element, createForm(words, msisdn, { add, close }))
      element.showModal()
    },
  }
}

function createForm(words, msisdn, { add, close }) {
  const problem = h('p', { class: 'problem', role: 'alert' })
  const onsubmit = (event) => {
    event.preventDefault()
    return add(event.target, problem)
  }
  return h(
    'form',
    { class: 'form', onsubmit },
    h('h2', { id: 'add-title' }, words.newPhone),
    ...formFields(words, msisdn),
    h('p', { class: 'hint' }, words.pinHint),
    problem,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', onclick: close }, words.cancel),
      h('button', { type: 'submit', class: 'button' }, words.add),
    ),
  )
}

function formFields(words, msisdn) {
  const text = (properties) => h('input', { type: 'text', autocomplete: 'off', ...properties })
  return [
    field(
      words.phoneField,
      text({
        name: 'phone',
        inputmode: 'tel',
        required: true,
        placeholder: words.phoneHint,
        value: msisdn ? phoneNumber(msisdn) : '',
      }),
    ),
    field(words.nameField, text({ name: 'name', maxlength: 40 })),
    h(
      'div',
      { class: 'pair' },
      field(
        words.balanceField,
        text({
          name: 'balance',
          type: 'number',
          min: 0,
          max: 500_000,
          step: 1,
          required: true,
          value: '5000',
        }),
      ),
      field(
        words.pinField,
        text({
          name: 'pin',
          inputmode: 'numeric',
          pattern: '[0-9]{4}',
          maxlength: 4,
          required: true,
          value: '1234',
        }),
      ),
    ),
  ]
}

function readForm(form) {
  const data = new FormData(form)
  const text = (name) => String(data.get(name)).trim()
  return {
    phone: toMsisdn(text('phone')),
    ...(text('name') ? { name: text('name') } : {}),
    balance: Number(text('balance')),
    pin: text('pin'),
  }
}
