import { createDueQueue } from './due-queue.ts'

/** What domain code may know of time. */
export type Clock = {
  now(): Date
  /** Runs `task` once when this clock has moved `delayMs` on; returns a cancel function. */
  after(delayMs: number, task: () => void): () => void
}

/** A clock that can be moved forward. */
export type MovableClock = Clock & {
  /**
   * Moves the clock `ms` milliseconds on. Tasks that become due on the way run in order of their due time, each at its
   * own instant, and the event loop gets some turns after each, so that what a task started can go on.
   */
  advance(ms: number): Promise<void>
}

/** System time plus an offset. */
export type OffsetClock = MovableClock & {
  /** How far this clock is ahead of the system's, in milliseconds. */
  offsetMs(): number
}

/** Waits until the consequences of a task have happened; see {@link VirtualClockOptions}. */
export type Settle = () => Promise<void>

export type OffsetClockOptions = {
  /** Milliseconds ahead of the system's clock at the start. */
  offsetMs?: number
  settle?: Settle
}

export type VirtualClockOptions = {
  startAt: Date
  /**
   * Called after each task while the clock is advanced. The default gives the event loop a few turns, which is enough
   * for promises and in-process requests; tests that wait for a database or a socket pass their own.
   */
  settle?: Settle
}

/** setTimeout cannot wait longer than this; a longer wait is made of several. */
const timeoutMsMax = 2 ** 31 - 1

/** A clock that runs with the system's, and can be moved ahead of it. */
export function createOffsetClock(options: OffsetClockOptions = {}): OffsetClock {
  const settle = options.settle ?? settleEventLoop
  const queue = createDueQueue()
  let offsetMs = options.offsetMs ?? 0
  const nowMs = () => Date.now() + offsetMs
  const reading = createReading(nowMs)
  const alarm = createAlarm(() => {
    const until = nowMs()
    reading.forget()
    try {
      for (let task = queue.takeDue(until); task; task = queue.takeDue(until)) task.run()
    } finally {
      setAlarm()
    }
  })
  const setAlarm = () => alarm.set(queue.peek()?.dueAtMs, nowMs())

  const advance = oneAtATime(async (ms) => {
    // The system's time goes on meanwhile; the offset grows by exactly what was asked.
    const offsetAfterMs = offsetMs + ms
    const takeNext = () => queue.takeDue(nowMs() + offsetAfterMs - offsetMs)
    for (let task = takeNext(); task; task = takeNext()) {
      const aheadMs = Math.max(0, task.dueAtMs - nowMs())
      offsetMs = Math.min(offsetMs + aheadMs, offsetAfterMs)
      reading.forget()
      task.run()
      await settle()
    }
    offsetMs = offsetAfterMs
    reading.forget()
    alarm.clear()
    setAlarm()
  })

  return {
    now: () => new Date(reading.ms()),
    after(delayMs, task) {
      const due = queue.add(reading.ms() + Math.max(0, delayMs), task)
      setAlarm()
      return () => {
        queue.cancel(due)
        setAlarm()
      }
    },
    advance,
    offsetMs: () => offsetMs,
  }
}

/** A clock that stands still until it is advanced. */
export function createVirtualClock(options: VirtualClockOptions): MovableClock {
  const settle = options.settle ?? settleEventLoop
  const queue = createDueQueue()
  let nowMs = options.startAt.getTime()

  const advance = oneAtATime(async (ms) => {
    await settle()
    const target = nowMs + ms
    for (let task = queue.takeDue(target); task; task = queue.takeDue(target)) {
      nowMs = Math.max(nowMs, task.dueAtMs)
      task.run()
      await settle()
    }
    nowMs = target
  })

  return {
    now: () => new Date(nowMs),
    after(delayMs, task) {
      const due = queue.add(nowMs + Math.max(0, delayMs), task)
      return () => queue.cancel(due)
    },
    advance,
  }
}

/**
 * The time that everything which happens in one turn of the event loop agrees on, so that what is recorded of it can be
 * repeated to the millisecond.
 */
function createReading(nowMs: () => number): { ms(): number; forget(): void } {
  let held: number | undefined
  const forget = () => {
    held = undefined
  }
  return {
    forget,
    ms() {
      if (held === undefined) {
        held = nowMs()
        setImmediate(forget)
      }
      return held
    },
  }
}

/** One timer of the system for the earliest of many tasks. */
function createAlarm(ring: () => void) {
  let timer: NodeJS.Timeout | undefined
  let setForMs: number | undefined

  function clear(): void {
    clearTimeout(timer)
    setForMs = undefined
  }

  return {
    clear,
    /** Rings when `dueAtMs` has come; never, when there is nothing due. */
    set(dueAtMs: number | undefined, nowMs: number): void {
      if (dueAtMs === setForMs) return
      clear()
      if (dueAtMs === undefined) return
      setForMs = dueAtMs
      const waitMs = Math.min(Math.max(dueAtMs - nowMs, 0), timeoutMsMax)
      timer = setTimeout(() => {
        setForMs = undefined
        ring()
      }, waitMs)
    },
  }
}

/** Two advances at once would interleave their instants; the second waits for the first. */
function oneAtATime(advance: (ms: number) => Promise<void>): (ms: number) => Promise<void> {
  let previous: Promise<void> = Promise.resolve()
  return (ms) => {
    if (!Number.isFinite(ms) || ms < 0) {
      return Promise.reject(new RangeError(`A clock moves forward only: ${ms} ms`))
    }
    const current = previous.then(() => advance(ms))
    previous = current.catch(() => undefined)
    return current
  }
}

const settleTurns = 5

async function settleEventLoop(): Promise<void> {
  for (let turn = 0; turn < settleTurns; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
