/** @module Copying to the clipboard, with a button that says that it was done. */
import { announce, h } from './dom.js'
import { icon } from './icons.js'

const copiedShownMs = 2_000

/**
 * @param {string} text what is copied
 * @param {{ copy: string, copied: string }} words
 * @param {{ label: string, key?: string, class?: string, iconOnly?: boolean }} look `label` names it for screen readers
 */
export function copyButton(text, words, look) {
  const shown = look.iconOnly ? null : h('span', {}, words.copy)
  const mark = h('span', { class: 'copy-mark' }, icon('copy'))
  let timer
  const onclick = async () => {
    await copyText(text)
    mark.replaceChildren(icon('check'))
    if (shown) shown.textContent = words.copied
    announce(words.copied)
    clearTimeout(timer)
    timer = setTimeout(() => {
      mark.replaceChildren(icon('copy'))
      if (shown) shown.textContent = words.copy
    }, copiedShownMs)
  }
  return h(
    'button',
    {
      type: 'button',
      class: look.class ?? 'copy',
      'data-key': look.key ?? `copy-${text.slice(0, 40)}`,
      'aria-label': look.label,
      onclick,
    },
    mark,
    shown,
  )
}

/** @param {string} text */
export async function copyText(text) {
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
