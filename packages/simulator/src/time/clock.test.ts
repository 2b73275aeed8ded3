import { describe, expect, test } from 'vitest'
import { createOffsetClock, createVirtualClock } from './clock.ts'

const startAt = new Date('2026-11-23T09:00:00Z')

describe('the virtual clock', () => {
  test('stands still until it is advanced', async () => {
    const clock = createVirtualClock({ startAt })
    let ran = false
    clock.after(0, () => {
      ran = true
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([clock.now(), ran]).toEqual([startAt, false])
    await clock.advance(0)
    expect(ran).toBe(true)
  })

  test('runs what becomes due in order, each at its own instant, and what that adds', async () => {
    const clock = createVirtualClock({ startAt })
    const ran: [string, number][] = []
    const note = (name: string) => ran.push([name, clock.now().getTime() - startAt.getTime()])
    clock.after(30, () => note('c'))
    clock.after(10, () => {
      note('a')
      clock.after(5, () => note('a+5'))
      clock.after(500, () => note('never'))
    })
    clock.after(30, () => note('d'))
    clock.after(20, () => note('b'))
    await clock.advance(100)
    expect(ran).toEqual([
      ['a', 10],
      ['a+5', 15],
      ['b', 20],
      ['c', 30],
      ['d', 30],
    ])
    expect(clock.now().getTime()).toBe(startAt.getTime() + 100)
  })

  test('lets promises and the event loop go on between two tasks', async () => {
    const clock = createVirtualClock({ startAt })
    const order: string[] = []
    clock.after(1, () => {
      void (async () => {
        await Promise.resolve()
        await new Promise((resolve) => setImmediate(resolve))
        order.push('follow-up of the first')
      })()
    })
    clock.after(2, () => order.push('second'))
    await clock.advance(10)
    expect(order).toEqual(['follow-up of the first', 'second'])
  })

  test('does not run what was cancelled', async () => {
    const clock = createVirtualClock({ startAt })
    let ran = 0
    const cancels = [1, 2, 3].map((ms) => clock.after(ms, () => ran++))
    cancels[0]?.()
    cancels[2]?.()
    await clock.advance(10)
    expect(ran).toBe(1)
  })

  test('takes one advance after the other, and never goes back', async () => {
    const clock = createVirtualClock({ startAt })
    const seen: number[] = []
    for (const ms of [5, 15]) clock.after(ms, () => seen.push(ms))
    await Promise.all([clock.advance(10), clock.advance(10)])
    expect(seen).toEqual([5, 15])
    expect(clock.now().getTime()).toBe(startAt.getTime() + 20)
    await expect(clock.advance(-1)).rejects.toThrow(RangeError)
  })

  test('keeps ten thousand timers in order', async () => {
    const clock = createVirtualClock({ startAt, settle: async () => undefined })
    const seen: number[] = []
    for (let index = 0; index < 10_000; index++) {
      const delayMs = (index * 7_919) % 10_007
      clock.after(delayMs, () => seen.push(delayMs))
    }
    await clock.advance(10_007)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen).toHaveLength(10_000)
  })
})

describe('the offset clock', () => {
  test('runs with the system, and ahead of it by what it was advanced', async () => {
    const clock = createOffsetClock({ offsetMs: 1_000 })
    expect(Math.abs(clock.now().getTime() - Date.now() - 1_000)).toBeLessThan(50)
    await clock.advance(3_600_000)
    expect(clock.offsetMs()).toBe(3_601_000)
    expect(Math.abs(clock.now().getTime() - Date.now() - 3_601_000)).toBeLessThan(50)
  })

  test('fires by itself in real time', async () => {
    const clock = createOffsetClock()
    const startMs = performance.now()
    await new Promise<void>((resolve) => clock.after(30, resolve))
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(25)
  })

  test('fires on the way when it is advanced, at the instant it was due', async () => {
    const clock = createOffsetClock()
    const startMs = clock.now().getTime()
    const seen: number[] = []
    clock.after(60_000, () => seen.push(clock.now().getTime() - startMs))
    const cancel = clock.after(61_000, () => seen.push(-1))
    cancel()
    await clock.advance(120_000)
    expect(seen).toHaveLength(1)
    expect(seen[0]).toBeGreaterThanOrEqual(60_000)
    expect(seen[0]).toBeLessThan(60_100)
  })
})
