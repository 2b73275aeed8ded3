import { organisationAccountOf } from '../books/accounts.ts'
import type { Memory } from './memory.ts'
import { type ArchivedRecord, type Change, onlyKey, type TransactionRecord } from './records.ts'
import type { ArchivedTable, Departure, Leaving } from './retention.ts'

/** What a batch moved: so many of the oldest transactions, and rows by key. */
type Moved = { transactions: number; rows: (readonly [ArchivedTable, key: string])[] }

/** What the archive notes of a batch, so that its second half can be made up for. */
export function noteOf({ transactions, rows }: Departure): string {
  const moved: Moved = {
    transactions: transactions.length,
    rows: rows.map(({ table, key }) => [table, key]),
  }
  return JSON.stringify(moved)
}

/**
 * The changes that take out of memory what was written to the archive, by its note. Of `leaving`, where it is known, rows
 * that changed in between stay.
 */
export function departures(
  memory: Memory,
  before: ArchivedRecord,
  { note, leaving = [] }: { note: string; leaving?: readonly Leaving[] },
): Change[] {
  const { transactions, rows } = JSON.parse(note) as Moved // we wrote it
  const changed = new Set(
    leaving.flatMap(({ table, key, row }) => (memory.tables[table].get(key) === row ? [] : key)),
  )
  const gone = memory.transactions.slice(0, transactions)
  const after: ArchivedRecord = {
    ...before,
    batch: before.batch + 1,
    transactions: before.transactions + transactions,
    replaces: null,
  }
  return [
    ...gone.map(({ id }): Change => ['transaction', id, null]),
    ...carriedForward(memory, gone),
    ...rows.flatMap(([table, key]): Change[] => (changed.has(key) ? [] : [[table, key, null]])),
    ['archived', onlyKey, after],
  ]
}

/** What every account of an organisation had before the first transaction in memory. */
export function sumsBefore({ tables: { forward, brought } }: Memory): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const [account, { cents }] of [...forward, ...brought]) {
    if (organisationAccountOf(account) === undefined) continue
    sums.set(account, (sums.get(account) ?? 0n) + cents)
  }
  return sums
}

function carriedForward(memory: Memory, gone: readonly TransactionRecord[]): Change[] {
  const { forward } = memory.tables
  const sums = new Map<string, bigint>()
  for (const { account, cents } of gone.flatMap(({ entries }) => entries)) {
    sums.set(account, (sums.get(account) ?? forward.get(account)?.cents ?? 0n) + cents)
  }
  return [...sums].map(([account, cents]) => ['forward', account, { account, cents }])
}
