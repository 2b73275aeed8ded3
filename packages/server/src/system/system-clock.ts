import type { Clock } from '../context.ts'

/** Real time. */
export function createSystemClock(): Clock {
  return {
    now: () => new Date(),
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
  }
}
