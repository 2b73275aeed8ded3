import type { Context } from '../context.ts'
import { pushRefusal } from './push-refusal.ts'

/**
 * The deposit that the request with this Idempotency-Key began before it was interrupted, if it came that far.
 * @throws AppError as `startDeposit` did when Safaricom had refused it by then
 */
export async function findDeposit(
  ctx: Context,
  idempotencyId: bigint,
): Promise<{ transactionId: string; checkoutRequestId: string | null } | undefined> {
  const row = await ctx.db.query
    .selectFrom('mpesa.transaction')
    .select(['transaction_id', 'checkout_request_id', 'state', 'reason_code'])
    .where('idempotency_id', '=', idempotencyId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { transaction_id: transactionId, checkout_request_id: checkoutRequestId } = row
  if (row.state !== 'refused') return { transactionId, checkoutRequestId }
  throw pushRefusal({
    transactionId,
    code: row.reason_code?.replace(/^push:/, '') ?? '',
    detail: 'Safaricom refused the request; nothing was sent to the phone.',
  })
}
