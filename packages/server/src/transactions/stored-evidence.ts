import type { Context } from '../context.ts'
import type { Arrival, Evidence, EvidenceKind } from './evidence.ts'
import { evidenceOfCallback } from './evidence.ts'
import { evidenceOfPullRow } from './pull-row.ts'
import { evidenceOfConfirmation } from './receive-confirmation.ts'
import { settle } from './settle.ts'

const triesMax = 5

/** Makes evidence durable whose batch could not be settled; each piece is then due to be settled by itself. */
export async function storeEvidence(
  ctx: Context,
  kind: EvidenceKind,
  batch: readonly Evidence[],
): Promise<void> {
  await ctx.db.pool.query('select mpesa.store_evidence($1, $2, $3, $4, $5, $6, $7)', [
    ctx.clock.now(),
    kind,
    batch.map((one) => one.address),
    batch.map((one) => one.verified),
    batch.map((one) => one.body),
    batch.map(({ binding }) => (binding.by === 'token' ? binding.tokenHash : null)),
    batch.map(({ binding }) => (binding.by === 'transaction' ? binding.id : null)),
  ])
}

/**
 * Settles one stored piece by itself. One that keeps failing goes to the queue `poisonous`, for a person.
 * @returns whether it has found its end
 */
export async function settleStored(
  ctx: Context,
  evidenceId: bigint,
  attempts: number,
): Promise<boolean> {
  const stored = await ctx.db.query
    .selectFrom('mpesa.evidence')
    .selectAll()
    .where('id', '=', evidenceId)
    .where('verdict', '=', 'stored')
    .executeTakeFirst()
  if (stored === undefined) return true
  const evidence = readAgain(stored.kind, {
    binding:
      stored.transaction_id === null
        ? { by: 'nothing' }
        : { by: 'transaction', id: stored.transaction_id },
    verified: stored.verified,
    body: stored.body,
    address: stored.source_address,
  })
  try {
    await settle(ctx, stored.kind, [evidence], [evidenceId])
    return true
  } catch (error) {
    if (attempts < triesMax) return false
    await ctx.db.pool.query('select mpesa.give_up_evidence($1, $2, $3)', [
      ctx.clock.now(),
      evidenceId,
      String(error),
    ])
    return true
  }
}

/** Makes of stored bytes what was made of them when they came. */
function readAgain(kind: EvidenceKind, arrival: Arrival): Evidence {
  switch (kind) {
    case 'callback':
      return evidenceOfCallback(arrival)
    case 'c2b':
      return evidenceOfConfirmation(arrival)
    case 'pull':
      return evidenceOfPullRow(JSON.parse(arrival.body.toString('utf8')))
    case 'query':
    case 'statement':
      throw new Error(`evidence of kind ${kind} is never stored before it is settled`)
  }
}
