import { ControlError } from '../control/control-error.ts'
import type { Network } from '../network.ts'
import { type Page, type PageQuery, pageSize } from '../state/find.ts'
import { transactionsBefore, transactionsWithKey } from '../state/find-transactions.ts'
import type { Change, TransactionKind, TransactionRecord } from '../state/records.ts'
import { searchWords } from '../state/words.ts'
import { detailsOf, reasonTypeOf } from './words.ts'

type Given = Pick<TransactionRecord, 'kind' | 'debit' | 'credit' | 'amountCents' | 'entries'> &
  Partial<TransactionRecord>

/** A transaction that is completed now. Books never go back in time, whatever the clock does. */
export function newTransaction(network: Network, given: Given): TransactionRecord {
  const lastMs = network.state.transactions.at(-1)?.atMs ?? 0
  const nowMs = Math.max(network.clock.now().getTime(), lastMs)
  const account = given.account ?? ''
  return {
    id: network.identifiers.next(),
    receipt: null,
    initiatedAtMs: nowMs,
    atMs: nowMs,
    status: 'Completed',
    reasonType: reasonTypeOf(given.kind),
    details: detailsOf(given.kind, { ...given, account }),
    account,
    chargeCents: 0n,
    creditChargeCents: 0n,
    linkedReceipt: null,
    checkoutRequestId: null,
    conversationId: null,
    originatorConversationId: null,
    ...given,
  }
}

/** The row of a transaction. */
export function transactionChange(transaction: TransactionRecord): Change {
  return ['transaction', transaction.id, transaction]
}

/** The transaction with this receipt, in memory or in the archive. */
export function findTransaction(network: Network, receipt: string): TransactionRecord | undefined {
  return transactionsWithKey(network.state, 'receipt', receipt.trim().toUpperCase())[0]
}

/** The transaction of a push or an operation: by CheckoutRequestID, ConversationID or OriginatorConversationID. */
export function findTransactionOf(network: Network, id: string): TransactionRecord | undefined {
  const { state } = network
  return (
    transactionsWithKey(state, 'checkout', id)[0] ??
    transactionsWithKey(state, 'conversation', id)[0] ??
    transactionsWithKey(state, 'originator', id)[0]
  )
}

/** What became of the payment with this receipt. */
export type ReceiptStatus = {
  transaction: TransactionRecord
  /** The transaction that took it back. */
  reversedBy: TransactionRecord | undefined
  status: TransactionRecord['status'] | 'Reversed'
}

/** The payment with this receipt as it stands now; undefined when there is none. */
export function receiptStatus(network: Network, receipt: string): ReceiptStatus | undefined {
  const transaction = findTransaction(network, receipt)
  if (transaction?.receipt == null) return undefined
  const reversedBy = transactionsWithKey(network.state, 'linked', transaction.receipt).find(
    ({ kind }) => kind === 'reversal',
  )
  return { transaction, reversedBy, status: reversedBy ? 'Reversed' : transaction.status }
}

export type TransactionQuery = PageQuery & {
  /** Those where this organisation is a party. */
  shortcode?: string | undefined
  /** Those where this subscriber is a party, 2547…. */
  msisdn?: string | undefined
  kinds?: readonly TransactionKind[] | undefined
  /** Both ends included. */
  fromMs?: number | undefined
  toMs?: number | undefined
  /** Beginnings of receipts, phone numbers, names or accounts; all words must be there. */
  search?: string | undefined
}

/** A page of transactions, newest first, from memory and the archive. @throws ControlError for a cursor of nobody's. */
export function transactionsOf(network: Network, query: TransactionQuery): Page<TransactionRecord> {
  const { state } = network
  const { cursor, shortcode, msisdn, kinds, fromMs, toMs, search } = query
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    throw new ControlError(400, 'The cursor is none that a page gave')
  }
  const limit = pageSize(query.limit)
  const filter = {
    parties: [shortcode, msisdn].filter((party) => party !== undefined),
    ...(kinds === undefined ? {} : { kinds }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    words: searchWords(search ?? ''),
  }
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
  const found = transactionsBefore(state, filter, { before, limit: limit + 1 })
  const page = found.slice(0, limit)
  return {
    items: page.map(({ transaction }) => transaction),
    nextCursor: found.length > limit ? String(page.at(-1)?.number) : null,
  }
}
