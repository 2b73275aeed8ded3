/** @module What the page knows: the shelf and the phone that is looked at, where the reader is, what has been seen. */
import { toMsisdn } from '../shared/format.js'

/** @typedef {import('./api.js').Shelf} Shelf */
/** @typedef {import('./api.js').Subscriber} Subscriber */
/** @typedef {{ msisdn: string | null, screen: 'home' | 'mpesa' | 'messages' | 'settings', thread: string | null }} Route */
/**
 * @typedef {{
 *   shelf: Shelf | null, subscriber: Subscriber | null, receivedAtMs: number, wanted: { search: string, limit: number },
 *   absent: string | null, route: Route, language: 'en' | 'sw', networkOpen: boolean, link: 'live' | 'polling' | 'lost', seen: ReadonlySet<string>
 * }} Model
 */

/** M-PESA locks a PIN after as many wrong ones. */
const pinTriesMax = 3
const screens = ['home', 'mpesa', 'messages', 'settings']

/** @param {Model} initial */
export function createStore(initial) {
  let model = initial
  const listeners = new Set()
  return {
    get: () => model,
    /** @param {Partial<Model>} change */
    set(change) {
      model = { ...model, ...change }
      for (const listener of listeners) listener(model)
    },
    /** @param {(model: Model) => void} listener */
    subscribe(listener) {
      listeners.add(listener)
    },
  }
}

/** The simulator's time: its last word plus what has passed here since. @param {Model} model */
export function simulatorNow(model) {
  if (!model.shelf) return new Date()
  return new Date(Date.parse(model.shelf.now) + performance.now() - model.receivedAtMs)
}

/** Reads `#/254712345678/messages/HAZINA`. @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [phone, screen, thread] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((part) => decodeSafely(part))
  return {
    msisdn: phone ? toMsisdn(phone) || null : null,
    screen: screens.includes(screen) ? screen : 'home',
    thread: screen === 'messages' && thread ? thread : null,
  }
}

/** @param {string | null} msisdn @param {string} [screen] @param {string} [thread] */
export function routeTo(msisdn, screen, thread) {
  const parts = [msisdn, screen === 'home' ? undefined : screen, thread]
  return `#/${parts.filter(Boolean).map(encodeURIComponent).join('/')}`
}

/**
 * The number of the phone to show: the selected one, or on a wide screen simply the first until there is a reason to
 * prefer another.
 * @param {Model} model
 * @returns {string | undefined}
 */
export function shownMsisdn({ route, shelf }) {
  return route.msisdn ?? shelfOrder(shelf?.phones ?? [])[0]?.msisdn
}

/** The phone to show, as soon as it has been fetched. @param {Model} model @returns {Subscriber | undefined} */
export function shownSubscriber(model) {
  const { subscriber } = model
  return subscriber && subscriber.msisdn === shownMsisdn(model) ? subscriber : undefined
}

/** How many wrong PINs are left until M-PESA locks it; null as long as none was typed. @param {Subscriber} subscriber */
export function pinTriesLeft({ wrongPins = 0, state }) {
  return wrongPins > 0 && state !== 'pin-locked' ? Math.max(0, pinTriesMax - wrongPins) : null
}

/** Whether shelf and phone stand side by side (the same bound as in the style sheets). */
export function isWide() {
  return matchMedia('(min-width: 840px)').matches
}

/** Whether the network panel hides the phone. @param {Model} model */
export function isPhoneCovered({ networkOpen }) {
  return networkOpen && !isWide()
}

/**
 * Phones with a prompt first, then those with the latest message, the others as the simulator lists them.
 * @param {readonly import('./api.js').Entry[]} phones
 */
export function shelfOrder(phones) {
  const latest = ({ newest }) => newest?.receivedAt ?? ''
  return phones.toSorted(
    (a, b) =>
      Number(Boolean(b.prompt)) - Number(Boolean(a.prompt)) || latest(b).localeCompare(latest(a)),
  )
}

/** How many messages of a phone on the shelf are new. @param {import('./api.js').Entry} entry @param {Model} model */
export function unreadOf(entry, { subscriber, seen }) {
  if (entry.msisdn !== subscriber?.msisdn) return entry.unread
  return unreadMessages(subscriber, seen).length
}

/**
 * The messages not seen yet. The simulator counts the newest `unread`; opening one conversation
 * marks only that one here, and tells the simulator when none is left.
 * @param {Subscriber} subscriber @param {ReadonlySet<string>} seen
 */
export function unreadMessages(subscriber, seen) {
  return subscriber.messages.slice(0, subscriber.unread).filter(({ id }) => !seen.has(id))
}

/**
 * What arrived between two looks at the shelf; on the first, what is waiting.
 * @param {Shelf | null} before @param {Shelf} after
 * @returns {{ msisdn: string, kind: 'prompt' | 'message', from: string }[]} prompts before messages
 */
export function activityBetween(before, after) {
  const known = new Map(before?.phones.map((entry) => [entry.msisdn, entry]))
  const prompts = []
  const messages = []
  for (const { msisdn, prompt, newest, unread } of after.phones) {
    const earlier = known.get(msisdn)
    if (prompt && prompt.id !== earlier?.prompt?.id) {
      prompts.push({ msisdn, kind: 'prompt', from: prompt.business })
    }
    if (unread > 0 && newest && newest.id !== earlier?.newest?.id) {
      messages.push({ msisdn, kind: 'message', from: newest.from, at: newest.receivedAt })
    }
  }
  messages.sort((a, b) => b.at.localeCompare(a.at))
  return [...prompts, ...messages]
}

function decodeSafely(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    // A mangled address shows the shelf rather than an error.
    return ''
  }
}
