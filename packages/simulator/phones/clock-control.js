/** @module The simulator's clock, and moving it ahead. */
import { h, replaceChildren, setText, whenChanged } from './dom.js'
import { preciseTime } from './format.js'
import { simulatorNow } from './state.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const steps = { minute: minuteMs, hour: hourMs, day: dayMs }

export function createClockControl({ api, perform }) {
  const time = h('p', { class: 'clock-now' })
  const element = h('section', { 'aria-labelledby': 'clock-title' })
  const tick = (model) => setText(time, preciseTime(simulatorNow(model), model.language))
  const render = whenChanged(({ offsetMs, words }) => {
    const ahead = offsetMs < 1_000 ? words.clockTrue : words.clockAhead(span(offsetMs, words))
    const buttons = Object.entries(steps).map(([name, ms]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-key': name,
          onclick: () => perform(() => api.advanceClock(ms)),
        },
        words[name],
      ),
    )
    replaceChildren(
      element,
      h(
        'div',
        { class: 'section-head' },
        h('h3', { id: 'clock-title' }, words.clock),
        h('p', { role: 'status' }, ahead),
      ),
      time,
      h('div', { class: 'clock-buttons' }, ...buttons),
    )
  })
  return {
    element,
    tick,
    update(model, words) {
      render({ offsetMs: model.snapshot?.clockOffsetMs ?? 0, words })
      tick(model)
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
