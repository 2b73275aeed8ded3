/** @module Starts the page: reads the address, keeps what is shown fresh, hands it to the views. */
import { announce, h } from '../shared/dom.js'
import { phoneNumber, toMsisdn } from '../shared/format.js'
import { createRefresher, watchChanges } from '../shared/live.js'
import { remember, remembered, startLanguage } from '../shared/memory.js'
import { createToast } from '../shared/toast.js'
import { createAddPhone } from './add-phone.js'
import { api } from './api.js'
import { createHeader } from './header.js'
import { createNetworkPanel } from './network.js'
import { createPhone } from './phone.js'
import { createShelf, pageSize } from './shelf.js'
import {
  activityBetween,
  createStore,
  isPhoneCovered,
  parseRoute,
  routeTo,
  shownMsisdn,
  shownSubscriber,
} from './state.js'
import { wordsIn } from './words.js'

const pollMs = 2_000
const tickMs = 250
/** Between two fetches, however much changes. */
const pauseMs = 100

const store = createStore({
  shelf: null,
  subscriber: null,
  absent: null,
  wanted: { search: '', limit: pageSize },
  receivedAtMs: 0,
  route: startRoute(),
  language: startLanguage(),
  networkOpen: remembered('network') === 'open',
  link: 'polling',
  seen: new Set(),
})
const refresher = createRefresher(fetchShown, pauseMs)
const refresh = refresher.now
const app = {
  store,
  api,
  refresh,
  go,
  remember,
  perform,
  openAddPhone: (msisdn) => addPhone.open(msisdn),
}
const header = createHeader(app)
const shelf = createShelf(app)
const phone = createPhone(app)
const network = createNetworkPanel(app)
const toast = createToast()
const addPhone = createAddPhone(app)
const views = [header, shelf, phone, network, addPhone]
const root = document.getElementById('app')
/** The phone that the toast speaks of. */
let toastAbout = null
let isSocketOpen = false
root?.append(
  header.element,
  h('main', { class: 'desk' }, shelf.element, phone.element),
  network.element,
  toast.element,
  addPhone.element,
)

store.subscribe(render)
addEventListener('hashchange', () => follow(location.hash))
document.addEventListener('visibilitychange', () => document.hidden || refresh())
watchChanges({
  onChange: () => document.hidden || refresher.soon(),
  onLink(isOpen) {
    isSocketOpen = isOpen
    void refresh()
  },
})
setInterval(() => store.get().link !== 'live' && refresh(), pollMs)
setInterval(() => {
  for (const view of views) view.tick?.(store.get())
}, tickMs)
render(store.get())
void refresh()

/** Fetches the shelf, and the phone that is looked at. */
async function fetchShown() {
  const before = store.get()
  const known = shownMsisdn(before)
  try {
    const [shelf, first] = await Promise.all([api.shelf(before.wanted), phoneWith(known)])
    const wanted = shownMsisdn({ ...store.get(), shelf })
    const subscriber = wanted === known ? first : await phoneWith(wanted)
    const link = isSocketOpen ? 'live' : 'polling'
    const absent = subscriber === null && wanted ? wanted : null
    store.set({ shelf, subscriber, absent, receivedAtMs: performance.now(), link })
    const isSameList = before.wanted === store.get().wanted
    if (isSameList) noticeActivity(activityBetween(before.shelf, shelf), before.shelf === null)
  } catch {
    // The header says so, and the next poll tries again.
    store.set({ link: 'lost' })
  }
}

/** The phone with this number; null when there is none. @throws Error when the simulator does not answer */
async function phoneWith(msisdn) {
  if (!msisdn) return null
  try {
    return await api.subscriber(msisdn)
  } catch (error) {
    if (error.status === 404 || error.status === 400) return null
    throw error
  }
}

function noticeActivity(activity, isStart) {
  const { route, language, shelf } = store.get()
  const first = activity[0]
  if (!first) return
  if (!route.msisdn) {
    go(routeTo(first.msisdn), { replace: true })
    return
  }
  if (isStart) return
  const words = wordsIn(language)
  const nameOf = ({ msisdn }) =>
    shelf?.phones.find((each) => each.msisdn === msisdn)?.name || phoneNumber(msisdn)
  const isInSight = ({ msisdn }) => msisdn === route.msisdn && !isPhoneCovered(store.get())
  const elsewhere = activity.find((each) => !isInSight(each))
  const here = activity.find(({ msisdn }) => msisdn === route.msisdn)
  // A prompt on the selected phone speaks for itself: its dialog takes the focus or announces itself.
  if (here?.kind === 'message') announce(describe(words, here, nameOf(here)))
  if (elsewhere) notify(describe(words, elsewhere, nameOf(elsewhere)), elsewhere)
}

function describe(words, { kind, from }, phoneName) {
  return kind === 'prompt' ? words.promptOn(phoneName) : words.messageFrom(from, phoneName)
}

/** The notice's link selects the phone; where the network panel lies over it, that has to go too. */
function notify(sentence, { kind, msisdn }) {
  const words = wordsIn(store.get().language)
  const uncover = () => isPhoneCovered(store.get()) && store.set({ networkOpen: false })
  toastAbout = msisdn ?? null
  const link = msisdn && { href: routeTo(msisdn), label: words.open, onclick: uncover }
  toast.notify(sentence, { kind, words, link })
}

/** Does what a control asks for, says so where it cannot be done, and shows what became of it. */
async function perform(task) {
  try {
    await task()
  } catch (error) {
    notify(error.message, { kind: 'problem' })
  }
  await refresh()
}

/** Changes the address; `replace` leaves no step to go back to. */
function go(hash, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  follow(hash)
}

function follow(hash) {
  store.set({ route: parseRoute(hash) })
  if (!shownSubscriber(store.get())) void refresh()
}

function render(model) {
  const words = wordsIn(model.language)
  document.documentElement.lang = model.language
  const shown = shownSubscriber(model)
  const waiting = model.shelf?.phones.filter(({ prompt }) => prompt).length ?? 0
  const parts = [shown && (shown.name || phoneNumber(shown.msisdn)), words.title, words.product]
  document.title = `${waiting ? `(${waiting}) ` : ''}${parts.filter(Boolean).join(' · ')}`
  if (root) {
    root.className = [
      'app',
      model.route.msisdn ? 'phone-selected' : 'nothing-selected',
      model.networkOpen ? 'network-open' : '',
    ].join(' ')
  }
  if (toastAbout && model.route.msisdn === toastAbout && !isPhoneCovered(model)) toast.hide()
  for (const view of views) view.update(model, words)
}

function startRoute() {
  const asked = new URLSearchParams(location.search).get('phone')
  if (asked && !location.hash) {
    const msisdn = toMsisdn(asked)
    history.replaceState(null, '', routeTo(msisdn))
    return parseRoute(routeTo(msisdn))
  }
  return parseRoute(location.hash)
}
