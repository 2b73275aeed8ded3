import { setMaxListeners } from 'node:events'
import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { request as requestHttps, Agent as SecureAgent } from 'node:https'

/** A POST to somebody's server. */
export type OutgoingRequest = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** How long it may take until the whole answer is here, in the system's time. */
  timeoutMs: number
}

/** What came of it; `status` is null when no answer came, and `outcome` says why in a few words. */
export type PostOutcome = {
  status: number | null
  outcome: string
  headers: Headers | IncomingHttpHeaders
  text: string
}

/** Sends POSTs over connections that are kept for the next one. */
export type Poster = {
  /** Never rejects: what the receiver does is its own affair. */
  post(request: OutgoingRequest): Promise<PostOutcome>
  /** Ends what is on its way, and every connection. */
  close(): void
}

/** More connections than this at once would exhaust the file handles of the receiver, or ours. */
export const connectionsMax = 128

/** Many servers hang up after two seconds of silence; a POST that meets the hanging-up would be lost. */
const idleMsMax = 1_000

/** So much of an answer is kept; the rest is read and dropped. */
const answerTextMax = 64 * 1024

/** A poster over `fetch` when it is given, over sockets of its own otherwise. */
export function createPoster({ fetch }: { fetch?: typeof globalThis.fetch | undefined }): Poster {
  return fetch === undefined ? createSocketPoster() : createFetchPoster(fetch)
}

function createSocketPoster(): Poster {
  const settings = { keepAlive: true, maxFreeSockets: connectionsMax, timeout: idleMsMax }
  const agents = { plain: new Agent(settings), secure: new SecureAgent(settings) }
  const underWay = new Set<ClientRequest>()
  let closed = false

  function begin({ url, headers, body }: OutgoingRequest): ClientRequest {
    const target = new URL(url)
    const isSecure = target.protocol === 'https:'
    const request = isSecure ? requestHttps : requestHttp
    return request(target, {
      method: 'POST',
      agent: isSecure ? agents.secure : agents.plain,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    })
  }

  function send(request: OutgoingRequest, resolve: (outcome: PostOutcome) => void): void {
    const sending = begin(request)
    const timer = setTimeout(() => end(unanswered), request.timeoutMs)
    // What comes after the first end changes nothing any more.
    function end(outcome: PostOutcome): void {
      clearTimeout(timer)
      underWay.delete(sending)
      resolve(closed && outcome.status === null ? unanswered : outcome)
      if (outcome.status === null) sending.destroy()
    }
    underWay.add(sending)
    sending.on('response', (answer) => readAnswer(answer, end))
    sending.on('error', (error) => end(undelivered(error)))
    sending.on('close', () => end(undelivered('the connection broke')))
    sending.end(request.body)
  }

  return {
    post(request) {
      return new Promise((resolve) => {
        if (closed) return resolve(unanswered)
        try {
          send(request, resolve)
        } catch (error) {
          // Node refuses addresses that nothing can be sent to.
          resolve(undelivered(error))
        }
      })
    },
    close() {
      closed = true
      for (const sending of underWay) sending.destroy()
      agents.plain.destroy()
      agents.secure.destroy()
    },
  }
}

function readAnswer(answer: IncomingMessage, end: (outcome: PostOutcome) => void): void {
  let text = ''
  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    if (text.length < answerTextMax) text += chunk
  })
  // Read to the end, so that the connection can be used again.
  answer.on('end', () => end(answered(answer.statusCode ?? 0, answer.headers, text)))
  answer.on('error', (error) => end(undelivered(error)))
}

function createFetchPoster(fetch: typeof globalThis.fetch): Poster {
  const closing = new AbortController()
  // As many listen as there are posts on their way.
  setMaxListeners(0, closing.signal)
  return {
    async post({ url, headers, body, timeoutMs }) {
      const controller = new AbortController()
      const giveUp = () => controller.abort()
      const timer = setTimeout(giveUp, timeoutMs)
      closing.signal.addEventListener('abort', giveUp, { once: true })
      if (closing.signal.aborted) giveUp()
      // Whether Safaricom follows redirects is unknown; assume not (reference §8.3).
      const init = { method: 'POST', headers, body, redirect: 'manual' } as const
      try {
        const sending = fetch(url, { ...init, signal: controller.signal })
        // A fetch that does not heed its signal must not keep us.
        const whole = sending.then(async (answer) => {
          const text = (await answer.text()).slice(0, answerTextMax)
          return answered(answer.status, answer.headers, text)
        })
        return await Promise.race([whole, rejectWhenAborted(controller.signal)])
      } catch (error) {
        return controller.signal.aborted ? unanswered : undelivered(error)
      } finally {
        clearTimeout(timer)
        closing.signal.removeEventListener('abort', giveUp)
      }
    },
    close: () => closing.abort(),
  }
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

const unanswered: PostOutcome = {
  status: null,
  outcome: 'no answer in time',
  headers: {},
  text: '',
}

function answered(
  status: number,
  headers: Headers | IncomingHttpHeaders,
  text: string,
): PostOutcome {
  const outcome = status >= 200 && status < 300 ? 'delivered' : 'refused'
  return { status, outcome, headers, text }
}

function undelivered(error: unknown): PostOutcome {
  return { ...unanswered, outcome: `not delivered: ${reason(error)}` }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
