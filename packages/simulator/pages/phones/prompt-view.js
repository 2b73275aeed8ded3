/** @module How the prompt and its result look. */

import { h } from '../shared/dom.js'
import { icon } from '../shared/icons.js'
import { createCountdown } from './countdown.js'
import { createPinPad } from './pin-pad.js'

const pinDigitsMin = 4

export function createPromptLayer() {
  return h('div', { class: 'prompt-layer', hidden: true })
}

/**
 * The question with its PIN entry.
 * @param {{ prompt: import('./api.js').Prompt, pin: string, words: import('./words.js').Words }} shown
 * @param {{ onSend: () => void, onCancel: () => void }} answers
 */
export function createQuestion({ prompt, pin, words }, { onSend, onCancel }) {
  const pad = createPinPad(words, {
    label: words.enterPin,
    length: Math.max(pinDigitsMin, pin.length),
    problemId: 'prompt-problem',
    send: onSend,
  })
  const countdown = createCountdown(prompt)
  const problem = h('p', { class: 'prompt-problem', id: 'prompt-problem', role: 'alert' })
  const sendButton = promptButton('prompt-send', words.send, onSend)
  const question = h(
    'p',
    { class: 'prompt-question', id: 'prompt-question' },
    ...emphasised(prompt),
  )
  const element = promptDialog(
    promptHead(countdown, words),
    question,
    pad.entry,
    h('p', { class: 'prompt-hint' }, words.pinIs(pin)),
    problem,
    pad.keys,
    h(
      'div',
      { class: 'prompt-actions' },
      promptButton('prompt-cancel', words.cancel, onCancel),
      sendButton,
    ),
    h('p', { class: 'prompt-keyboard' }, words.keyboardHint),
  )
  return {
    element,
    pad,
    countdown,
    question: question.textContent,
    setSending(isSending) {
      problem.textContent = ''
      sendButton.textContent = isSending ? words.sending : words.send
      element.classList.toggle('is-sending', isSending)
    },
    complain(sentence) {
      problem.textContent = sentence
      pad.clear()
      shake(element)
      pad.input.focus({ preventScroll: true })
    },
  }
}

/**
 * What came of it, until somebody has read it.
 * @param {{
 *   code: string, description: string, isDone: boolean, kind: string, words: import('./words.js').Words
 * }} result
 * @param {() => void} onClose
 */
export function createResult({ code, description, isDone, kind, words }, onClose) {
  const [title, detail] = resultText({ code, description, isDone, kind, words })
  const okButton = promptButton('prompt-send', words.ok, onClose)
  const element = h(
    'div',
    {
      class: `prompt result ${isDone ? 'is-paid' : 'is-unpaid'}`,
      role: 'alertdialog',
      'aria-modal': 'true',
      'aria-labelledby': 'result-title',
      'aria-describedby': 'result-detail',
    },
    h('span', { class: 'result-mark' }, icon(isDone ? 'check' : 'cross')),
    h('h2', { id: 'result-title' }, title),
    h('p', { id: 'result-detail' }, detail),
    h('div', { class: 'prompt-actions' }, okButton),
  )
  return { element, okButton }
}

function resultText({ code, description, isDone, kind, words }) {
  if (kind !== 'stk' && isDone) return [words.agreed, words.results[0][1]]
  return words.results[code] ?? [words.resultOther, description]
}

function promptButton(className, label, onclick) {
  return h('button', { type: 'button', class: className, onclick }, label)
}

function promptDialog(...children) {
  return h(
    'div',
    {
      class: 'prompt',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-labelledby': 'prompt-title',
      'aria-describedby': 'prompt-question',
    },
    ...children,
  )
}

function promptHead(countdown, words) {
  return h(
    'div',
    { class: 'prompt-head' },
    h(
      'div',
      {},
      h('p', { class: 'prompt-kind' }, words.simToolkit),
      h('h2', { id: 'prompt-title' }, 'M-PESA'),
    ),
    countdown.element,
  )
}

/** The simulator's own sentence, with amount, business and account standing out. */
function emphasised({ text, amount, business, account }) {
  const amountText = `Ksh${amount.toLocaleString('en-KE', { minimumFractionDigits: 2 })}`
  const pieces = []
  let rest = text
  for (const part of [amountText, business, account]) {
    const at = part ? rest.indexOf(part) : -1
    if (at < 0) continue
    pieces.push(rest.slice(0, at), h('strong', {}, part))
    rest = rest.slice(at + part.length)
  }
  return [...pieces, rest]
}

function shake(element) {
  element.classList.remove('is-wrong')
  // Reading the width restarts the animation for a second mistake.
  void element.offsetWidth
  element.classList.add('is-wrong')
}
