import type { Context } from '../context.ts'
import type { Evidence, EvidenceKind } from './evidence.ts'

/** What a piece of evidence was worth; sql/0005-settle.sql says when each is given. */
export type Verdict =
  | 'settled'
  | 'declined'
  | 'receipt_filled'
  | 'repeated'
  | 'noted'
  | 'again'
  | 'unbound'
  | 'unverified'
  | 'unreadable'
  | 'unclear'
  | 'wrong_amount'
  | 'wrong_phone'
  | 'wrong_request'
  | 'receipt_reused'
  | 'second_receipt'
  | 'contradicted'

export type Settlement = {
  id: bigint | null
  transactionId: string | null
  userId: bigint | null
  verdict: Verdict
}

type Row = {
  id: bigint | null
  transaction_id: string | null
  user_id: bigint | null
  verdict: Verdict
}

const settleSql = `select id, transaction_id, user_id, verdict from mpesa.settle(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) order by ord`

/**
 * Stores a batch of evidence of one kind and makes of each piece what it is worth, in one call and one commit. Gives
 * one settlement for each, in order; `again` means that the piece was not stored because an earlier one of the batch
 * speaks of the same transaction. With `storedAs` the evidence is stored already and only judged.
 */
export async function settle(
  ctx: Context,
  kind: EvidenceKind,
  batch: readonly Evidence[],
  storedAs: readonly bigint[] | null = null,
): Promise<Settlement[]> {
  const { rows } = await ctx.db.pool.query<Row>({
    name: 'mpesa.settle',
    text: settleSql,
    values: [
      ctx.clock.now(),
      kind,
      storedAs !== null,
      storedAs ?? batch.map(() => null),
      batch.map(({ binding }) => (binding.by === 'token' ? binding.tokenHash : null)),
      batch.map(({ binding }) => (binding.by === 'transaction' ? binding.id : null)),
      batch.map(({ binding }) => (binding.by === 'reference' ? binding.accountReference : null)),
      batch.map((one) => one.verified),
      batch.map((one) => one.fact),
      batch.map((one) => one.resultCode),
      batch.map((one) => one.amountCents),
      batch.map((one) => one.receipt),
      batch.map((one) => one.phone),
      batch.map((one) => one.checkoutRequestId),
      batch.map((one) => one.merchantRequestId),
      batch.map((one) => one.eventAt),
      batch.map((one) => one.address),
      batch.map((one) => one.body),
    ],
  })
  ctx.step('evidence.settled')
  ctx.events.evidenceJudged(kind, rows)
  ctx.wake()
  return rows.map((row) => ({
    id: row.id,
    transactionId: row.transaction_id,
    userId: row.user_id,
    verdict: row.verdict,
  }))
}
