import type { Clock } from '../clock.ts'

/** A clock that stands still until it is advanced, and then runs what has become due, in order. */
export function createTestClock(startAt: Date): Clock & { advance(ms: number): void } {
  let nowMs = startAt.getTime()
  const tasks = new Set<{ dueMs: number; run: () => void }>()
  return {
    now: () => new Date(nowMs),
    after(delayMs, run) {
      const task = { dueMs: nowMs + delayMs, run }
      tasks.add(task)
      return () => tasks.delete(task)
    },
    advance(ms) {
      const endMs = nowMs + ms
      for (;;) {
        const due = [...tasks].filter((task) => task.dueMs <= endMs)
        const next = due.sort((left, right) => left.dueMs - right.dueMs)[0]
        if (next === undefined) break
        tasks.delete(next)
        nowMs = Math.max(nowMs, next.dueMs)
        next.run()
      }
      nowMs = endMs
    },
  }
}
