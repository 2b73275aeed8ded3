import type { Clock } from '../clock.ts'
import { within } from './deadline.ts'
import { wasNeverSent } from './never-sent.ts'
import { describeCause, type FailureCause, type Redact } from './redact.ts'

/** The part of `fetch` the client uses; the global one fits. */
export type DarajaFetch = (
  url: string,
  init: {
    method: 'GET' | 'POST'
    headers: Record<string, string>
    body?: string
    signal: AbortSignal
    redirect: 'manual'
  },
) => Promise<Response>

export type HttpRequest = {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string
  timeoutMs: number
  /** An answer longer than this is not read to its end; left out, {@link answerBytesMax}. */
  answerBytesMax?: number
}

export type HttpResult =
  | { answered: true; status: number; text: string; retryAfterMs: number | undefined }
  | { answered: false; failure: HttpFailure; cause: FailureCause }

/** `connection_failed`: certain that nothing was sent. The others: the request may have arrived. */
export type HttpFailure =
  | 'connection_failed'
  | 'connection_lost'
  | 'timed_out'
  | 'unreadable_answer'

/** An answer longer than this is none of Daraja's, lists and pictures apart. */
export const answerBytesMax = 64 * 1024

/**
 * One HTTP exchange, never repeated and never following a redirect (a token must not travel to
 * another host). The deadline covers connecting, waiting and reading. Whatever happens comes back
 * as a value.
 */
export async function exchange(
  edge: { fetch: DarajaFetch; clock: Clock; redact: Redact },
  request: HttpRequest,
): Promise<HttpResult> {
  const { timeoutMs } = request
  const controller = new AbortController()
  const late = (): HttpResult => {
    controller.abort()
    const cause = { name: 'TimeoutError', message: `No answer within ${timeoutMs} ms` }
    return { answered: false, failure: 'timed_out', cause }
  }
  return await within(edge.clock, { timeoutMs, late }, send(edge, request, controller))
}

async function send(
  edge: { fetch: DarajaFetch; clock: Clock; redact: Redact },
  request: HttpRequest,
  controller: AbortController,
): Promise<HttpResult> {
  const { fetch, clock, redact } = edge
  const { method, url, headers, body, answerBytesMax: bytesMax = answerBytesMax } = request
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal: controller.signal,
      redirect: 'manual',
    })
    const text = await readText(response, bytesMax)
    if (text === undefined) {
      controller.abort()
      const message = `The answer is longer than ${bytesMax} bytes`
      const cause = { name: 'AnswerTooLong', message }
      return { answered: false, failure: 'unreadable_answer', cause }
    }
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), clock)
    return { answered: true, status: response.status, text, retryAfterMs }
  } catch (thrown) {
    const failure = wasNeverSent(thrown) ? 'connection_failed' : 'connection_lost'
    return { answered: false, failure, cause: describeCause(thrown, redact) }
  }
}

async function readText(response: Response, bytesMax: number): Promise<string | undefined> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > bytesMax) return undefined
    text += decoder.decode(value, { stream: true })
  }
}

function readRetryAfter(header: string | null, clock: Clock): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  const waitMs = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(header) - clock.now().getTime()
  return Number.isFinite(waitMs) && waitMs >= 0 ? waitMs : undefined
}
