import { type StkPushInput, type StkPushOutcome, sendStkPush } from './apis/stk-push.ts'
import { type StkQueryInput, type StkQueryOutcome, sendStkQuery } from './apis/stk-query.ts'
import type { Clock } from './clock.ts'
import { DarajaInputError } from './errors.ts'
import type { Gateway } from './http/gateway-call.ts'
import type { DarajaFetch } from './http/http.ts'
import { createRateLimiter, type EndpointLimits, limitsForHost } from './http/rate-limiter.ts'
import { basicCredentials, createTokenSource } from './http/token-source.ts'
import { createMemoryTokenStore, type TokenStore } from './http/token-store.ts'

export type DarajaOptions = {
  /** One of {@link darajaHosts}, or another host that speaks Daraja. */
  baseUrl: string
  consumerKey: string
  consumerSecret: string
  fetch: DarajaFetch
  clock: Clock
  /** Spreads the pauses after a 429; a number from 0 up to 1. Left out, pauses are not spread. */
  random?: () => number
  /** Shared between processes that use the same key; left out, the token stays in this client. */
  tokenStore?: TokenStore
  /** Left out, what suits the host: see `limitsForHost`. They hold per process. */
  limits?: EndpointLimits | 'off'
  /** Deadline of every HTTP call; left out, 30 s for a push and 15 s for the others. */
  timeoutMs?: number
}

export type Daraja = {
  /** Puts a prompt on a phone; see {@link StkPushOutcome}. Never throws and never sends twice. */
  stkPush(input: StkPushInput): Promise<StkPushOutcome>
  /** Asks what became of a prompt; see {@link StkQueryOutcome}. Never throws. */
  stkQuery(input: StkQueryInput): Promise<StkQueryOutcome>
}

/** Safaricom's two Daraja hosts; both have the same paths. */
export const darajaHosts = {
  sandbox: 'https://sandbox.safaricom.co.ke',
  production: 'https://api.safaricom.co.ke',
} as const

/**
 * A client for one app of the Daraja portal. Throws {@link DarajaInputError} when an option cannot
 * be right.
 */
export function createDaraja(options: DarajaOptions): Daraja {
  checkOptions(options)
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const { consumerKey, consumerSecret, fetch, clock, timeoutMs } = options
  const limits = options.limits ?? limitsForHost(baseUrl)
  const limiter = createRateLimiter({ limits, clock, random: options.random ?? (() => 0) })
  const shared = { baseUrl, fetch, clock, limiter }
  const tokens = createTokenSource({
    ...shared,
    consumerKey,
    consumerSecret,
    tokenStore: options.tokenStore ?? createMemoryTokenStore(),
    timeoutMs: timeoutMs ?? otherTimeoutMs,
  })
  const secrets = [consumerSecret, basicCredentials(options)]
  const gateway: Gateway = { ...shared, tokens, secrets }
  return {
    stkPush: (input) => sendStkPush(gateway, input, { timeoutMs: timeoutMs ?? pushTimeoutMs }),
    stkQuery: (input) => sendStkQuery(gateway, input, { timeoutMs: timeoutMs ?? otherTimeoutMs }),
  }
}

const pushTimeoutMs = 30_000
const otherTimeoutMs = 15_000

function checkOptions({ baseUrl, consumerKey, consumerSecret, timeoutMs }: DarajaOptions): void {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    throw refuse('baseUrl', 'must be an http or https URL')
  }
  if (!printable.test(consumerKey))
    throw refuse('consumerKey', 'must be printable ASCII, not empty')
  if (!printable.test(consumerSecret)) {
    throw refuse('consumerSecret', 'must be printable ASCII, not empty')
  }
  if (timeoutMs !== undefined && !(timeoutMs > 0)) throw refuse('timeoutMs', 'must be above 0')
}

function refuse(field: string, rule: string): DarajaInputError {
  return new DarajaInputError({ field, message: `Invalid ${field}`, detail: `${field} ${rule}` })
}

const printable = /^[\x21-\x7e]+$/
