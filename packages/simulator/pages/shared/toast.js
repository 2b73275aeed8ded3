/** @module A short notice over the page, with the way to what it is about. */
import { h, replaceChildren } from './dom.js'
import { icon } from './icons.js'

const shownMs = 8_000
const marks = { prompt: 'phone', message: 'message', problem: 'cross', done: 'check' }

export function createToast() {
  const element = h('div', { class: 'toast', role: 'status', 'aria-live': 'polite' })
  let timer
  return { element, notify, hide }

  /**
   * @param {string} sentence
   * @param {{
   *   kind: keyof typeof marks, words: { dismiss: string },
   *   link?: { href: string, label: string, onclick?: () => void } | undefined
   * }} about
   */
  function notify(sentence, { kind, words, link }) {
    const open = () => {
      link?.onclick?.()
      hide()
    }
    element.className = `toast toast-${kind}`
    replaceChildren(
      element,
      h('span', { class: 'toast-mark' }, icon(marks[kind])),
      h('span', { class: 'toast-text' }, sentence),
      link && h('a', { class: 'toast-open', href: link.href, onclick: open }, link.label),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': words.dismiss, onclick: hide },
        icon('close'),
      ),
    )
    clearTimeout(timer)
    timer = setTimeout(hide, shownMs)
  }

  function hide() {
    clearTimeout(timer)
    element.replaceChildren()
  }
}
