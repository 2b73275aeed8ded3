/** @module One-time codes, large, with their copy button; and the one of a receipt number. */
import { copyButton } from '../shared/copy.js'
import { h } from '../shared/dom.js'

/** @param {string} code @param {import('./words.js').Words} words */
export function codeCard(code, words) {
  return h(
    'div',
    { class: 'code-card' },
    h('span', { class: 'code-label' }, words.oneTimeCode),
    h('span', { class: 'code' }, code),
    copyButton(code, words, { label: words.copyCode(code) }),
  )
}

/** @param {string} receipt @param {import('./words.js').Words} words */
export function receiptCopy(receipt, words) {
  return copyButton(receipt, words, {
    class: 'copy-receipt',
    label: words.copyReceipt(receipt),
    iconOnly: true,
  })
}
