import { describe, expect, test } from 'vitest'
import { createTestClock } from '../testing.ts'
import {
  createRateLimiter,
  type EndpointLimits,
  endpointLimits,
  limitsForHost,
} from './rate-limiter.ts'

function setUp(limits: EndpointLimits | 'off') {
  const clock = createTestClock(new Date('2026-01-02T00:00:00Z'))
  return { clock, limiter: createRateLimiter({ limits, clock, random: () => 0 }) }
}

describe('limits', () => {
  test('the sandbox query goes once, and again after twelve seconds', () => {
    const { clock, limiter } = setUp(endpointLimits.sandbox)
    expect(limiter.take('stkQuery')).toEqual({ allowed: true })
    expect(limiter.take('stkQuery')).toEqual({ allowed: false, retryAfterMs: 12_000 })
    clock.advance(11_999)
    expect(limiter.take('stkQuery')).toEqual({ allowed: false, retryAfterMs: 1 })
    clock.advance(1)
    expect(limiter.take('stkQuery')).toEqual({ allowed: true })
  })

  test.each([
    { perMinute: 5, burst: 1 },
    { perMinute: 100, burst: 20 },
    { perMinute: 10, burst: 10 },
    { perMinute: 1, burst: 5 },
    { perMinute: 60, burst: 7 },
  ])('never more than perMinute in any sixty seconds, never more than burst at once: %j', (all) => {
    const { clock, limiter } = setUp({ all })
    const sentAt: number[] = []
    for (let elapsedMs = 0; elapsedMs < 200_000; elapsedMs += 100) {
      const before = sentAt.length
      while (limiter.take('stkPush').allowed) sentAt.push(elapsedMs)
      expect(sentAt.length - before).toBeLessThanOrEqual(all.burst)
      clock.advance(100)
    }
    for (const start of sentAt) {
      const within = sentAt.filter((at) => at >= start && at < start + 60_000)
      expect(within.length).toBeLessThanOrEqual(all.perMinute)
    }
    expect(sentAt.length).toBeGreaterThanOrEqual(all.perMinute)
  })

  test('a quiet hour saves up no more than a burst', () => {
    const { clock, limiter } = setUp({ stkPush: { perMinute: 10, burst: 2 } })
    clock.advance(3_600_000)
    const taken = Array.from({ length: 5 }, () => limiter.take('stkPush').allowed)
    expect(taken).toEqual([true, true, false, false, false])
  })

  test('the limit over all counts every endpoint, and a refused call costs nothing', () => {
    const { limiter } = setUp({
      all: { perMinute: 3, burst: 3 },
      stkQuery: { perMinute: 1, burst: 1 },
    })
    expect(limiter.take('stkQuery').allowed).toBe(true)
    expect(limiter.take('stkQuery').allowed).toBe(false)
    expect(limiter.take('stkPush').allowed).toBe(true)
    expect(limiter.take('oauth').allowed).toBe(true)
    expect(limiter.take('stkPush').allowed).toBe(false)
  })

  test('a clock that is set back does not lock the door', () => {
    const { clock, limiter } = setUp({ all: { perMinute: 60, burst: 1 } })
    limiter.take('stkPush')
    clock.advance(-3_600_000)
    const turn = limiter.take('stkPush')
    expect(turn.allowed ? 0 : turn.retryAfterMs).toBeLessThanOrEqual(1000)
  })

  test('off is off', () => {
    const { limiter } = setUp('off')
    limiter.backOff('stkPush', 60_000)
    for (let count = 0; count < 1000; count += 1) {
      expect(limiter.take('stkPush').allowed).toBe(true)
    }
  })

  test('the host decides the default', () => {
    expect(limitsForHost('https://sandbox.safaricom.co.ke')).toBe(endpointLimits.sandbox)
    expect(limitsForHost('https://api.safaricom.co.ke')).toBe(endpointLimits.production)
    expect(limitsForHost('https://daraja.example.com')).toBe(endpointLimits.production)
    for (const host of ['localhost:5001', '127.0.0.1:1', '127.8.9.1', '[::1]:80']) {
      expect(limitsForHost(`http://${host}`)).toBe('off')
    }
    expect(limitsForHost('http://127.0.0.1.example.com')).toBe(endpointLimits.production)
  })
})

describe('after a refusal for too many calls', () => {
  test('the endpoint pauses, longer each time, and others go on', () => {
    const { clock, limiter } = setUp({})
    expect(limiter.backOff('stkQuery', undefined)).toBe(12_000)
    expect(limiter.take('stkQuery')).toEqual({ allowed: false, retryAfterMs: 12_000 })
    expect(limiter.take('stkPush').allowed).toBe(true)
    clock.advance(12_000)
    expect(limiter.take('stkQuery').allowed).toBe(true)
    expect(limiter.backOff('stkQuery', undefined)).toBe(24_000)
  })

  test('what Safaricom asks for is kept, within reason', () => {
    const { limiter } = setUp({})
    expect(limiter.backOff('stkPush', 90_000)).toBe(90_000)
    expect(limiter.backOff('stkPush', 86_400_000)).toBe(600_000)
  })

  test('a call that went through before does not lift the pause, one after it does', () => {
    const { clock, limiter } = setUp({})
    limiter.backOff('stkQuery', undefined)
    limiter.recover('stkQuery')
    expect(limiter.take('stkQuery').allowed).toBe(false)
    clock.advance(12_000)
    limiter.recover('stkQuery')
    expect(limiter.backOff('stkQuery', undefined)).toBe(12_000)
  })
})
