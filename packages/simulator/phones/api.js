/** @module Every call to the simulator, and the socket that says when to ask again. */

/** @typedef {{ name: string, sentence: string }} FaultDescription */
/** @typedef {{ id: string, from: string, text: string, receivedAt: string, kind: 'mpesa' | 'sms' }} Message */
/**
 * @typedef {{
 *   checkoutRequestId: string, business: string, shortcode: string, amount: number,
 *   account: string, text: string, openedAt: string, expiresAt: string
 * }} Prompt
 */
/**
 * @typedef {{
 *   msisdn: string, name: string, balance: number, pin: string, language: 'en' | 'sw',
 *   state: 'active' | 'off' | 'pin-locked',
 *   autoAnswer: 'manual' | 'pay' | 'cancel' | 'ignore' | 'wrong-pin',
 *   prompt: Prompt | null, messages: Message[], unread: number
 * }} Subscriber
 */
/**
 * `subscribers` has those that something happened to last, up to a limit.
 * @typedef {{
 *   now: string, clockOffsetMs: number, subscribers: Subscriber[],
 *   business: { shortcode: string, name: string, type: string }[],
 *   subscribersTotal: number, faults: Record<string, unknown>, faultCatalogue: FaultDescription[]
 * }} Snapshot
 */

const answerTimeoutMs = 10_000

export const api = {
  /** @returns {Promise<Snapshot>} */
  state: () => ask('GET', 'state'),
  /** @returns {Promise<Subscriber>} */
  subscriber: (msisdn) => ask('GET', `subscribers/${msisdn}`),
  addSubscriber: (subscriber) => ask('POST', 'subscribers', subscriber),
  changeSubscriber: (msisdn, change) => ask('PATCH', `subscribers/${msisdn}`, change),
  markRead: (msisdn) => ask('POST', `subscribers/${msisdn}/read`, {}),
  /** @param {string} id @param {{ pin: string } | { cancel: true }} answer */
  answerPrompt: (id, answer) => ask('POST', `prompts/${encodeURIComponent(id)}/answer`, answer),
  setFaults: (faults) => ask('PUT', 'faults', faults),
  requests: () => ask('GET', 'requests'),
  books: () => ask('GET', 'books?transactions=0'),
  advanceClock: (ms) => ask('POST', 'clock/advance', { ms }),
}

/** An answer that was not a success; `message` is the simulator's own sentence where it has one. */
export class ApiError extends Error {
  name = 'ApiError'
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/**
 * Keeps a socket to the simulator open for as long as the page lives.
 * @param {{ onChange: () => void, onLink: (live: boolean) => void }} listener
 */
export function watchChanges({ onChange, onLink }) {
  let retryMs = 500
  connect()

  function connect() {
    const socket = new WebSocket(new URL('simulator/live', webSocketBase()))
    socket.addEventListener('open', () => {
      retryMs = 500
      onLink(true)
    })
    socket.addEventListener('message', onChange)
    socket.addEventListener('close', () => {
      onLink(false)
      setTimeout(connect, retryMs)
      retryMs = Math.min(retryMs * 2, 10_000)
    })
  }
}

async function ask(method, path, body) {
  const answer = await fetch(`simulator/${path}`, {
    method,
    signal: AbortSignal.timeout(answerTimeoutMs),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await answer.text()
  const parsed = parse(text)
  if (!answer.ok) throw new ApiError(answer.status, sentence(parsed) ?? `HTTP ${answer.status}`)
  return parsed
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    // An empty or non-JSON answer carries nothing the page could use; the status decides.
    return null
  }
}

function sentence(body) {
  return body?.detail ?? body?.message ?? body?.errorMessage
}

function webSocketBase() {
  const base = new URL(document.baseURI)
  base.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:'
  base.hash = ''
  base.search = ''
  return base
}
