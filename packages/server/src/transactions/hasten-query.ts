import type { Context } from '../context.ts'

const notBeforeMs = 15_000

/**
 * Brings the next question to Safaricom forward because somebody is looking at this deposit now: not in its first
 * seconds, and not again within a quarter of a minute. Safaricom's own limit is kept by the client whatever comes.
 */
export async function hastenQuery(ctx: Context, id: bigint, createdAt: Date): Promise<void> {
  const now = ctx.clock.now()
  const earlier = new Date(now.getTime() - notBeforeMs)
  if (createdAt > earlier) return
  const { rowCount } = await ctx.db.pool.query({
    name: 'work.hasten',
    text: `
      update app.work w set due_at = $1
      where w.kind = 'stk.query' and w.subject = $2 and w.due_at > $1 and (w.last_run_at is null or w.last_run_at < $3)
        and exists (select from mpesa.transaction t where t.id = w.subject and t.checkout_request_id is not null)`,
    values: [now, id, earlier],
  })
  if (rowCount === 1) ctx.wake()
}
