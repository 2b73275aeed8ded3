/** @module A short notice about a phone that is not the selected one, with the way to it. */
import { h, replaceChildren } from './dom.js'
import { icon } from './icons.js'
import { isPhoneCovered, routeTo } from './state.js'
import { wordsIn } from './words.js'

const shownMs = 8_000
const marks = { prompt: 'phone', message: 'message', problem: 'cross' }

export function createToast({ store }) {
  const element = h('div', { class: 'toast', role: 'status', 'aria-live': 'polite' })
  let timer
  let showing = null
  return { element, update, notify }

  /**
   * @param {string} sentence
   * @param {{ kind: 'prompt' | 'message' | 'problem', msisdn?: string }} about
   */
  function notify(sentence, { kind, msisdn }) {
    const words = wordsIn(store.get().language)
    showing = msisdn ?? null
    element.className = `toast toast-${kind}`
    replaceChildren(
      element,
      h('span', { class: 'toast-mark' }, icon(marks[kind])),
      h('span', { class: 'toast-text' }, sentence),
      msisdn && h('a', { class: 'toast-open', href: routeTo(msisdn), onclick: open }, words.open),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': words.dismiss, onclick: hide },
        icon('close'),
      ),
    )
    clearTimeout(timer)
    timer = setTimeout(hide, shownMs)
  }

  function update(model) {
    if (showing && model.route.msisdn === showing && !isPhoneCovered(model)) hide()
  }

  /** The link selects the phone; where the network panel lies over it, that has to go too. */
  function open() {
    if (isPhoneCovered(store.get())) store.set({ networkOpen: false })
    hide()
  }

  function hide() {
    clearTimeout(timer)
    showing = null
    element.replaceChildren()
  }
}
