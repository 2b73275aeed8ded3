import type { Clock } from '../context.ts'

export type LimiterAnswer = { ok: true } | { ok: false; retryAfterSeconds: number }

export type RequestLimiter = {
  /** Takes one request of this subject, such as an address or a user. */
  take(subject: string): LimiterAnswer
}

type Bucket = { tokens: number; filledAtMs: number }

/**
 * Limits requests per subject in this process: `burst` at once, refilled at `perMinute`. Remembers `subjectsMax` subjects
 * and forgets the one that was quiet the longest, whose bucket is most likely full again.
 */
export function createRequestLimiter(options: {
  clock: Clock
  perMinute: number
  burst: number
  subjectsMax: number
}): RequestLimiter {
  const { clock, burst, subjectsMax } = options
  const tokensPerMs = options.perMinute / 60_000
  // A Map keeps the order of insertion, so the first key is the one used least recently.
  const buckets = new Map<string, Bucket>()

  function take(subject: string): LimiterAnswer {
    const nowMs = clock.now().getTime()
    const known = buckets.get(subject)
    const bucket = known === undefined ? { tokens: burst, filledAtMs: nowMs } : refill(known, nowMs)
    buckets.delete(subject)
    buckets.set(subject, bucket)
    if (buckets.size > subjectsMax) forgetQuietest()
    if (bucket.tokens < 1) {
      const waitMs = (1 - bucket.tokens) / tokensPerMs
      return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) }
    }
    bucket.tokens -= 1
    return { ok: true }
  }

  function refill(bucket: Bucket, nowMs: number): Bucket {
    const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs)
    return { tokens: Math.min(burst, bucket.tokens + elapsedMs * tokensPerMs), filledAtMs: nowMs }
  }

  function forgetQuietest(): void {
    const [quietest] = buckets.keys()
    if (quietest !== undefined) buckets.delete(quietest)
  }

  return { take }
}
