import type { Context } from '../context.ts'
import { type Claimed, claimDue, concludeWork, nextDueAt } from './claim.ts'
import type { WorkHandler, WorkKind, WorkOutcome } from './work.ts'

// Another process may have enqueued something that nobody here was woken for.
const pollMaxMs = 5_000
const pollMinMs = 50
const afterTroubleMs = 2_000

export type KindLoop = {
  wake(): void
  /** Runs what is due now; gives how many items it was. */
  pump(): Promise<number>
  /** Resolves when nothing runs. */
  idle(): Promise<void>
  stop(): Promise<void>
}

type Kind = { kind: WorkKind; handler: WorkHandler }

/**
 * Works off one kind of due work. Kinds never wait for each other: while Safaricom keeps the queries hanging, money
 * that was told is still settled.
 */
export function createKindLoop(
  ctx: Context,
  { kind, handler }: Kind,
  automatic: boolean,
): KindLoop {
  let pausedUntilMs = 0
  let woken = false
  let stopped = false
  let running: Promise<void> | undefined
  let cancelTimer: (() => void) | undefined

  function wake(): void {
    woken = true
    if (stopped || !automatic || running !== undefined) return
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
        await pump()
      }
      sleepMs = await untilNextDue()
    } catch (error) {
      ctx.events.workLoopFailed({ error: String(error) })
    }
    if (!stopped) cancelTimer = ctx.clock.after(sleepMs, wake)
  }

  async function untilNextDue(): Promise<number> {
    const next = await nextDueAt(ctx, kind)
    const dueAtMs = Math.max(next?.getTime() ?? Number.POSITIVE_INFINITY, pausedUntilMs)
    return Math.min(pollMaxMs, Math.max(pollMinMs, dueAtMs - ctx.clock.now().getTime()))
  }

  async function pump(): Promise<number> {
    const { batchMax: limit, leaseMs } = handler
    let count = 0
    while (!stopped && pausedUntilMs <= ctx.clock.now().getTime()) {
      const claimed = await claimDue(ctx, kind, { limit, leaseMs })
      if (claimed.length === 0) break
      ctx.step('work.claimed')
      await runBatch(claimed)
      ctx.step('work.done')
      count += claimed.length
      if (claimed.length < limit) break
    }
    return count
  }

  async function runBatch(claimed: readonly Claimed[]): Promise<void> {
    let outcomes: WorkOutcome[]
    try {
      outcomes = await handler.run(claimed)
    } catch (error) {
      // The lease brings these items back.
      ctx.events.workFailed({ kind, count: claimed.length, error: String(error) })
      return
    }
    const nowMs = ctx.clock.now().getTime()
    for (const outcome of outcomes) {
      if ('pauseMs' in outcome) pausedUntilMs = Math.max(pausedUntilMs, nowMs + outcome.pauseMs)
    }
    await concludeWork(
      ctx,
      claimed.flatMap((item, place) => {
        const outcome = outcomes[place]
        return outcome === undefined ? [] : [{ item, outcome }]
      }),
    )
  }

  return {
    wake,
    pump,
    idle: async () => running,
    async stop() {
      stopped = true
      cancelTimer?.()
      await running
    },
  }
}
