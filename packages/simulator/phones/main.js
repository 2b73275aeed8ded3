/** @module Starts the page: reads the address, keeps the snapshot fresh, hands it to the views. */

import { createAddPhone } from './add-phone.js'
import { api, watchChanges } from './api.js'
import { announce, h } from './dom.js'
import { phoneNumber, toMsisdn } from './format.js'
import { createHeader } from './header.js'
import { createNetworkPanel } from './network.js'
import { createPhone } from './phone.js'
import { createShelf } from './shelf.js'
import {
  activityBetween,
  createStore,
  isPhoneCovered,
  parseRoute,
  routeTo,
  shownSubscriber,
} from './state.js'
import { createToast } from './toast.js'
import { wordsIn } from './words.js'

const pollMs = 2_000
const tickMs = 250
/** Between two fetches, however much changes. */
const pauseMs = 100

const store = createStore({
  snapshot: null,
  receivedAtMs: 0,
  route: startRoute(),
  language: startLanguage(),
  networkOpen: remembered('network') === 'open',
  link: 'polling',
  seen: new Set(),
})
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
const toast = createToast(app)
const addPhone = createAddPhone(app)
const views = [header, shelf, phone, network, toast, addPhone]
const root = document.getElementById('app')
let running = Promise.resolve()
/** @type {Promise<void> | null} */
let queued = null
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
  onChange: refresh,
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

/** Fetches the snapshot after this call; calls while a fetch is under way share the one that follows it. */
function refresh() {
  queued ??= running.then(() => {
    queued = null
    const fetched = fetchSnapshot()
    running = fetched.then(() => new Promise((resolve) => setTimeout(resolve, pauseMs)))
    return fetched
  })
  return queued
}

async function fetchSnapshot() {
  const before = store.get().snapshot
  const snapshot = await withSelected(api.state()).catch(() => null)
  if (snapshot === null) {
    // The header says so, and the next poll tries again.
    store.set({ link: 'lost' })
    return
  }
  const link = isSocketOpen ? 'live' : 'polling'
  store.set({ snapshot, receivedAtMs: performance.now(), link })
  noticeActivity(activityBetween(before, snapshot), before === null)
}

/** Adds the selected phone where it is not among those of the snapshot. */
async function withSelected(asked) {
  const snapshot = await asked
  const { msisdn } = store.get().route
  const { subscribers, subscribersTotal } = snapshot
  const isListed = subscribers.some((subscriber) => subscriber.msisdn === msisdn)
  if (!msisdn || isListed || subscribersTotal <= subscribers.length) return snapshot
  const selected = await api.subscriber(msisdn).catch(() => null)
  return selected ? { ...snapshot, subscribers: [...subscribers, selected] } : snapshot
}

function noticeActivity(activity, isStart) {
  const { route, language, snapshot } = store.get()
  const first = activity[0]
  if (!first) return
  if (!route.msisdn) {
    go(routeTo(first.msisdn), { replace: true })
    return
  }
  if (isStart) return
  const words = wordsIn(language)
  const nameOf = ({ msisdn }) =>
    snapshot?.subscribers.find((each) => each.msisdn === msisdn)?.name || phoneNumber(msisdn)
  const isInSight = ({ msisdn }) => msisdn === route.msisdn && !isPhoneCovered(store.get())
  const elsewhere = activity.find((each) => !isInSight(each))
  const here = activity.find(({ msisdn }) => msisdn === route.msisdn)
  // A prompt on the selected phone speaks for itself: its dialog takes the focus or announces itself.
  if (here?.kind === 'message') announce(describe(words, here, nameOf(here)))
  if (elsewhere) toast.notify(describe(words, elsewhere, nameOf(elsewhere)), elsewhere)
}

function describe(words, { kind, from }, phone) {
  return kind === 'prompt' ? words.promptOn(phone) : words.messageFrom(from, phone)
}

/** Does what a control asks for, says so where it cannot be done, and shows what became of it. */
async function perform(task) {
  try {
    await task()
  } catch (error) {
    toast.notify(error.message, { kind: 'problem' })
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
  // The phone may be one that the last snapshot did not include.
  if (!shownSubscriber(store.get())) void refresh()
}

function render(model) {
  const words = wordsIn(model.language)
  document.documentElement.lang = model.language
  const shown = shownSubscriber(model)
  const waiting = model.snapshot?.subscribers.filter(({ prompt }) => prompt).length ?? 0
  const parts = [shown && (shown.name || phoneNumber(shown.msisdn)), words.title, words.product]
  document.title = `${waiting ? `(${waiting}) ` : ''}${parts.filter(Boolean).join(' · ')}`
  if (root) {
    root.className = [
      'app',
      model.route.msisdn ? 'phone-selected' : 'nothing-selected',
      model.networkOpen ? 'network-open' : '',
    ].join(' ')
  }
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

function startLanguage() {
  const chosen = remembered('language') ?? navigator.language
  return chosen.startsWith('sw') ? 'sw' : 'en'
}

function remembered(name) {
  try {
    return localStorage.getItem(`hazina.phones.${name}`)
  } catch {
    // Storage may be forbidden; the page then starts with its defaults.
    return null
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`hazina.phones.${name}`, value)
  } catch {
    // Nothing depends on it being kept.
  }
}
