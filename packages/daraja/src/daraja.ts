import { createMethods, type DarajaMethods } from './apis/methods.ts'
import { type StkPushInput, type StkPushOutcome, sendStkPush } from './apis/stk-push.ts'
import { type StkQueryInput, type StkQueryOutcome, sendStkQuery } from './apis/stk-query.ts'
import type { Clock } from './clock.ts'
import { type DarajaError, DarajaInputError } from './errors.ts'
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
  /**
   * Deadline of every HTTP call; left out, 30 s for what does something and 15 s for what asks.
   */
  timeoutMs?: number
  /**
   * How patiently questions are asked again while nothing that answers them comes back: at most
   * `attemptsMax` times (left out, 4; 1 asks once) within `deadlineMs` (left out, 45 s). What moves
   * money is never sent again, and `stkQuery` is asked once: its caller has a rhythm of its own.
   */
  lookUps?: { attemptsMax?: number; deadlineMs?: number }
}

/** Every API of Daraja. None of these throws, and none of the answers means "paid". */
export type Daraja = DarajaMethods & {
  /** A token for calls of one's own, from the same store as the others; it is a secret. */
  accessToken(): Promise<TokenOutcome>
  /** Puts a prompt on a phone; see {@link StkPushOutcome}. Never throws and never sends twice. */
  stkPush(input: StkPushInput): Promise<StkPushOutcome>
  /** Asks what became of a prompt; see {@link StkQueryOutcome}. Never throws. */
  stkQuery(input: StkQueryInput): Promise<StkQueryOutcome>
}

export type TokenOutcome =
  | { outcome: 'answered'; accessToken: string }
  | { outcome: 'rejected'; error: DarajaError }

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
  const random = options.random ?? (() => 0)
  const limiter = createRateLimiter({ limits, clock, random })
  const shared = { baseUrl, fetch, clock, limiter }
  const tokens = createTokenSource({
    ...shared,
    consumerKey,
    consumerSecret,
    tokenStore: options.tokenStore ?? createMemoryTokenStore(),
    timeoutMs: timeoutMs ?? otherTimeoutMs,
  })
  const secrets = [consumerSecret, basicCredentials(options)]
  const gateway: Gateway = { ...shared, tokens, random, secrets }
  const { attemptsMax = 4, deadlineMs = 45_000 } = options.lookUps ?? {}
  const patience = { timeoutMs: timeoutMs ?? otherTimeoutMs, attemptsMax, deadlineMs }
  return {
    ...createMethods(gateway, { submitTimeoutMs: timeoutMs ?? pushTimeoutMs, patience }),
    accessToken: async () => {
      const token = await tokens.get()
      if (token.ok) return { outcome: 'answered', accessToken: token.accessToken }
      return { outcome: 'rejected', error: token.error }
    },
    stkPush: (input) => sendStkPush(gateway, input, { timeoutMs: timeoutMs ?? pushTimeoutMs }),
    stkQuery: (input) => sendStkQuery(gateway, input, { timeoutMs: timeoutMs ?? otherTimeoutMs }),
  }
}

const pushTimeoutMs = 30_000
const otherTimeoutMs = 15_000

function checkOptions(options: DarajaOptions): void {
  const { baseUrl, consumerKey, consumerSecret, timeoutMs, lookUps } = options
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    throw refuse('baseUrl', 'must be an http or https URL')
  }
  if (!printable.test(consumerKey))
    throw refuse('consumerKey', 'must be printable ASCII, not empty')
  if (!printable.test(consumerSecret)) {
    throw refuse('consumerSecret', 'must be printable ASCII, not empty')
  }
  if (timeoutMs !== undefined && !(timeoutMs > 0)) throw refuse('timeoutMs', 'must be above 0')
  if (lookUps?.deadlineMs !== undefined && !(lookUps.deadlineMs > 0)) {
    throw refuse('lookUps.deadlineMs', 'must be above 0')
  }
  if (lookUps?.attemptsMax !== undefined && !(lookUps.attemptsMax >= 1)) {
    throw refuse('lookUps.attemptsMax', 'must be at least 1')
  }
}

function refuse(field: string, rule: string): DarajaInputError {
  return new DarajaInputError({ field, message: `Invalid ${field}`, detail: `${field} ${rule}` })
}

const printable = /^[\x21-\x7e]+$/
