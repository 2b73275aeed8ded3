import type { Clock } from '../clock.ts'
import type { Endpoint } from './endpoints.ts'

export type { Endpoint } from './endpoints.ts'

/**
 * Never more than `perMinute` calls within any sixty seconds, and never more than `burst` of them
 * at once.
 */
export type EndpointLimit = { perMinute: number; burst: number }

/** Limits per endpoint, and over `all` of them together. */
export type EndpointLimits = { all?: EndpointLimit } & { [endpoint in Endpoint]?: EndpointLimit }

/**
 * The sandbox allows about 100 requests a minute, and 5 STK queries, one at a time (measured in the
 * field; beyond it answers 429). The limits of production are not published and follow one's
 * agreement: 100 a minute is a cautious start.
 */
export const endpointLimits = {
  sandbox: { all: { perMinute: 100, burst: 20 }, stkQuery: { perMinute: 5, burst: 1 } },
  production: { all: { perMinute: 100, burst: 20 } },
} as const satisfies Record<'sandbox' | 'production', EndpointLimits>

/**
 * The limits that suit a base URL: the sandbox's, none for a loopback host, production's for every
 * other.
 */
export function limitsForHost(baseUrl: string): EndpointLimits | 'off' {
  const { hostname } = new URL(baseUrl)
  if (hostname === 'sandbox.safaricom.co.ke') return endpointLimits.sandbox
  return isLoopback(baseUrl) ? 'off' : endpointLimits.production
}

/** True for a URL on this machine, where a simulator may be. */
export function isLoopback(url: string): boolean {
  return loopback.test(new URL(url).hostname)
}

export type RateLimiter = {
  /**
   * Counts a call that is about to be sent; when it may not be, says how long to wait, and counts
   * nothing.
   */
  take(endpoint: Endpoint): { allowed: true } | { allowed: false; retryAfterMs: number }
  /**
   * Safaricom refused for too many calls: closes the endpoint for a while, longer each time.
   * Returns for how long.
   */
  backOff(endpoint: Endpoint, askedMs: number | undefined): number
  /** A call of this endpoint went through: the next refusal starts again with a short pause. */
  recover(endpoint: Endpoint): void
}

/** A limiter for one process; `off` neither limits nor pauses. */
export function createRateLimiter(options: {
  limits: EndpointLimits | 'off'
  clock: Clock
  random: () => number
}): RateLimiter {
  const { clock, random } = options
  const limits = options.limits === 'off' ? {} : options.limits
  const buckets = new Map<string, Bucket>()
  const pauses = new Map<Endpoint, { untilMs: number; times: number }>()

  function bucketOf(key: Endpoint | 'all', nowMs: number): Bucket | undefined {
    const limit = limits[key]
    if (limit === undefined) return undefined
    const bucket = buckets.get(key) ?? createBucket(limit, nowMs)
    buckets.set(key, bucket)
    return bucket
  }

  return {
    take(endpoint) {
      const nowMs = clock.now().getTime()
      const pausedMs = (pauses.get(endpoint)?.untilMs ?? nowMs) - nowMs
      const both = [bucketOf('all', nowMs), bucketOf(endpoint, nowMs)].filter(
        (it) => it !== undefined,
      )
      const waitMs = Math.max(pausedMs, 0, ...both.map((bucket) => bucket.waitMs(nowMs)))
      if (waitMs > 0) return { allowed: false, retryAfterMs: Math.ceil(waitMs) }
      for (const bucket of both) bucket.spend()
      return { allowed: true }
    },
    backOff(endpoint, askedMs) {
      const times = pauses.get(endpoint)?.times ?? 0
      const doubledMs = Math.min(pauseFirstMs * 2 ** times, pauseMaxMs)
      // Spread, so that processes which were refused together do not come back together.
      const pauseMs = Math.ceil(Math.max(askedMs ?? 0, doubledMs) * (1 + random() * pauseSpread))
      const capped = Math.min(pauseMs, pauseAskedMaxMs)
      if (options.limits !== 'off') {
        pauses.set(endpoint, { untilMs: clock.now().getTime() + capped, times: times + 1 })
      }
      return capped
    },
    recover(endpoint) {
      // An answer to an older call does not lift a pause that has begun since.
      const pause = pauses.get(endpoint)
      if (pause !== undefined && pause.untilMs <= clock.now().getTime()) pauses.delete(endpoint)
    },
  }
}

type Bucket = { waitMs(nowMs: number): number; spend(): void }

const minuteMs = 60_000
const roundingMs = 0.001 // what sums of fractions may be off by
const pauseFirstMs = 12_000 // the sandbox's own interval: five a minute
const pauseMaxMs = 2 * minuteMs
const pauseAskedMaxMs = 10 * minuteMs
const pauseSpread = 0.25
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

function createBucket({ perMinute, burst }: EndpointLimit, startMs: number): Bucket {
  const capacity = Math.max(1, Math.min(burst, perMinute))
  // A full bucket and what flows in during a minute must not exceed the limit together.
  const msPerCall = minuteMs / (perMinute - capacity + 1)
  // The moment at which the bucket would have been empty, had nothing been spent since.
  let filledAtMs = startMs - capacity * msPerCall

  return {
    waitMs(nowMs) {
      // A clock that was set back must not lock the door until it has caught up.
      if (nowMs < filledAtMs) filledAtMs = nowMs
      filledAtMs = Math.max(filledAtMs, nowMs - capacity * msPerCall)
      const waitMs = filledAtMs + msPerCall - nowMs
      return waitMs > roundingMs ? waitMs : 0
    },
    spend() {
      filledAtMs += msPerCall
    },
  }
}
