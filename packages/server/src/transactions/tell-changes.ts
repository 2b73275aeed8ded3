import type { Context } from '../context.ts'
import type { WorkItem, WorkOutcome } from '../work/index.ts'

/**
 * Tells the owners of changed transactions, in their open pages, that something changed. The rows came with the money's
 * own commit, so nothing is told that did not happen, and a crash only makes it be told again.
 */
export async function tellChanges(
  ctx: Context,
  items: readonly WorkItem[],
): Promise<WorkOutcome[]> {
  const rows = await ctx.db.query
    .selectFrom('mpesa.transaction')
    .select(['transaction_id', 'user_id', 'status'])
    .where(
      'id',
      'in',
      items.map((item) => item.subject),
    )
    .execute()
  for (const row of rows) {
    ctx.publish(row.user_id, { type: 'transaction.changed', transaction_id: row.transaction_id })
    if (row.status === 'completed') ctx.publish(row.user_id, { type: 'wallet.changed' })
  }
  return items.map(() => ({ done: true }))
}

/** Tells the owners, and makes each one's receipt due. */
export async function tellSettlements(
  ctx: Context,
  items: readonly WorkItem[],
): Promise<WorkOutcome[]> {
  if (ctx.config.smsReceipts && ctx.sms.available) {
    await ctx.db.pool.query({
      name: 'work.receipts',
      text: `insert into app.work (kind, subject, due_at) select 'receipt.sms', u, $2 from unnest($1::bigint[]) u
             on conflict (kind, subject) do nothing`,
      values: [items.map((item) => item.subject), ctx.clock.now()],
    })
  }
  return tellChanges(ctx, items)
}
