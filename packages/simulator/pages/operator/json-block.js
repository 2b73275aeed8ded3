/** @module A body as people read it: JSON in colours, anything else as it came. */
import { copyButton } from '../shared/copy.js'
import { h } from '../shared/dom.js'

const shownCharactersMax = 40_000
const tokens =
  /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g

/**
 * @param {unknown} body @param {any} words
 * @param {{ label: string, key: string }} named for screen readers and the focus
 */
export function jsonBlock(body, words, { label, key }) {
  if (body === null || body === undefined || body === '') {
    return h('p', { class: 'muted' }, words.noBody)
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2)
  const shown = text.slice(0, shownCharactersMax)
  return h(
    'div',
    { class: 'code-block' },
    h(
      'pre',
      { tabindex: '0', role: 'region', 'aria-label': label, 'data-key': key },
      h('code', {}, ...(typeof body === 'string' ? [shown] : coloured(shown))),
    ),
    copyButton(text, words, { label: words.copyOf(label), key: `copy-${key}`, iconOnly: true }),
  )
}

/** Ready-made text, such as a command. @param {string} text */
export function codeBlock(text, words, { label, key }) {
  return jsonBlock(text, words, { label, key })
}

function coloured(text) {
  const pieces = []
  let at = 0
  for (const match of text.matchAll(tokens)) {
    const [whole, string, colon, word, number] = match
    if (match.index > at) pieces.push(text.slice(at, match.index))
    at = match.index + whole.length
    if (string !== undefined) {
      pieces.push(h('span', { class: colon ? 'json-key' : 'json-string' }, string), colon ?? '')
    } else pieces.push(h('span', { class: 'json-atom' }, word ?? number ?? ''))
  }
  return [...pieces, text.slice(at)]
}
