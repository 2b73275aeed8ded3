/** Time as the client is given it; {@link systemClock} is the machine's own. */
export type Clock = {
  now(): Date
  /** Runs `task` once when this clock has moved `delayMs` on; returns a cancel function. */
  after(delayMs: number, task: () => void): () => void
}

/** The machine's clock, for programs that have no clock of their own to inject. */
export const systemClock: Clock = {
  now: () => new Date(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
