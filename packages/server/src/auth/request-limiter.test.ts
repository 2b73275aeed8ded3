import { createVirtualClock } from '@hazina/simulator'
import { expect, test } from 'vitest'
import { createRequestLimiter } from './request-limiter.ts'

const startAt = new Date('2026-11-23T10:00:00Z')

test('a subject gets its burst at once and is then told how long to wait', async () => {
  const clock = createVirtualClock({ startAt })
  const limiter = createRequestLimiter({ clock, perMinute: 60, burst: 3, subjectsMax: 10 })
  const taken = Array.from({ length: 4 }, () => limiter.take('a'))
  expect(taken.map((answer) => answer.ok)).toEqual([true, true, true, false])
  expect(taken[3]).toEqual({ ok: false, retryAfterSeconds: 1 })
  await clock.advance(999)
  expect(limiter.take('a').ok).toBe(false)
  await clock.advance(1)
  expect(limiter.take('a').ok).toBe(true)
})

test('waiting as long as told is enough, also at a slow rate', async () => {
  const clock = createVirtualClock({ startAt })
  const limiter = createRequestLimiter({ clock, perMinute: 0.5, burst: 1, subjectsMax: 10 })
  limiter.take('a')
  const refused = limiter.take('a')
  if (refused.ok) throw new Error('not refused')
  await clock.advance(refused.retryAfterSeconds * 1000)
  expect(limiter.take('a').ok).toBe(true)
})

test('a bucket never holds more than the burst, however long it was quiet', async () => {
  const clock = createVirtualClock({ startAt })
  const limiter = createRequestLimiter({ clock, perMinute: 60, burst: 2, subjectsMax: 10 })
  limiter.take('a')
  await clock.advance(3_600_000)
  const taken = Array.from({ length: 3 }, () => limiter.take('a').ok)
  expect(taken).toEqual([true, true, false])
})

test('one subject does not use up the requests of another', () => {
  const clock = createVirtualClock({ startAt })
  const limiter = createRequestLimiter({ clock, perMinute: 60, burst: 1, subjectsMax: 10 })
  expect(limiter.take('a').ok).toBe(true)
  expect(limiter.take('a').ok).toBe(false)
  expect(limiter.take('b').ok).toBe(true)
})

test('it remembers so many subjects and forgets the quietest first', () => {
  const clock = createVirtualClock({ startAt })
  const limiter = createRequestLimiter({ clock, perMinute: 60, burst: 1, subjectsMax: 2 })
  limiter.take('quiet')
  limiter.take('busy')
  limiter.take('busy')
  limiter.take('new')
  expect(limiter.take('busy').ok).toBe(false)
  expect(limiter.take('quiet').ok).toBe(true)
})
