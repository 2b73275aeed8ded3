import type { Change, Entry, TransactionRecord } from './records.ts'
import {
  decodeTransaction,
  type EncodedTransaction,
  encodeTransaction,
} from './transaction-code.ts'

/** Changes as JSON. Only money has bigints; to look for them everywhere would be slow. */
export function encodeChanges(changes: readonly Change[]): string {
  return JSON.stringify(changes.map(encodeChange))
}

/** What {@link encodeChanges} wrote, today's form or the older one. */
export function decodeChanges(text: string): Change[] {
  const changes: Change[] = JSON.parse(text)
  return changes.map(decodeChange)
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
