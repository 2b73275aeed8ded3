import type { Clock } from '../clock.ts'
import { sentences } from '../codes/error-codes.ts'
import { explainGatewayError } from '../codes/gateway-errors.ts'
import { DarajaError } from '../errors.ts'
import { readAnswer, textOf } from './answer.ts'
import { within } from './deadline.ts'
import { type DarajaFetch, exchange, type HttpResult } from './http.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { createRedact, describeCause } from './redact.ts'
import type { AccessToken, TokenStore } from './token-store.ts'

export type TokenResult = { ok: true; accessToken: string } | { ok: false; error: DarajaError }

export type TokenSource = {
  /**
   * A token that is still good by the clock; every error means that the call it was for is not
   * executed.
   */
  get(): Promise<TokenResult>
  /** Forgets a token that Safaricom refused. */
  drop(accessToken: string): Promise<void>
}

export type TokenSourceOptions = {
  baseUrl: string
  consumerKey: string
  consumerSecret: string
  fetch: DarajaFetch
  clock: Clock
  limiter: RateLimiter
  tokenStore: TokenStore
  timeoutMs: number
}

/**
 * One token for all calls: kept until shortly before it expires, and fetched once however many wait
 * for it.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { clock, tokenStore } = options
  let held: AccessToken | undefined
  let renewal: Promise<TokenResult> | undefined

  function isGood(token: AccessToken | undefined): token is AccessToken {
    return token !== undefined && clock.now().getTime() < token.expiresAt.getTime()
  }

  async function renew(): Promise<TokenResult> {
    try {
      held = await tokenStore.load()
      if (isGood(held)) return { ok: true, accessToken: held.accessToken }
      return await tokenStore.exclusively(async () => {
        // Another process may have fetched one while we waited for the lock.
        held = await tokenStore.load()
        if (isGood(held)) return { ok: true, accessToken: held.accessToken }
        const fetched = await fetchToken(options)
        if (!fetched.ok) return fetched
        held = fetched.token
        await tokenStore.save(held)
        return { ok: true, accessToken: held.accessToken }
      })
    } catch (thrown) {
      return { ok: false, error: storeFailed(thrown) }
    }
  }

  return {
    async get() {
      if (isGood(held)) return { ok: true, accessToken: held.accessToken }
      renewal ??= renew().finally(() => {
        renewal = undefined
      })
      return within(clock, { timeoutMs: options.timeoutMs * 2, late: renewalLate }, renewal)
    },
    async drop(accessToken) {
      if (held?.accessToken === accessToken) held = undefined
      await tokenStore.drop(accessToken)
    },
  }
}

/** What stands behind `Basic` when a token is asked for. */
export function basicCredentials(app: { consumerKey: string; consumerSecret: string }): string {
  return btoa(`${app.consumerKey}:${app.consumerSecret}`)
}

/** A token store that failed has let nothing be sent. */
export function storeFailed(thrown: unknown): DarajaError {
  return new DarajaError({
    code: 'authentication_unavailable',
    outcome: 'rejected',
    message: sentences.authenticate,
    detail: 'The token store failed',
    cause: describeCause(thrown, createRedact([])),
  })
}

// One deadline is for the call to Safaricom, another for the store and its lock.
function renewalLate(): TokenResult {
  return refused({
    code: 'authentication_unavailable',
    detail: 'The token was not renewed in time',
  })
}

type Fetched = { ok: true; token: AccessToken } | { ok: false; error: DarajaError }

async function fetchToken(options: TokenSourceOptions): Promise<Fetched> {
  const { baseUrl, consumerSecret, clock, limiter, timeoutMs } = options
  const turn = limiter.take('oauth')
  if (!turn.allowed) {
    return refused({ code: 'rate_limited', retryAfterMs: turn.retryAfterMs })
  }
  const credentials = basicCredentials(options)
  const redact = createRedact([consumerSecret, credentials])
  const askedAtMs = clock.now().getTime()
  const url = `${baseUrl}/oauth/v1/generate?grant_type=client_credentials`
  const headers = { authorization: `Basic ${credentials}`, accept: 'application/json' }
  const edge = { fetch: options.fetch, clock, redact }
  const result = await exchange(edge, { method: 'GET', url, headers, timeoutMs })
  if (!result.answered) {
    return refused({ code: 'authentication_unavailable', cause: result.cause })
  }
  const token = readToken(result.status, result.text, askedAtMs)
  if (token === undefined) return refused(explainRefusal(result, limiter, redact))
  limiter.recover('oauth')
  return { ok: true, token }
}

type Answered = Extract<HttpResult, { answered: true }>
type Facts = Omit<ConstructorParameters<typeof DarajaError>[0], 'message' | 'outcome'>

// Whatever became of the request for a token, the request it was for was not sent.
function refused(facts: Facts): { ok: false; error: DarajaError } {
  const error = new DarajaError({ ...facts, message: sentences.authenticate, outcome: 'rejected' })
  return { ok: false, error }
}

function explainRefusal(
  { status, text, retryAfterMs }: Answered,
  limiter: RateLimiter,
  redact: (text: string) => string,
): Facts {
  const answer = readAnswer(text)
  const refusal = answer.kind === 'refusal' ? answer : undefined
  const { code } = explainGatewayError({ ...refusal, httpStatus: status })
  const facts = {
    httpStatus: status,
    gatewayCode: refusal?.errorCode,
    requestId: refusal?.requestId,
    detail: redact(refusal?.errorMessage || `OAuth answered HTTP ${status}`),
  }
  if (code === 'throttled' || code === 'quota_exceeded') {
    return { ...facts, code, retryAfterMs: limiter.backOff('oauth', retryAfterMs) }
  }
  // In production a wrong key or secret is answered with 400 and an empty body.
  const wrongKey = status === 400 || status === 401 || code === 'authentication_failed'
  return { ...facts, code: wrongKey ? 'authentication_failed' : 'authentication_unavailable' }
}

function readToken(status: number, text: string, askedAtMs: number): AccessToken | undefined {
  const answer = readAnswer(text)
  if (status < 200 || status > 299 || answer.kind !== 'object') return undefined
  const accessToken = textOf(answer.body.access_token)
  if (accessToken === '' || !headerSafe.test(accessToken)) return undefined
  // "3599" in older recordings, 3599 in newer ones.
  const seconds = Number(textOf(answer.body.expires_in))
  const lifeMs = seconds > 0 ? seconds * 1000 : lifeUnknownMs
  const marginMs = Math.min(marginMaxMs, lifeMs * marginShare)
  return { accessToken, expiresAt: new Date(askedAtMs + lifeMs - marginMs) }
}

const marginMaxMs = 60_000
const marginShare = 0.05
const lifeUnknownMs = 5 * 60_000
const headerSafe = /^[\x21-\x7e]+$/
