/** @module The PIN entry: an ordinary field for keyboards and screen readers, dots and large keys for everyone. */
import { h } from '../shared/dom.js'
import { icon } from '../shared/icons.js'

/**
 * @param {import('./words.js').Words} words
 * @param {{ label: string, length: number, problemId: string, send: () => void }} entry `length` in digits;
 *   `problemId` names the element that says what is wrong
 */
export function createPinPad(words, { label, length, problemId, send }) {
  const dots = Array.from({ length }, () => h('i'))
  const input = createPinInput(label, length, problemId)
  /** @param {string} digits */
  const set = (digits) => {
    input.value = digits.replace(/\D/g, '').slice(0, length)
    dots.forEach((dot, place) => {
      dot.className = place < input.value.length ? 'is-typed' : ''
    })
  }
  const add = (digit) => set(input.value + digit)
  const erase = () => set(input.value.slice(0, -1))
  input.addEventListener('input', () => set(input.value))
  input.addEventListener('keydown', (event) => event.key === 'Enter' && send())
  return {
    input,
    length,
    entry: h(
      'div',
      { class: 'pin-entry' },
      h('span', { class: 'pin-dots', 'aria-hidden': 'true' }, ...dots),
      input,
    ),
    keys: createKeys(words, add, erase),
    clear: () => set(''),
    isComplete: () => input.value.length === length,
    /** A key pressed while the focus is elsewhere still reaches the phone, and brings the focus here. */
    type(event) {
      if (/^\d$/.test(event.key)) add(event.key)
      else if (event.key === 'Backspace') erase()
      else return
      event.preventDefault()
      input.focus({ preventScroll: true })
    },
  }
}

function createPinInput(label, length, problemId) {
  return h('input', {
    class: 'pin-input',
    type: 'text',
    inputmode: 'none',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: length,
    'aria-label': label,
    'aria-describedby': problemId,
  })
}

function createKeys(words, add, erase) {
  const key = (digit) =>
    h(
      'button',
      {
        type: 'button',
        class: 'pin-key',
        'aria-label': words.digit(digit),
        onclick: () => add(String(digit)),
      },
      digit,
    )
  return h(
    'div',
    { class: 'pin-keys', role: 'group', 'aria-label': words.keypad },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(key),
    h('span'),
    key(0),
    h(
      'button',
      { type: 'button', class: 'pin-key', 'aria-label': words.erase, onclick: erase },
      icon('erase'),
    ),
  )
}
