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

/** When a snapshot was taken, and the changes in it; undefined when it is none, or of another version. */
export function readSnapshot(
  snapshot: unknown,
): { takenAtMs: number; changes: Change[] } | undefined {
  if (typeof snapshot !== 'object' || snapshot === null) return undefined
  const { hazinaSnapshot, takenAt, rows } = snapshot as Partial<StateSnapshot> // every part is looked at
  const takenAtMs = Date.parse(String(takenAt))
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
