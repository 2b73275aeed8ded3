/** @module How the prompt and its result look. */
import { createCountdown } from './countdown.js'
import { h } from './dom.js'
import { icon } from './icons.js'
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
  const pad = createPinPad(words, Math.max(pinDigitsMin, pin.length), onSend)
  const countdown = createCountdown(prompt)
  const problem = h('p', { class: 'prompt-problem', id: 'prompt-problem', role: 'alert' })
  const sendButton = h(
    'button',
    { type: 'button', class: 'prompt-send', onclick: onSend },
    words.send,
  )
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
      h('button', { type: 'button', class: 'prompt-cancel', onclick: onCancel }, words.cancel),
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
 * @param {{ code: string, description: string, isPaid: boolean, words: import('./words.js').Words }} result
 * @param {() => void} onClose
 */
export function createResult({ code, description, isPaid, words }, onClose) {
  const [title, detail] = words.results[code] ?? [words.resultOther, description]
  const okButton = h('button', { type: 'button', class: 'prompt-send', onclick: onClose }, words.ok)
  const element = h(
    'div',
    {
      class: `prompt result ${isPaid ? 'is-paid' : 'is-unpaid'}`,
      role: 'alertdialog',
      'aria-modal': 'true',
      'aria-labelledby': 'result-title',
      'aria-describedby': 'result-detail',
    },
    h('span', { class: 'result-mark' }, icon(isPaid ? 'check' : 'cross')),
    h('h2', { id: 'result-title' }, title),
    h('p', { id: 'result-detail' }, detail),
    h('div', { class: 'prompt-actions' }, okButton),
  )
  return { element, okButton }
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
