import type { Clock } from '../clock.ts'
import type { DarajaErrorCode } from '../codes/error-codes.ts'
import type { DarajaError } from '../errors.ts'
import { type Answer, readAnswer } from './answer.ts'
import type { ApiEndpoint } from './endpoints.ts'
import { explain } from './gateway-error.ts'
import { type DarajaFetch, exchange, type HttpFailure } from './http.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { createRedact, type FailureCause, type Redact } from './redact.ts'
import { storeFailed, type TokenSource } from './token-source.ts'

/** What the calls of one client share. */
export type Gateway = {
  baseUrl: string
  fetch: DarajaFetch
  clock: Clock
  limiter: RateLimiter
  tokens: TokenSource
  /** A number from 0 up to 1, to spread pauses. */
  random: () => number
  /** The client's own secrets, which may appear in no error; each call has more. */
  secrets: readonly string[]
}

export type GatewayCall = {
  endpoint: ApiEndpoint
  path: string
  /** Left out, POST. */
  method?: 'GET' | 'POST'
  /** What is sent as JSON. */
  body: object
  /** Besides the token and the content type. */
  headers?: Record<string, string>
  /** Values that may appear in no error. */
  secrets: readonly string[]
  timeoutMs: number
  /** Left out, what suits every answer but lists and pictures. */
  answerBytesMax?: number
}

export type GatewayResult =
  | { kind: 'limited'; retryAfterMs: number }
  | { kind: 'no-token'; error: DarajaError }
  | { kind: 'failed'; failure: HttpFailure; cause: FailureCause }
  | GatewayAnswer

/**
 * `raw` is the text as it came, secrets taken out of errors; `retryAfterMs` is set where Safaricom
 * refused for too many calls.
 */
export type GatewayAnswer = {
  kind: 'answered'
  status: number
  answer: Answer
  raw: string
  retryAfterMs: number | undefined
  /** Takes the secrets of this call out of a text, for what turns out to be an error after all. */
  redact: Redact
}

/**
 * Sends one authorised request. It is repeated in one case only: when the token was refused, which
 * the gateway does before anything is executed, once, with a new token.
 */
export async function callGateway(gateway: Gateway, call: GatewayCall): Promise<GatewayResult> {
  const first = await attempt(gateway, call)
  if (first.refusedToken === undefined) return first.result
  try {
    await gateway.tokens.drop(first.refusedToken)
  } catch (thrown) {
    return { kind: 'no-token', error: storeFailed(thrown) }
  }
  const secrets = [...call.secrets, first.refusedToken]
  return (await attempt(gateway, { ...call, secrets })).result
}

type Attempt = { result: GatewayResult; refusedToken?: string }

async function attempt(gateway: Gateway, call: GatewayCall): Promise<Attempt> {
  const { limiter } = gateway
  const token = await gateway.tokens.get()
  if (!token.ok) return { result: { kind: 'no-token', error: token.error } }
  const turn = limiter.take(call.endpoint)
  if (!turn.allowed) return { result: { kind: 'limited', retryAfterMs: turn.retryAfterMs } }
  const redact = createRedact([token.accessToken, ...gateway.secrets, ...call.secrets])
  const result = await post(gateway, call, { accessToken: token.accessToken, redact })
  if (result.kind !== 'answered') return { result }
  const code = refusalCode(result)
  if (code === 'throttled' || code === 'quota_exceeded') {
    const retryAfterMs = limiter.backOff(call.endpoint, result.retryAfterMs)
    return { result: { ...result, retryAfterMs } }
  }
  limiter.recover(call.endpoint)
  if (code !== 'token_refused' && code !== 'product_missing') return { result }
  return { result, refusedToken: token.accessToken }
}

async function post(
  gateway: Gateway,
  call: GatewayCall,
  { accessToken, redact }: { accessToken: string; redact: Redact },
): Promise<Extract<GatewayResult, { kind: 'answered' | 'failed' }>> {
  const { path, body, method = 'POST', timeoutMs, answerBytesMax } = call
  const headers = {
    ...call.headers,
    authorization: `Bearer ${accessToken}`,
    'content-type': 'application/json',
    accept: 'application/json',
  }
  const edge = { fetch: gateway.fetch, clock: gateway.clock, redact }
  const url = `${gateway.baseUrl}${path}`
  const request = { method, url, headers, body: JSON.stringify(body), timeoutMs }
  const bounded = answerBytesMax === undefined ? request : { ...request, answerBytesMax }
  const result = await exchange(edge, bounded)
  if (!result.answered) return { kind: 'failed', failure: result.failure, cause: result.cause }
  const { status, text, retryAfterMs } = result
  const answer = readAnswer(text)
  // An answer without an error is kept byte for byte: an identifier may hold the digits of a phone
  // by chance.
  const isWell = answer.kind === 'object' && status >= 200 && status <= 299
  if (isWell) return { kind: 'answered', status, answer, raw: text, retryAfterMs, redact }
  const raw = redact(text)
  return { kind: 'answered', status, answer: readAnswer(raw), raw, retryAfterMs, redact }
}

function refusalCode(result: GatewayAnswer): DarajaErrorCode | 'pending' | undefined {
  const { status, answer } = result
  if (answer.kind === 'object' && status >= 200 && status <= 299) return undefined
  return explain(result).code
}
