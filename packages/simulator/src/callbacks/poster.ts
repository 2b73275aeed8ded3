import { setMaxListeners } from 'node:events'
import type { HttpAnswer } from './answer-reader.ts'
import { createConnections } from './connections.ts'

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
  headers: Headers | HttpAnswer['headers']
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

/** So much of an answer is kept; the rest is read and dropped. */
const answerTextMax = 64 * 1024

/** A poster over `fetch` when it is given, over sockets of its own otherwise. */
export function createPoster({ fetch }: { fetch?: typeof globalThis.fetch | undefined }): Poster {
  return fetch === undefined ? createSocketPoster() : createFetchPoster(fetch)
}

function createSocketPoster(): Poster {
  const connections = createConnections()
  let closed = false

  function send(request: OutgoingRequest, resolve: (outcome: PostOutcome) => void): void {
    const target = new URL(request.url)
    const bytes = bytesOf(target, request)
    const connection = connections.take(target)
    const timer = setTimeout(() => {
      resolve(unanswered)
      connection.destroy()
    }, request.timeoutMs)
    connection.ask(bytes, (answer) => {
      clearTimeout(timer)
      if (!(answer instanceof Error)) resolve(answered(answer.status, answer.headers, answer.text))
      else resolve(closed ? unanswered : undelivered(answer))
    })
  }

  return {
    post(request) {
      return new Promise((resolve) => {
        if (closed) return resolve(unanswered)
        try {
          send(request, resolve)
        } catch (error) {
          // Nothing can be sent to such an address, or with such a header.
          resolve(undelivered(error))
        }
      })
    },
    close() {
      closed = true
      connections.close()
    },
  }
}

/** The request on the wire. @throws TypeError for a header that would end before its end. */
function bytesOf(target: URL, { headers, body }: OutgoingRequest): string {
  let head = `POST ${target.pathname}${target.search} HTTP/1.1\r\nHost: ${target.host}\r\n`
  for (const [name, value] of Object.entries(headers)) {
    if (/[\r\n]/.test(value)) throw new TypeError(`The header ${name} has a line break in it`)
    head += `${name}: ${value}\r\n`
  }
  const length = Buffer.byteLength(body)
  return `${head}Content-Length: ${length}\r\nConnection: keep-alive\r\n\r\n${body}`
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

function answered(status: number, headers: PostOutcome['headers'], text: string): PostOutcome {
  const outcome = status >= 200 && status < 300 ? 'delivered' : 'refused'
  return { status, outcome, headers, text }
}

function undelivered(error: unknown): PostOutcome {
  return { ...unanswered, outcome: `not delivered: ${reason(error)}` }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Every address of a name was tried.
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0])
  return error.cause instanceof Error ? reason(error.cause) : error.message
}
