import { stringify } from 'csv-stringify/sync'
import type { TransactionRecord } from '../state/records.ts'

const columns = [
  'transaction',
  'at',
  'kind',
  'receipt',
  'linkedReceipt',
  'account',
  'cents',
  'debit',
  'credit',
  'typedAccount',
] as const
const atOnce = 500

/** The double-entry books as CSV: one row for each entry, so that every transaction's rows add up to zero. */
export function* booksCsv(transactions: Iterable<TransactionRecord>): Generator<string> {
  yield stringify([[...columns]])
  for (const some of inSteps(transactions)) {
    yield stringify(
      some.flatMap((row) =>
        row.entries.map(({ account, cents }) => [
          row.id,
          new Date(row.atMs).toISOString(),
          row.kind,
          row.receipt ?? '',
          row.linkedReceipt ?? '',
          account,
          cents.toString(),
          row.debit.id,
          row.credit.id,
          safeText(row.account),
        ]),
      ),
    )
  }
}

/** The same with everything there is about a transaction, one in a line; cents are numbers. */
export function* booksJsonLines(transactions: Iterable<TransactionRecord>): Generator<string> {
  for (const some of inSteps(transactions)) {
    yield some.map((row) => `${JSON.stringify(row, withNumbers)}\n`).join('')
  }
}

function withNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function* inSteps(transactions: Iterable<TransactionRecord>): Generator<TransactionRecord[]> {
  let some: TransactionRecord[] = []
  for (const transaction of transactions) {
    some.push(transaction)
    if (some.length < atOnce) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** Text that somebody typed must not become a formula in somebody's table. */
export function safeText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
