import type { LedgerTx } from './connection.ts'
import { refusing } from './errors.ts'
import type { Cents } from './money.ts'
import { type AccountId, type PostingId, type PostingKind, readId } from './postings.ts'

declare const hold: unique symbol

/** Money reserved in a wallet, committed or voided exactly once. */
export type HoldId = bigint & { readonly [hold]: true }

/**
 * Reserves money of a wallet. `expiresAt` is when somebody must look at it; nothing frees money by the clock alone.
 *
 * @throws LedgerError `insufficient_funds`, or `hold_exists` when the transaction has one already
 */
export async function placeHold(
  tx: LedgerTx,
  input: {
    account: AccountId
    amountCents: Cents
    transactionId?: string
    now: Date
    expiresAt?: Date
  },
): Promise<HoldId> {
  const { rows } = await refusing(
    tx.query('select ledger.hold_place($1, $2, $3, $4, $5)::text as id', [
      input.account.toString(),
      input.amountCents.toString(),
      input.transactionId ?? null,
      input.now,
      input.expiresAt ?? null,
    ]),
  )
  return readId(rows) as HoldId // The database's own id.
}

/**
 * Posts all or part of what is held from its wallet to another account; the rest is available again.
 *
 * @throws LedgerError `hold_unknown`, `hold_resolved`, `hold_amount`, `account_not_allowed`
 */
export async function commitHold(
  tx: LedgerTx,
  input: {
    hold: HoldId
    kind: PostingKind
    creditAccount: AccountId
    amountCents: Cents
    now: Date
    eventAt?: Date
  },
): Promise<PostingId> {
  const { rows } = await refusing(
    tx.query('select ledger.hold_commit($1, $2, $3, $4, $5, $6)::text as id', [
      input.hold.toString(),
      input.kind,
      input.creditAccount.toString(),
      input.amountCents.toString(),
      input.now,
      input.eventAt ?? null,
    ]),
  )
  return readId(rows) as PostingId // The database's own id.
}

/**
 * Makes all that is held available again.
 *
 * @throws LedgerError `hold_unknown`, `hold_resolved`
 */
export async function voidHold(
  tx: LedgerTx,
  input: { hold: HoldId; now: Date; reason: string },
): Promise<void> {
  await refusing(
    tx.query('select ledger.hold_void($1, $2, $3)', [
      input.hold.toString(),
      input.now,
      input.reason,
    ]),
  )
}
