import type { Clock } from '../time/clock.ts'

/** A clock that is moved to recorded instants, and runs what is due only when the recording says that it ran. */
export type ReplayClock = Clock & {
  moveTo(atMs: number): void
  /** Runs the task that was to be due at this instant, the first of several; false when there is none. */
  fire(dueAtMs: number): boolean
}

export function createReplayClock(startAtMs: number): ReplayClock {
  let nowMs = startAtMs
  const waiting = new Map<number, (() => void)[]>()

  return {
    now: () => new Date(nowMs),
    after(delayMs, task) {
      const dueAtMs = nowMs + Math.max(0, delayMs)
      const tasks = waiting.get(dueAtMs) ?? []
      waiting.set(dueAtMs, [...tasks, task])
      return () => {
        const left = waiting.get(dueAtMs)?.filter((other) => other !== task) ?? []
        waiting.set(dueAtMs, left)
      }
    },
    moveTo(atMs) {
      nowMs = Math.max(nowMs, atMs)
    },
    fire(dueAtMs) {
      const [first, ...others] = waiting.get(dueAtMs) ?? []
      if (others.length === 0) waiting.delete(dueAtMs)
      else waiting.set(dueAtMs, others)
      first?.()
      return first !== undefined
    },
  }
}
