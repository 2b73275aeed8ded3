import type { Clock } from '../context.ts'
import { SmsProblem } from './sms-problem.ts'

/** The part of `fetch` that SMS need; the global one fits. */
export type SmsFetch = (
  url: string,
  init: {
    method: 'POST'
    headers: Record<string, string>
    body: string
    signal: AbortSignal
    redirect: 'error'
  },
) => Promise<Response>

export type SmsEdge = { fetch: SmsFetch; clock: Clock }

export type SmsRequest = { url: string; headers: Record<string, string>; body: string }

const timeoutMs = 10_000
const answerBytesMax = 64 * 1024

/**
 * One POST to an SMS provider: never repeated, never redirected (a key must not travel to another host), ended after
 * 10 seconds and after 64 kB of answer.
 * @throws SmsProblem `not_sent`, `unanswered` or `unreadable`
 */
export async function postSms(
  edge: SmsEdge,
  request: SmsRequest,
): Promise<{ status: number; text: string }> {
  const controller = new AbortController()
  let cancel = () => {}
  const deadline = new Promise<never>((_, reject) => {
    cancel = edge.clock.after(timeoutMs, () => {
      const message = `The SMS provider did not answer within ${timeoutMs / 1000} seconds.`
      reject(new SmsProblem('unanswered', message, { worthRetrying: true }))
      controller.abort()
    })
  })
  try {
    return await Promise.race([exchange(edge.fetch, request, controller.signal), deadline])
  } finally {
    cancel()
    controller.abort()
  }
}

async function exchange(
  fetch: SmsFetch,
  request: SmsRequest,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const { url, headers, body } = request
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' })
    return { status: response.status, text: await readText(response) }
  } catch (thrown) {
    if (thrown instanceof SmsProblem) throw thrown
    throw connectionProblem(thrown)
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > answerBytesMax) {
      const message = `The SMS provider answered more than ${answerBytesMax} bytes.`
      throw new SmsProblem('unreadable', message, { worthRetrying: true })
    }
    text += decoder.decode(value, { stream: true })
  }
}

// The error of fetch may quote the request, so only its code is told.
function connectionProblem(thrown: unknown): SmsProblem {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown
  const code = (cause as { code?: unknown } | null | undefined)?.code
  const told = typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : ''
  const refused = told !== '' && neverSent.has(String(code))
  return new SmsProblem(
    refused ? 'not_sent' : 'unanswered',
    refused
      ? `The SMS provider could not be reached${told}.`
      : `The connection to the SMS provider broke${told}.`,
    { worthRetrying: true },
  )
}

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
