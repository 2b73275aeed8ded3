import type { TransactionRecord, TransactionStatus, TransactionType } from '@hazina/contract'
import { type Msisdn, maskMsisdn } from '@hazina/daraja'
import { type Cents, centsToKes } from '@hazina/ledger/money'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { fieldProblem } from '../errors.ts'
import { reasonOf } from './reason.ts'
import { timestamp } from './timestamp.ts'

export type StoredTransaction = {
  id: bigint
  userId: bigint
  transactionId: string
  expiresAt: Date | null
  /** How to pay it from the M-PESA menu, where confirmations of that reach us. */
  paybill: { business_number: string; account_number: string } | null
  record: TransactionRecord
}

export type TransactionFilter = {
  userId: bigint
  status?: TransactionStatus | undefined
  type?: TransactionType | undefined
  from?: Date | undefined
  to?: Date | undefined
  cursor?: string | undefined
  limit: number
}

/** Reads one transaction by the id its owner knows. */
export async function readTransaction(
  ctx: Context,
  transactionId: string,
  options: { wholePhone: boolean },
): Promise<StoredTransaction | undefined> {
  const row = await select(ctx).where('t.transaction_id', '=', transactionId).executeTakeFirst()
  return row === undefined ? undefined : toStored(ctx, row, options)
}

/** A page of a user's transactions, newest first, with the cursor of the next one. */
export async function listTransactions(
  ctx: Context,
  filter: TransactionFilter,
  options: { wholePhone: boolean },
): Promise<{ items: TransactionRecord[]; nextCursor: string | null }> {
  let query = select(ctx).where('t.user_id', '=', filter.userId)
  if (filter.status !== undefined) query = query.where('t.status', '=', filter.status)
  if (filter.type !== undefined) query = query.where(sql`t.type`, '=', filter.type)
  if (filter.from !== undefined) query = query.where('t.created_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('t.created_at', '<', filter.to)
  if (filter.cursor !== undefined) query = query.where('t.id', '<', parseCursor(filter.cursor))
  const rows = await query
    .orderBy('t.id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const items = rows.slice(0, filter.limit).map((row) => toStored(ctx, row, options).record)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > filter.limit && last !== undefined ? String(last.id) : null,
  }
}

/** The shillings that wait for M-PESA, in cents. */
export async function pendingDepositsCents(ctx: Context, userId: bigint): Promise<bigint> {
  const row = await ctx.db.query
    .selectFrom('mpesa.transaction')
    .select(sql<bigint>`coalesce(sum(amount_cents), 0)::bigint`.as('cents'))
    .where('user_id', '=', userId)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow()
  return row.cents
}

function select(ctx: Context) {
  return ctx.db.query
    .selectFrom('mpesa.transaction as t')
    .leftJoin('mpesa.stk_push as s', 's.transaction_id', 't.id')
    .leftJoin('ledger.entry as e', (join) =>
      join
        .onRef('e.posting_id', '=', 't.posting_id')
        .onRef('e.account_id', '=', 't.wallet_account_id'),
    )
    .selectAll('t')
    .select(['s.expires_at', 's.account_reference', 's.shortcode', 'e.balance_after_cents'])
    .select((on) =>
      on
        .exists(
          on
            .selectFrom('mpesa.review_case as c')
            .select('c.id')
            .whereRef('c.transaction_id', '=', 't.id')
            .where('c.closed_at', 'is', null),
        )
        .as('in_review'),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function toStored(
  ctx: Context,
  row: Row,
  { wholePhone }: { wholePhone: boolean },
): StoredTransaction {
  const reason = reasonOf(
    {
      state: row.state,
      status: row.status,
      reasonCode: row.reason_code,
      receipt: row.mpesa_receipt_number,
      expiresAt: row.expires_at,
      inReview: Boolean(row.in_review),
    },
    ctx.clock.now(),
  )
  const record: TransactionRecord = {
    id: Number(row.id),
    user_id: Number(row.user_id),
    transaction_id: row.transaction_id,
    mpesa_receipt_number: row.mpesa_receipt_number,
    checkout_request_id: row.checkout_request_id,
    merchant_request_id: row.merchant_request_id,
    amount: centsToKes(row.amount_cents as Cents),
    // The database checks the form of every phone it stores.
    phone_number: wholePhone ? row.phone_number : maskMsisdn(row.phone_number as Msisdn),
    type: row.type,
    status: row.status,
    created_at: timestamp(row.created_at),
    completed_at: row.completed_at === null ? null : timestamp(row.completed_at),
    balance_after:
      row.balance_after_cents === null ? null : centsToKes(row.balance_after_cents as Cents),
    reason,
  }
  return {
    id: row.id,
    userId: row.user_id,
    transactionId: row.transaction_id,
    expiresAt: row.expires_at,
    paybill: paybillOf(ctx, row),
    record,
  }
}

function paybillOf(
  ctx: Context,
  { shortcode, account_reference }: Row,
): StoredTransaction['paybill'] {
  const { paybillConfirmations, transactionType } = ctx.config.mpesa
  if (!paybillConfirmations || transactionType !== 'CustomerPayBillOnline') return null
  if (shortcode === null || account_reference === null) return null
  return { business_number: shortcode, account_number: account_reference }
}

function parseCursor(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor))
    throw fieldProblem('cursor', 'Send next_cursor as the page before gave it.')
  return BigInt(cursor)
}
