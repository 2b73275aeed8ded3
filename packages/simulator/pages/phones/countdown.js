/** @module The ring that shows how long the prompt still waits. */
import { announce, h, s } from '../shared/dom.js'
import { secondsUntil } from '../shared/format.js'

const radius = 19
const circumference = 2 * Math.PI * radius
const warningSeconds = 10

/** @param {import('./api.js').Prompt} prompt */
export function createCountdown({ openedAt, expiresAt }) {
  const totalMs = Math.max(1, Date.parse(expiresAt) - Date.parse(openedAt))
  const ring = s('circle', { cx: 22, cy: 22, r: radius, class: 'ring-left' })
  const number = h('span', { 'aria-hidden': 'true' })
  const element = h(
    'div',
    { class: 'countdown', role: 'timer' },
    s(
      'svg',
      { viewBox: '0 0 44 44', 'aria-hidden': 'true' },
      s('circle', { cx: 22, cy: 22, r: radius, class: 'ring-track' }),
      ring,
    ),
    number,
  )
  ring.style.strokeDasharray = String(circumference)
  let warned = false
  return { element, show }

  /** @param {Date} now @param {import('./words.js').Words} words */
  function show(now, words) {
    const left = Math.min(1, Math.max(0, (Date.parse(expiresAt) - now.getTime()) / totalMs))
    const seconds = secondsUntil(expiresAt, now)
    ring.style.strokeDashoffset = String(circumference * (1 - left))
    element.classList.toggle('is-urgent', seconds <= warningSeconds)
    if (number.textContent !== String(seconds)) {
      number.textContent = String(seconds)
      element.setAttribute('aria-label', words.secondsLeft(seconds))
    }
    if (!warned && seconds === warningSeconds) {
      warned = true
      announce(words.secondsLeft(seconds))
    }
  }
}
