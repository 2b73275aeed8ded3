/** @module The simulator's clock, and moving it ahead. */
import { h, replaceChildren, setText, whenChanged } from './dom.js'
import { longDate, preciseTime } from './format.js'
import { postPatiently } from './http.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** A page may show more than one. */
let clockCount = 0
const steps = { minute: minuteMs, hour: hourMs, day: dayMs }

/** @typedef {{ time: ReturnType<typeof import('./simulator-time.js').createSimulatorTime>, words: any, language: string }} Shown */

/** @param {{ perform: (task: () => Promise<unknown>) => Promise<void> }} app */
export function createClockControl({ perform }) {
  const time = h('p', { class: 'clock-now' })
  const date = h('p', { class: 'clock-date' })
  clockCount += 1
  const titleId = `clock-title-${clockCount}`
  const element = h('section', { class: 'clock', 'aria-labelledby': titleId })
  const tick = (/** @type {Shown} */ shown) => {
    setText(time, preciseTime(shown.time.now(), shown.language))
    setText(date, longDate(shown.time.now(), shown.language))
  }
  const render = whenChanged(({ ahead, words }) => {
    const buttons = Object.entries(steps).map(([name, ms]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-key': name,
          onclick: () => perform(() => postPatiently('clock/advance', { ms })),
        },
        words[name],
      ),
    )
    replaceChildren(
      element,
      h(
        'div',
        { class: 'section-head' },
        h('h2', { id: titleId }, words.clock),
        h('p', { role: 'status' }, ahead),
      ),
      h('div', { class: 'clock-face' }, time, date),
      h('div', { class: 'clock-buttons' }, ...buttons),
    )
  })
  return {
    element,
    tick,
    /** @param {Shown} shown */
    update(shown) {
      const { words } = shown
      const offsetMs = shown.time.offsetMs()
      render({
        ahead: offsetMs < 1_000 ? words.clockTrue : words.clockAhead(span(offsetMs, words)),
        words,
      })
      tick(shown)
    },
  }
}

function span(ms, words) {
  return words.span(
    Math.floor(ms / dayMs),
    Math.floor((ms % dayMs) / hourMs),
    Math.floor((ms % hourMs) / minuteMs),
  )
}
