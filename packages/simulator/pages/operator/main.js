/** @module Starts the operator's side: reads the address, keeps what is shown fresh, opens one section at a time. */
import { announce } from '../shared/dom.js'
import { get } from '../shared/http.js'
import { createRefresher, watchChanges } from '../shared/live.js'
import { remember, startLanguage } from '../shared/memory.js'
import { createSimulatorTime } from '../shared/simulator-time.js'
import { createToast } from '../shared/toast.js'
import { createFormDialog } from './form-dialog.js'
import { createFrame } from './frame.js'
import { parseRoute } from './route.js'
import { sectionOf } from './sections/sections.js'
import { createStage } from './stage.js'
import { wordsIn } from './words/words.js'

const pollMs = 2_000
const tickMs = 250
/** Between two fetches, however much changes. */
const pauseMs = 300

/** @typedef {ReturnType<typeof wordsIn>} Words */
/**
 * What a section works with.
 * @typedef {{
 *   language: 'en' | 'sw', words: Words, route: import('./route.js').Route, link: 'live' | 'polling' | 'lost',
 *   time: ReturnType<typeof createSimulatorTime>,
 *   refresh: () => Promise<void>,
 *   go: (hash: string, options?: { replace?: boolean }) => void,
 *   perform: (task: () => Promise<unknown>, done?: string) => Promise<void>,
 *   notify: (sentence: string, kind?: 'done' | 'problem') => void,
 *   ask: (question: import('./form-dialog.js').FormQuestion, done?: string) => void,
 *   chooseLanguage: (language: 'en' | 'sw') => void
 * }} App
 */

const language = startLanguage()
const refresher = createRefresher(fetchAll, pauseMs)
/** @type {App} */
const app = {
  language,
  words: wordsIn(language),
  route: parseRoute(location.hash),
  link: 'polling',
  time: createSimulatorTime(),
  refresh: refresher.now,
  go,
  perform,
  notify,
  ask,
  chooseLanguage,
}
const toast = createToast()
const dialog = createFormDialog()
const frame = createFrame(app)
const stage = createStage(app)
let isSocketOpen = false

document
  .getElementById('app')
  ?.append(frame.header, frame.nav, stage.element, toast.element, dialog.element)
addEventListener('hashchange', () => follow(location.hash))
document.addEventListener('visibilitychange', () => document.hidden || app.refresh())
watchChanges({
  onChange: () => document.hidden || refresher.soon(),
  onLink(isOpen) {
    isSocketOpen = isOpen
    void app.refresh()
  },
})
setInterval(() => app.link !== 'live' && app.refresh(), pollMs)
setInterval(() => {
  frame.tick()
  stage.tick()
}, tickMs)
render()
void app.refresh()

async function fetchAll() {
  try {
    const { now, offsetMs } = await get('clock')
    app.time.hear(now, offsetMs)
    app.link = isSocketOpen ? 'live' : 'polling'
  } catch {
    // The frame says so, and the next poll tries again.
    app.link = 'lost'
    frame.update()
    return
  }
  frame.update()
  // A section may begin with today's date, which only the simulator knows.
  if (!stage.isOpen()) stage.show()
  await stage.load()
}

function render() {
  document.documentElement.lang = app.language
  frame.update()
}

function chooseLanguage(chosen) {
  remember('language', chosen)
  app.language = chosen
  app.words = wordsIn(chosen)
  render()
  stage.show({ isAnew: true })
  void app.refresh()
}

function go(hash, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  follow(hash)
}

function follow(hash) {
  const before = app.route
  app.route = parseRoute(hash)
  frame.closeMenu()
  frame.update()
  if (stage.isOpen()) stage.show()
  if (sectionOf(before) !== sectionOf(app.route)) {
    stage.element.focus({ preventScroll: true })
    announce(frame.titleOf(app.route))
  }
  void app.refresh()
}

/** Does what a control asks for, says how it went, and shows what became of it. */
async function perform(task, done) {
  try {
    await task()
    if (done) notify(done)
  } catch (error) {
    notify(error.message, 'problem')
  }
  await app.refresh()
}

function notify(sentence, kind = 'done') {
  toast.notify(sentence, { kind, words: app.words })
}

function ask(question, done) {
  dialog.open(question, app.words, () => {
    if (done) notify(done)
    void app.refresh()
  })
}
