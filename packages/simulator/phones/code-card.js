/** @module One-time codes, large, with their copy button. */
import { announce, h } from './dom.js'
import { icon } from './icons.js'

/** @param {string} code @param {import('./words.js').Words} words */
export function codeCard(code, words) {
  const label = h('span', {}, words.copy)
  const onclick = async () => {
    await copy(code)
    label.textContent = words.copied
    announce(words.copied)
  }
  return h(
    'div',
    { class: 'code-card' },
    h('span', { class: 'code-label' }, words.oneTimeCode),
    h('span', { class: 'code' }, code),
    h(
      'button',
      {
        type: 'button',
        class: 'copy',
        'data-key': `copy-${code}`,
        'aria-label': words.copyCode(code),
        onclick,
      },
      icon('copy'),
      label,
    ),
  )
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // No clipboard outside localhost and HTTPS: the older way still works there.
    const field = h('textarea', { class: 'visually-hidden', value: text })
    document.body.append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
  }
}
