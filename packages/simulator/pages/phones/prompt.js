/** @module The STK prompt on the phone: opened by a push, ended by an answer, by time or from elsewhere. */
import { announce, replaceChildren } from '../shared/dom.js'
import { phoneNumber, secondsUntil } from '../shared/format.js'
import { promptId } from './api.js'
import { isEditable, keepFocusInside, mayTakeFocus } from './prompt-focus.js'
import { createPromptLayer, createQuestion, createResult } from './prompt-view.js'
import { simulatorNow } from './state.js'

const paidShownMs = 4_000

/**
 * What is on the screen: the question of one prompt, or the result of one.
 * @typedef {{ msisdn: string, id: string, words: import('./words.js').Words } & (
 *   | { phase: 'asking' | 'sending', prompt: import('./api.js').Prompt, view: any }
 *   | { phase: 'result' }
 * )} Open
 */

export function createPrompt(app) {
  /** @type {{ app: any, element: HTMLElement, open: Open | null, answered: Set<string> }} */
  const layer = { app, element: createPromptLayer(), open: null, answered: new Set() }
  document.addEventListener('keydown', (event) => onKey(layer, event))
  return {
    element: layer.element,
    isOpen: () => layer.open !== null,
    update: (subscriber, model, words) => follow(layer, subscriber, model, words),
    tick(model) {
      layer.open?.view?.countdown.show(simulatorNow(model), layer.open.words)
    },
  }
}

/** Brings the layer in line with what the simulator says is on this phone. */
function follow(layer, subscriber, model, words) {
  if (layer.open && layer.open.msisdn !== subscriber?.msisdn) close(layer)
  const { open } = layer
  const prompt = subscriber?.state === 'off' ? null : subscriber?.prompt
  const isAsking = open?.phase === 'asking'
  if (prompt) {
    const isNew = promptId(prompt) !== open?.id
    const isOtherLanguage = isAsking && open.words !== words
    if (layer.answered.has(promptId(prompt))) return
    if (isNew || isOtherLanguage) ask(layer, subscriber, words)
  } else if (isAsking) {
    // Answered somewhere else when there was time left: then there is nothing to say here.
    const ranOut = secondsUntil(open.prompt.expiresAt, simulatorNow(model)) <= 1
    if (ranOut) showResult(layer, { code: '1037', description: '', isDone: false })
    else close(layer)
  }
}

function ask(layer, { msisdn, pin, prompt }, words) {
  const view = createQuestion(
    { prompt, pin, words },
    { onSend: () => send(layer), onCancel: () => cancel(layer) },
  )
  const takesFocus = layer.open !== null || mayTakeFocus()
  const id = promptId(prompt)
  layer.open = { msisdn, id, phase: 'asking', prompt, words, view }
  layer.element.hidden = false
  replaceChildren(layer.element, view.element)
  if (takesFocus) view.pad.input.focus({ preventScroll: true })
  else announce(`${words.promptOn(phoneNumber(msisdn))}. ${view.question}`, true)
}

function send(layer) {
  const { open } = layer
  if (open?.phase !== 'asking') return undefined
  const { pad } = open.view
  if (pad.isComplete()) return submit(layer, { pin: pad.input.value })
  return open.view.complain(open.words.pinTooShort(pad.length))
}

function cancel(layer) {
  if (layer.open?.phase === 'asking') void submit(layer, { cancel: true })
}

async function submit(layer, answer) {
  const { app, open } = layer
  open.phase = 'sending'
  open.view.setSending(true)
  try {
    const { resultCode, resultDesc, accepted } = await app.api.answerPrompt(open.id, answer)
    layer.answered.add(open.id)
    if (layer.open === open) {
      showResult(layer, { code: resultCode, description: resultDesc, isDone: accepted })
    }
  } catch (error) {
    if (layer.open !== open) return
    open.phase = 'asking'
    open.view.setSending(false)
    open.view.complain(error.status ? error.message : open.words.answerFailed)
  }
  await app.refresh()
}

function showResult(layer, { code, description, isDone }) {
  const { msisdn, id, words, prompt } = layer.open
  const takesFocus = layer.element.contains(document.activeElement) || mayTakeFocus()
  const told = { code, description, isDone, kind: prompt.kind ?? 'stk', words }
  const result = createResult(told, () => close(layer))
  const shown = { msisdn, id, words, phase: 'result' }
  layer.open = shown
  replaceChildren(layer.element, result.element)
  if (takesFocus) result.okButton.focus({ preventScroll: true })
  if (isDone) setTimeout(() => layer.open === shown && close(layer), paidShownMs)
}

function close(layer) {
  const hadFocus = layer.element.contains(document.activeElement)
  layer.open = null
  layer.element.hidden = true
  layer.element.replaceChildren()
  if (hadFocus) document.getElementById('phone')?.focus({ preventScroll: true })
  // After the update that may have led here: the rest of the phone wakes up again.
  queueMicrotask(() => layer.app.store.set({}))
}

function onKey(layer, event) {
  const { open, element } = layer
  if (!open || event.ctrlKey || event.metaKey || event.altKey) return
  const isInside = element.contains(event.target)
  if (!isInside && (isEditable(event.target) || document.querySelector('dialog[open]'))) return
  if (isInside && event.key === 'Tab') keepFocusInside(event, element)
  else if (isInside && event.key === 'Escape')
    open.phase === 'result' ? close(layer) : cancel(layer)
  else if (open.phase === 'asking' && event.target !== open.view.pad.input)
    open.view.pad.type(event)
}
