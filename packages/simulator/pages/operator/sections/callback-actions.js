/** @module What can be done to a callback, before it is sent and afterwards. */
import { h } from '../../shared/dom.js'
import { post } from '../../shared/http.js'
import { button } from '../parts.js'
import { routeTo } from '../route.js'

const copiesMax = 50

/**
 * @param {{ id: string, isSent: boolean }} callback
 * @param {import('../main.js').App} app
 */
export function callbackActions({ id, isSent }, app) {
  const { words } = app
  const c = words.callbacks
  const ask = (action, body) => post(`callbacks/${encodeURIComponent(id)}/${action}`, body)
  // One that has gone cannot be looked at any more.
  const askAndLeave = async (action) => {
    await ask(action)
    app.go(routeTo('callbacks', null, null, app.route.query), { replace: true })
  }
  const plain = (action, task = ask) =>
    button(c[action], () => app.perform(() => task(action), c.done[action]), { key: action })
  const question = (action, form, task = ask) =>
    button(
      c[action],
      () => app.ask({ ...form, run: (values) => task(action, form.read(values)) }, c.done[action]),
      { key: action },
    )
  const buttons = isSent
    ? [plain('resend')]
    : [
        plain('send', askAndLeave),
        question('delay', delayForm(c)),
        question('drop', dropForm(c), askAndLeave),
      ]
  return h(
    'div',
    { class: 'button-row', role: 'group', 'aria-label': c.actions },
    ...buttons,
    question('duplicate', duplicateForm(c)),
    question('forge', forgeForm(c)),
  )
}

function dropForm(c) {
  return { title: c.drop, text: c.dropAsk, submit: c.drop, isDangerous: true, read: () => ({}) }
}

function delayForm(c) {
  return {
    title: c.delayTitle,
    fields: [{ name: 'ms', label: c.delayBy, type: 'select', options: c.delays, value: '600000' }],
    submit: c.delay.replace(' …', ''),
    read: ({ ms }) => ({ ms: Number(ms) }),
  }
}

function duplicateForm(c) {
  const count = { min: 1, max: copiesMax, step: 1 }
  return {
    title: c.duplicateTitle,
    fields: [
      {
        name: 'copies',
        label: c.duplicateCopies,
        type: 'number',
        value: 2,
        required: true,
        properties: count,
      },
      {
        name: 'concurrency',
        label: c.duplicateAtOnce,
        type: 'number',
        value: 1,
        required: true,
        properties: count,
      },
    ],
    submit: c.duplicate.replace(' …', ''),
    read: (values) => values,
  }
}

function forgeForm(c) {
  return {
    title: c.forgeTitle,
    text: c.forgeText,
    fields: [
      { name: 'amount', label: c.forgeAmount, type: 'number', properties: { min: 1 } },
      { name: 'phone', label: c.forgePhone, properties: { inputmode: 'tel' } },
      { name: 'receipt', label: c.forgeReceipt, properties: { maxlength: 20 } },
      { name: 'replay', label: c.forgeReplay, type: 'check' },
    ],
    submit: c.forge.replace(' …', ''),
    isDangerous: true,
    read: (values) =>
      Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== '' && value !== false),
      ),
  }
}
