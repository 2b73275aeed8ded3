/** @module Dialogs: a few fields and a button, or a question that is answered with yes. */
import { field, h, replaceChildren } from '../shared/dom.js'

/**
 * @typedef {{
 *   name: string, label: string, type?: 'text' | 'number' | 'select' | 'check' | 'textarea' | 'checks' | 'file', value?: any,
 *   hint?: string, required?: boolean, options?: Record<string, string>, properties?: Record<string, unknown>
 * }} FormField
 * @typedef {{
 *   title: string, text?: string, fields?: readonly FormField[], submit: string, isDangerous?: boolean,
 *   run: (values: Record<string, any>) => Promise<unknown>
 * }} FormQuestion `run` does what is asked; its error is shown in the dialog
 */

export function createFormDialog() {
  const element = h('dialog', { class: 'dialog form-dialog', 'aria-labelledby': 'dialog-title' })
  return {
    element,
    /** @param {FormQuestion} question @param {any} words @param {() => void} done */
    open(question, words, done) {
      replaceChildren(element, createForm(question, words, { element, done }))
      element.showModal()
    },
  }
}

function createForm(
  { title, text, fields = [], submit, isDangerous, run },
  words,
  { element, done },
) {
  const problem = h('p', { class: 'problem', role: 'alert' })
  const inputs = fields.map((one) => ({ ...one, input: createInput(one) }))
  const button = h(
    'button',
    { type: 'submit', class: isDangerous ? 'button danger' : 'button' },
    submit,
  )
  const onsubmit = async (event) => {
    event.preventDefault()
    button.disabled = true
    problem.textContent = ''
    try {
      await run(await valuesOf(inputs))
      element.close()
      done()
    } catch (error) {
      problem.textContent = error.message
    }
    button.disabled = false
  }
  return h(
    'form',
    { class: 'form', onsubmit },
    h('h2', { id: 'dialog-title' }, title),
    text && h('p', { class: 'muted' }, text),
    ...inputs.map(({ label, type, hint, input }) => labelled(label, type, hint, input)),
    problem,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', onclick: () => element.close() }, words.cancel),
      button,
    ),
  )
}

function labelled(label, type, hint, input) {
  if (type === 'check') return h('label', { class: 'check-line' }, input, h('span', {}, label))
  if (type === 'checks') {
    return h('fieldset', { class: 'checks' }, h('legend', {}, label), ...input.children)
  }
  const made = field(label, input)
  if (hint) made.append(h('p', { class: 'hint' }, hint))
  return made
}

function createInput({ name, type = 'text', value, required, options = {}, properties = {} }) {
  switch (type) {
    case 'select': {
      const select = h(
        'select',
        { name, ...properties },
        ...Object.entries(options).map(([key, label]) => h('option', { value: key }, label)),
      )
      if (value !== undefined && value !== null) select.value = String(value)
      return select
    }
    case 'check':
      return h('input', { type: 'checkbox', name, checked: Boolean(value), ...properties })
    case 'checks':
      return h(
        'div',
        { class: 'checks' },
        ...Object.entries(options).map(([key, label]) =>
          h(
            'label',
            { class: 'check-line' },
            h('input', { type: 'checkbox', name, value: key, checked: value?.includes(key) }),
            h('span', {}, label),
          ),
        ),
      )
    case 'textarea':
      return h('textarea', { name, required, rows: 8, spellcheck: 'false', value, ...properties })
    case 'file':
      return h('input', { type: 'file', name, required, ...properties })
    default:
      return h('input', {
        type,
        name,
        required,
        autocomplete: 'off',
        spellcheck: 'false',
        value: value ?? '',
        ...(type === 'number' ? { step: 'any', inputmode: 'decimal' } : {}),
        ...properties,
      })
  }
}

/** Numbers as numbers, boxes as booleans or lists, a file as its text, the rest trimmed; an empty number is left out. */
async function valuesOf(inputs) {
  const reading = inputs.map(async ({ name, type = 'text', input }) => {
    if (type === 'check') return [name, input.checked]
    if (type === 'checks') {
      // The boxes moved into the fieldset when the form was built.
      const boxes = document.querySelectorAll(`.form-dialog input[name="${name}"]:checked`)
      return [name, [...boxes].map((box) => box.value)]
    }
    if (type === 'number') return [name, input.value === '' ? undefined : Number(input.value)]
    if (type === 'file') return [name, await input.files[0]?.text()]
    return [name, input.value.trim()]
  })
  const entries = await Promise.all(reading)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
