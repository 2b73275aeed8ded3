import type { Change, Entry, TableName, TransactionRecord } from './records.ts'
import {
  decodeTransaction,
  type EncodedTransaction,
  encodeTransaction,
} from './transaction-code.ts'

/** A row as it was before all changes of one set; undefined where there was none, or nobody knows. */
export type RowBefore = (change: Change) => object | undefined

/**
 * Changes as JSON. A row that was there before is written as the fields that are others now, with a 1 behind them: a row
 * changes several times in its life and most of it stays as it was.
 */
export function encodeChanges(changes: readonly Change[], rowBefore: RowBefore): string {
  return JSON.stringify(
    changes.map((change) => differenceOf(change, rowBefore) ?? encodeChange(change)),
  )
}

/** What {@link encodeChanges} wrote when the rows before were the same; today's form or the older one. */
export function decodeChanges(text: string, rowBefore: RowBefore): Change[] {
  const changes: (Change | [...Change, 1])[] = JSON.parse(text)
  return changes.map((change) => {
    if (change.length === 3) return decodeChange(change)
    const [table, key, fields] = change
    return [table, key, { ...rowBefore([table, key, null]), ...fields }] as Change // the fields are of that row
  })
}

function differenceOf(change: Change, rowBefore: RowBefore): unknown {
  const [table, key, row] = change
  if (row === null || hasMoney(table)) return undefined
  const fields = changedFields(rowBefore(change), row)
  return fields && [table, key, fields, 1]
}

/** The fields of a row that are not the same; undefined where it has others. Rows are never changed in place. */
function changedFields(before: object | undefined, after: object): object | undefined {
  if (before === undefined) return undefined
  const old = before as Record<string, unknown> // any row will do
  const row = after as Record<string, unknown> // the same
  const changed: Record<string, unknown> = {}
  let more = 0
  for (const name in row) {
    more++
    const value = row[name]
    if (old[name] === value) continue
    // JSON would leave it out.
    if (value === undefined || !(name in old)) return undefined
    changed[name] = value
  }
  for (const _ in old) more--
  return more === 0 ? changed : undefined
}

/** Only money has bigints; to look for them everywhere would be slow. */
function hasMoney(table: TableName): boolean {
  return table === 'transaction' || table === 'forward' || table === 'brought'
}

export function encodeChange(change: Change): unknown {
  const [table, key, row] = change
  if (row === null) return change
  if (table === 'transaction') return [table, key, encodeTransaction(row)]
  if (table === 'forward' || table === 'brought') {
    return [table, key, { account: row.account, cents: Number(row.cents) }]
  }
  return change
}

export function decodeChange(change: Change): Change {
  const [table, key, row] = change
  if (row === null) return change
  if (table === 'transaction') {
    const encoded = row as unknown as EncodedTransaction | OlderTransaction // as encodeChange made it, or the older form
    return Array.isArray(encoded)
      ? [table, key, decodeTransaction(encoded as EncodedTransaction)]
      : [table, key, decodeOlder(encoded as OlderTransaction)]
  }
  if (table === 'forward' || table === 'brought') {
    const { account, cents } = row as unknown as EncodedEntry // as encodeChange made it, or the older form
    return [table, key, { account, cents: decodeCents(cents) }]
  }
  return change
}

/** The older form had `{"bigint":"12"}` for every bigint. */
type EncodedEntry = { account: string; cents: number | { bigint: string } }
type OlderTransaction = Omit<TransactionRecord, 'entries'> & { entries: EncodedEntry[] }

function decodeOlder({ entries, ...rest }: OlderTransaction): TransactionRecord {
  return {
    ...rest,
    entries: entries.map(({ account, cents }): Entry => ({ account, cents: decodeCents(cents) })),
  }
}

function decodeCents(cents: number | { bigint: string }): bigint {
  return BigInt(typeof cents === 'number' ? cents : cents.bigint)
}
