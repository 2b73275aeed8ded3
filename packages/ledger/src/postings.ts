import type { LedgerTx } from './connection.ts'
import { refusing } from './errors.ts'
import type { Cents } from './money.ts'

declare const account: unique symbol
declare const posting: unique symbol

export type AccountId = bigint & { readonly [account]: true }
export type PostingId = bigint & { readonly [posting]: true }

/** Kinds of posting; the table ledger.posting_kind says which accounts each may debit and credit. */
export const postingKinds = [
  'deposit',
  'transfer',
  'payment',
  'withdrawal',
  'withdrawal_fee',
  'refund',
  'clearing_in',
  'clearing_out',
  'suspense_in',
  'suspense_assign',
  'suspense_return',
  'mpesa_charge',
  'bank_settlement',
  'internal_move',
  'top_up',
  'opening_balance',
  'adjustment',
] as const

export type PostingKind = (typeof postingKinds)[number]

/** One side of a posting: a positive amount debits the account, a negative one credits it. */
export type Line = { account: AccountId; amountCents: Cents }

/**
 * Makes an account exist and says its id; asked again, the same one. A wallet begins with a balance of zero. For roles
 * that may execute the ledger's own functions, as are all functions here that write.
 *
 * @throws LedgerError `malformed_request` when the chart has no such account
 */
export async function openAccount(
  tx: LedgerTx,
  input: { code: string; now: Date },
): Promise<AccountId> {
  const { rows } = await refusing(
    tx.query('select ledger.open_account($1, $2)::text as id', [input.code, input.now]),
  )
  return readId(rows) as AccountId // The database's own id.
}

/**
 * Posts one balanced set of lines, each account at most once, inside the caller's read committed `tx`.
 *
 * @throws LedgerError `insufficient_funds`, `posting_unbalanced`, `account_not_allowed`, `already_settled`, …
 */
export async function postLines(
  tx: LedgerTx,
  input: {
    kind: PostingKind
    now: Date
    /** The customer's record this settles or belongs to. */
    transactionId?: string
    lines: readonly Line[]
    /** When it happened at M-PESA. */
    eventAt?: Date
  },
): Promise<PostingId> {
  const { rows } = await refusing(
    tx.query('select ledger.post_lines($1, $2, $3, $4, $5, $6)::text as id', [
      input.kind,
      input.now,
      input.transactionId ?? null,
      input.lines.map((line) => line.account.toString()),
      input.lines.map((line) => line.amountCents.toString()),
      input.eventAt ?? null,
    ]),
  )
  return readId(rows) as PostingId // The database's own id.
}

/**
 * Closes a business day (`YYYY-MM-DD`, Africa/Nairobi): its postings are final, and one that comes later belongs to the
 * first open day. Days close in order, after they have ended.
 *
 * @throws LedgerError `day_not_closable`
 */
export async function closeDay(tx: LedgerTx, input: { day: string; now: Date }): Promise<void> {
  await refusing(tx.query('select ledger.close_day($1, $2)', [input.day, input.now]))
}

/** The bigint that a one-row statement returned as the text `id`. */
export function readId(rows: unknown[]): bigint {
  const [row] = rows as [{ id: string }] // Every caller selects one row with that column.
  return BigInt(row.id)
}
