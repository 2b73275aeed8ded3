import type { Context } from '@hazina/server'
import { verify } from '../packages/server/src/reconciliation/index.ts'

/**
 * Says what `hazina verify` finds after a part.
 * @throws Error when the books are not clean: figures of wrong work are worth nothing
 */
export async function describeBooks(db: Context['db']): Promise<string> {
  const { ok, totals, breaks } = await verify(db)
  if (!ok) {
    const first = breaks.slice(0, 3).map((one) => `${one.check}: ${one.subject} ${one.detail}`)
    throw new Error(`The books are not clean: ${breaks.length} breaks, such as ${first.join('; ')}`)
  }
  const { rows } = await db.pool.query<{ completed: bigint; pending: bigint }>(
    `select count(*) filter (where status = 'completed') as completed,
       count(*) filter (where status = 'pending') as pending from mpesa.transaction`,
  )
  const kes = (Number(totals.wallet ?? 0n) / 100).toLocaleString('en')
  return `Books verified clean: ${rows[0]?.completed.toLocaleString('en')} deposits completed, ${rows[0]?.pending.toLocaleString('en')} pending, KES ${kes} in wallets and in the float.`
}
