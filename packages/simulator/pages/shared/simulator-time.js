/** @module The simulator's time between two of its words about it. */

/** @returns {{ hear: (now: string, offsetMs: number) => void, now: () => Date, offsetMs: () => number }} */
export function createSimulatorTime() {
  /** @type {{ nowMs: number, heardAtMs: number, offsetMs: number } | null} */
  let last = null
  return {
    hear(now, offsetMs) {
      last = { nowMs: Date.parse(now), heardAtMs: performance.now(), offsetMs }
    },
    now: () => (last ? new Date(last.nowMs + performance.now() - last.heardAtMs) : new Date()),
    offsetMs: () => last?.offsetMs ?? 0,
  }
}
