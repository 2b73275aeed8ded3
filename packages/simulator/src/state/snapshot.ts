import { crc32 } from 'node:zlib'
import { decodeChange, encodeChange } from './change-code.ts'
import { everyRowOf } from './find.ts'
import { everyTransaction } from './find-transactions.ts'
import { everyRow } from './memory.ts'
import { type Change, tableNames } from './records.ts'
import { archivedTables, retentions } from './retention.ts'
import type { State } from './state.ts'

/**
 * Everything a simulator knows, archive included, as JSON. It holds PINs, passkeys and keys, as the state file does.
 */
export type StateSnapshot = {
  hazinaSnapshot: 1
  takenAt: string
  rows: readonly unknown[]
  /** Of the rows as they were written: what somebody changed by hand is no world that could have been. */
  checksum: string
}

/** Reads rows as they go by, and then says their checksum. */
export function createChecksum(): { add(rowText: string): void; end(): string } {
  let sum = 0
  return {
    add(rowText) {
      sum = crc32(rowText, sum)
    },
    end: () => sum.toString(16).padStart(8, '0'),
  }
}

/** A state as a snapshot. */
export function takeSnapshot(state: State, takenAt: Date): StateSnapshot {
  const rows = [...snapshotRows(state)]
  return {
    hazinaSnapshot: 1,
    takenAt: takenAt.toISOString(),
    rows,
    checksum: checksumOf(rows),
  }
}

function checksumOf(rows: readonly unknown[]): string {
  const checksum = createChecksum()
  for (const row of rows) checksum.add(JSON.stringify(row))
  return checksum.end()
}

/** The rows of a state one by one, as {@link StateSnapshot} has them. */
export function* snapshotRows(state: State): Generator<unknown> {
  for (const change of everyRow(state.tables)) {
    const [table] = change
    if (!isMovable(table)) yield encodeChange(change)
  }
  for (const table of archivedTables) {
    for (const row of everyRowOf(state, table)) yield [table, idOf(table, row), row]
  }
  for (const row of everyTransaction(state)) yield encodeChange(['transaction', row.id, row])
}

/** When a snapshot was taken, and the changes in it; undefined when it is none, of another version, or was changed since. */
export function readSnapshot(
  snapshot: unknown,
): { takenAtMs: number; changes: Change[] } | undefined {
  if (typeof snapshot !== 'object' || snapshot === null) return undefined
  const { hazinaSnapshot, takenAt, rows, checksum } = snapshot as Partial<StateSnapshot> // every part is looked at
  const takenAtMs = Date.parse(String(takenAt))
  if (!Array.isArray(rows) || checksumOf(rows) !== checksum) return undefined
  const changes = readRows(rows)
  if (hazinaSnapshot !== 1 || changes === undefined || Number.isNaN(takenAtMs)) return undefined
  return { takenAtMs, changes }
}

/** The changes of rows as a snapshot has them; undefined when they are none. */
export function readRows(rows: unknown): Change[] | undefined {
  if (!Array.isArray(rows)) return undefined
  try {
    return rows.every(isRow) ? rows.map((row) => decodeChange(row)) : undefined
  } catch {
    // What is not shaped like money cannot be read as money.
    return undefined
  }
}

function isRow(row: unknown): row is Change {
  return (
    Array.isArray(row) &&
    row.length === 3 &&
    (tableNames as readonly unknown[]).includes(row[0]) &&
    typeof row[1] === 'string' &&
    typeof row[2] === 'object' &&
    row[2] !== null
  )
}

/** Rows that may be in the archive too are read from both, and its sums follow from them. */
function isMovable(table: Change[0]): boolean {
  return (
    table === 'archived' ||
    table === 'forward' ||
    table === 'transaction' ||
    (archivedTables as readonly string[]).includes(table)
  )
}

function idOf<Table extends (typeof archivedTables)[number]>(
  table: Table,
  row: Parameters<(typeof retentions)[Table]['id']>[0],
): string {
  const { id } = retentions[table] as { id(given: typeof row): string } // of the same table
  return id(row)
}
