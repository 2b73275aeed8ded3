import type { Context } from '../context.ts'
import type { Evidence, EvidenceKind } from './evidence.ts'
import { settle } from './settle.ts'
import { storeEvidence } from './stored-evidence.ts'

const databaseTriesMax = 20
const databaseRetryMs = 250
// A row that somebody holds for longer must not keep what else arrived in memory only.
const heldUpTriesMax = 2

/**
 * Settles what Safaricom told, or, when something in it cannot be settled, makes all of it durable for a try one by one.
 * Safaricom tells once: while the database restarts, what it told waits here instead of being refused.
 * @throws when the database stays away
 */
export async function settleOrStore(
  ctx: Context,
  kind: EvidenceKind,
  batch: readonly Evidence[],
): Promise<void> {
  let left = batch
  for (let attempt = 1; left.length > 0; attempt += 1) {
    try {
      left = await settleOnce(ctx, kind, left)
    } catch (error) {
      // The last try asks for less: perhaps it is the settling that fails, in a way that nobody foresaw.
      if (attempt >= (isHeldUp(error) ? heldUpTriesMax : databaseTriesMax)) {
        ctx.events.batchNotSettled({ size: left.length, error: String(error) })
        await storeEvidence(ctx, kind, left)
        ctx.wake()
        return
      }
      await new Promise<void>((resolve) => void ctx.clock.after(databaseRetryMs, resolve))
    }
  }
}

/** Gives back what has to wait for a batch of its own. @throws when the database could not be asked */
async function settleOnce(
  ctx: Context,
  kind: EvidenceKind,
  batch: readonly Evidence[],
): Promise<readonly Evidence[]> {
  try {
    const settlements = await settle(ctx, kind, batch)
    return batch.filter((_, place) => settlements[place]?.verdict === 'again')
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    ctx.events.batchNotSettled({ size: batch.length, error: String(error) })
    await storeEvidence(ctx, kind, batch)
    ctx.wake()
    return []
  }
}

/** Whether the database answers, but something in the batch is locked or takes too long. */
function isHeldUp(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === '55P03' || code === '57014' || code === '40P01'
}

/** Whether the database could not be asked at all, or rolled back for a reason that passes. */
function isDatabaseAway(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') return true
  return /^(08|40|53|57)/.test(code) || code === '55P03' || /^E[A-Z]+$/.test(code)
}
