/** @module What the page knows: the simulator's snapshot, where the reader is, what has been seen. */
import { toMsisdn } from './format.js'

/** @typedef {import('./api.js').Snapshot} Snapshot */
/** @typedef {import('./api.js').Subscriber} Subscriber */
/** @typedef {{ msisdn: string | null, screen: 'home' | 'messages' | 'settings', thread: string | null }} Route */
/**
 * @typedef {{
 *   snapshot: Snapshot | null, receivedAtMs: number, route: Route, language: 'en' | 'sw',
 *   networkOpen: boolean, link: 'live' | 'polling' | 'lost', seen: ReadonlySet<string>
 * }} Model
 */

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
  if (!model.snapshot) return new Date()
  return new Date(Date.parse(model.snapshot.now) + performance.now() - model.receivedAtMs)
}

/** Reads `#/254712345678/messages/HAZINA`. @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [phone, screen, thread] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((part) => decodeSafely(part))
  return {
    msisdn: phone ? toMsisdn(phone) || null : null,
    screen: screen === 'messages' || screen === 'settings' ? screen : 'home',
    thread: screen === 'messages' && thread ? thread : null,
  }
}

/** @param {string | null} msisdn @param {string} [screen] @param {string} [thread] */
export function routeTo(msisdn, screen, thread) {
  const parts = [msisdn, screen === 'home' ? undefined : screen, thread]
  return `#/${parts.filter(Boolean).map(encodeURIComponent).join('/')}`
}

/**
 * The phone to show: the selected one, or on a wide screen simply the first until there is a reason
 * to prefer another.
 * @param {Model} model
 * @returns {Subscriber | undefined}
 */
export function shownSubscriber(model) {
  const subscribers = model.snapshot?.subscribers ?? []
  const { msisdn } = model.route
  if (!msisdn) return shelfOrder(subscribers)[0]
  return subscribers.find((subscriber) => subscriber.msisdn === msisdn)
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
 * @param {readonly Subscriber[]} subscribers
 */
export function shelfOrder(subscribers) {
  const latest = (subscriber) => subscriber.messages[0]?.receivedAt ?? ''
  return subscribers.toSorted(
    (a, b) =>
      Number(Boolean(b.prompt)) - Number(Boolean(a.prompt)) || latest(b).localeCompare(latest(a)),
  )
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
 * What arrived between two snapshots; on the first, what is waiting.
 * @param {Snapshot | null} before @param {Snapshot} after
 * @returns {{ msisdn: string, kind: 'prompt' | 'message', from: string }[]} prompts before messages
 */
export function activityBetween(before, after) {
  const known = new Map(before?.subscribers.map((subscriber) => [subscriber.msisdn, subscriber]))
  const prompts = []
  const messages = []
  for (const subscriber of after.subscribers) {
    const { msisdn, prompt } = subscriber
    const earlier = known.get(msisdn)
    if (prompt && prompt.checkoutRequestId !== earlier?.prompt?.checkoutRequestId) {
      prompts.push({ msisdn, kind: 'prompt', from: prompt.business })
    }
    const newest = subscriber.messages[0]
    if (subscriber.unread > 0 && newest && newest.id !== earlier?.messages[0]?.id) {
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
