import type { Context } from '../context.ts'
import { createKindLoop } from './kind-loop.ts'
import { type WorkHandlers, workKinds } from './work.ts'

export type WorkLoop = {
  /** Says that something may be due: looked at once, after what is running. */
  wake(): void
  /** Runs all that is due now, and all that this makes due now. For tests and commands. */
  drain(): Promise<void>
  /** Stops claiming and waits for what is running. */
  stop(): Promise<void>
}

/**
 * Works off the table of due work, each kind by itself: claims under a lease, runs, concludes. Looks again at the next
 * due time by the context's clock, when woken after a commit, and every few seconds.
 */
export function createWorkLoop(
  ctx: Context,
  handlers: WorkHandlers,
  options: { automatic: boolean },
): WorkLoop {
  const loops = workKinds.map((kind) =>
    createKindLoop(ctx, { kind, handler: handlers[kind] }, options.automatic),
  )
  let stopped = false
  return {
    wake() {
      for (const loop of loops) loop.wake()
    },
    async drain() {
      for (let count = 1; count > 0 && !stopped; ) {
        await Promise.all(loops.map((loop) => loop.idle()))
        const counts = await Promise.all(loops.map((loop) => loop.pump()))
        count = counts.reduce((sum, one) => sum + one, 0)
      }
    },
    async stop() {
      stopped = true
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
