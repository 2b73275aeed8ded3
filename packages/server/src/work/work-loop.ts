import type { Context } from '../context.ts'
import { type Claimed, claimDue, concludeWork, nextDueAt } from './claim.ts'
import { type WorkHandlers, type WorkKind, workKinds } from './work.ts'

// Another process may have enqueued something that nobody here was woken for.
const pollMaxMs = 5_000
const pollMinMs = 50
const afterTroubleMs = 2_000

export type WorkLoop = {
  /** Says that something may be due: looked at once, after what is running. */
  wake(): void
  /** Runs all that is due now, and all that this makes due now. For tests and commands. */
  drain(): Promise<void>
  /** Stops claiming and waits for what is running. */
  stop(): Promise<void>
}

/**
 * Works off the table of due work: claims under a lease, runs, concludes. Looks again at the next due time by the
 * context's clock, when woken after a commit, and every few seconds.
 */
export function createWorkLoop(
  ctx: Context,
  handlers: WorkHandlers,
  options: { automatic: boolean },
): WorkLoop {
  const pausedUntil = new Map<WorkKind, number>()
  let woken = false
  let stopped = false
  let running: Promise<void> | undefined
  let cancelTimer: (() => void) | undefined

  function wake(): void {
    woken = true
    if (stopped || !options.automatic || running !== undefined) return
    cancelTimer?.()
    running = runUntilIdle().finally(() => {
      running = undefined
      if (woken && !stopped) wake()
    })
  }

  async function runUntilIdle(): Promise<void> {
    let sleepMs = afterTroubleMs
    try {
      while (woken && !stopped) {
        woken = false
        await Promise.all(workKinds.map((kind) => pump(kind)))
      }
      sleepMs = await untilNextDue()
    } catch (error) {
      ctx.events.workLoopFailed({ error: String(error) })
    }
    if (!stopped) cancelTimer = ctx.clock.after(sleepMs, wake)
  }

  async function untilNextDue(): Promise<number> {
    const nowMs = ctx.clock.now().getTime()
    const isPaused = (kind: WorkKind) => (pausedUntil.get(kind) ?? 0) > nowMs
    const next = await nextDueAt(
      ctx,
      workKinds.filter((kind) => !isPaused(kind)),
    )
    const resumesMs = Math.min(
      ...workKinds.filter(isPaused).map((kind) => pausedUntil.get(kind) ?? 0),
    )
    const waitMs = Math.min(next?.getTime() ?? Number.POSITIVE_INFINITY, resumesMs) - nowMs
    return Math.min(pollMaxMs, Math.max(pollMinMs, waitMs))
  }

  async function pump(kind: WorkKind): Promise<number> {
    const { batchMax, leaseMs } = handlers[kind]
    let count = 0
    while (!stopped && (pausedUntil.get(kind) ?? 0) <= ctx.clock.now().getTime()) {
      const claimed = await claimDue(ctx, kind, { limit: batchMax, leaseMs })
      if (claimed.length === 0) break
      ctx.step('work.claimed')
      await runBatch(kind, claimed)
      ctx.step('work.done')
      count += claimed.length
      if (claimed.length < batchMax) break
    }
    return count
  }

  async function runBatch(kind: WorkKind, claimed: readonly Claimed[]): Promise<void> {
    let outcomes: Awaited<ReturnType<WorkHandlers[WorkKind]['run']>>
    try {
      outcomes = await handlers[kind].run(claimed)
    } catch (error) {
      // The lease brings these items back; the loop itself goes on with the other kinds.
      ctx.events.workFailed({ kind, count: claimed.length, error: String(error) })
      return
    }
    await concludeWork(
      ctx,
      claimed.flatMap((item, place) => {
        const outcome = outcomes[place]
        if (outcome === undefined) return []
        if ('pauseMs' in outcome) pausedUntil.set(kind, ctx.clock.now().getTime() + outcome.pauseMs)
        return [{ item, outcome }]
      }),
    )
  }

  async function drain(): Promise<void> {
    let count = 1
    while (count > 0 && !stopped) {
      await running
      const counts = await Promise.all(workKinds.map((kind) => pump(kind)))
      count = counts.reduce((sum, one) => sum + one, 0)
    }
  }

  async function stop(): Promise<void> {
    stopped = true
    cancelTimer?.()
    await running
  }

  return { wake, drain, stop }
}
