import type { MovableClock } from '@hazina/simulator'
import { Crash, type ServerProcess } from './server-process.ts'
import type { Traffic } from './traffic.ts'

/** Time that passes for a whole system in one process. */
export type PassingTime = {
  /** Lets callbacks arrive and runs the work that is due now. */
  settle(): Promise<void>
  /** What `work` brings; while only time can help it, time passes. */
  whilePassing<T>(work: Promise<T>): Promise<T>
  /** Moves the clock on as it does for a running server: due work runs when it is due, a dead server comes back. */
  elapse(ms: number): Promise<void>
}

export function createPassingTime(world: {
  clock: MovableClock
  traffic: Traffic
  current: () => ServerProcess
  revive: () => Promise<boolean>
}): PassingTime {
  const { clock, traffic, current, revive } = world
  const nowMs = () => clock.now().getTime()

  async function whilePassing<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    // Heard below; until then a rejection must not count as unhandled.
    done.catch(() => undefined)
    while (!isDone) {
      await traffic.stuckUnless(() => isDone)
      if (!isDone) await clock.advance(1_000)
    }
    return done
  }

  async function settle(): Promise<void> {
    await traffic.idle()
    const { server, isDead, orCrash } = current()
    if (isDead()) return
    try {
      await whilePassing(orCrash(server.work.drain()))
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
    await traffic.idle()
  }

  async function nextDueMs(): Promise<number> {
    const { rows } = await current().server.ctx.db.pool.query<{ due: Date | null }>(
      'select min(due_at) as due from app.work',
    )
    return rows[0]?.due?.getTime() ?? Number.POSITIVE_INFINITY
  }

  return {
    settle,
    whilePassing,
    async elapse(ms) {
      const untilMs = nowMs() + ms
      while (nowMs() < untilMs) {
        await revive()
        const nextMs = Math.max(await nextDueMs(), nowMs() + 500)
        await clock.advance(Math.min(nextMs, untilMs) - nowMs())
        await settle()
      }
      await revive()
    },
  }
}
