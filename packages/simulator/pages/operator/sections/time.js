/** @module Time: the clock, scenarios to play, what phones do by themselves, recording. */
import { createClockControl } from '../../shared/clock-control.js'
import { field, h, replaceChildren, whenChanged } from '../../shared/dom.js'
import { get, postPatiently, put } from '../../shared/http.js'
import { card, sectionHeading } from '../parts.js'
import { createRecording } from './recording.js'

/** @param {import('../main.js').App} app @returns {import('../stage.js').View} */
export function createTime(app) {
  const { words } = app
  const t = words.time
  const clock = createClockControl(app)
  clock.element.classList.add('card')
  const scenarios = h('ul', { class: 'scenarios' })
  const played = h('p', { class: 'played', role: 'status', hidden: true })
  const tell = (title, next) => {
    replaceChildren(played, h('strong', {}, `${title}.`), ` ${t.scenarioNow} ${next}`)
    played.hidden = false
  }
  const autoAnswer = createAutoAnswer(app)
  const recording = createRecording(app)
  const showScenarios = whenChanged(({ list }) => {
    const items = list.map((scenario) => scenarioItem(scenario, app, tell))
    replaceChildren(
      scenarios,
      ...(items.length > 0 ? items : [h('li', { class: 'muted' }, t.noScenarios)]),
    )
  })
  return {
    element: h(
      'div',
      { class: 'section' },
      sectionHeading(words.sections.time, t.intro),
      h(
        'div',
        { class: 'cards' },
        h('div', { class: 'cards-column' }, clock.element, autoAnswer.element, recording.element),
        card(t.scenarios, h('p', { class: 'muted' }, t.scenariosText), played, scenarios),
      ),
    ),
    async load() {
      clock.update(app)
      showScenarios({ list: await get('scenarios') })
      await Promise.all([autoAnswer.load(), recording.load()])
    },
    tick: () => clock.tick(app),
  }
}

/** What a scenario needs is asked for; afterwards it says what to do to see it. */
function scenarioItem(scenario, app, tell) {
  const { name, title, sentence, next, takes } = scenario
  const { words, language } = app
  const t = words.time
  const run = async (values = {}) => {
    await postPatiently(`scenarios/${encodeURIComponent(name)}`, given(values))
    tell(title[language], next[language])
  }
  const play = () =>
    takes.length === 0 ? app.perform(run) : app.ask(questionOf(scenario, app, run))
  return h(
    'li',
    {},
    h('div', {}, h('h3', {}, title[language]), h('p', { class: 'muted' }, sentence[language])),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet small',
        'data-key': `play-${name}`,
        'aria-label': t.playAll(title[language]),
        onclick: play,
      },
      t.play,
    ),
  )
}

function questionOf({ title, sentence, takes }, { words, language }, run) {
  const t = words.time
  return {
    title: title[language],
    text: `${sentence[language]} ${t.scenarioHint}`,
    fields: takes.map((name) => ({
      name,
      label: t.scenarioFields[name],
      ...(name === 'amount' ? { type: 'number', properties: { min: 1, step: 1 } } : {}),
    })),
    submit: t.play,
    run,
  }
}

function given(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

/** What phones without a setting of their own do with a prompt. */
function createAutoAnswer(app) {
  const { words } = app
  const t = words.time
  const select = h(
    'select',
    { 'data-key': 'auto-answer' },
    ...Object.entries(t.autoAnswers).map(([value, label]) => h('option', { value }, label)),
  )
  select.addEventListener('change', () =>
    app.perform(() => put('auto-answer', { mode: select.value }), words.saved),
  )
  return {
    element: card(
      t.autoAnswer,
      h('p', { class: 'muted' }, t.autoAnswerText),
      field(t.autoAnswerMode, select),
    ),
    async load() {
      const { mode } = await get('auto-answer')
      if (select !== document.activeElement) select.value = mode
    },
  }
}
