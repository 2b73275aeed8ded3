import {
  archivedRow,
  archivedRowsBefore,
  archivedRowsInOrder,
  archivedRowsWith,
} from './archive-rows.ts'
import type { Rows } from './records.ts'
import { type ArchivedTable, retentions } from './retention.ts'
import type { State } from './state.ts'

export type Page<Row> = {
  /** Newest first. */
  items: readonly Row[]
  /** Null on the last page. */
  nextCursor: string | null
}

export type PageQuery = {
  /** Where the last page ended. */
  cursor?: string | undefined
  /** Default 50, at most 1,000. */
  limit?: number | undefined
}

/** A push, operation or message by its id, in memory or in the archive. */
export function findRow<Table extends ArchivedTable>(
  state: State,
  table: Table,
  key: string,
): Rows[Table] | undefined {
  return (
    rowsOf(state, table).get(key) ??
    state.fromArchive((archive) => archivedRow(archive, table, key))
  )
}

/**
 * The rows with one of the keys of their table (see `retentions`), oldest first: an operation by its
 * OriginatorConversationID, pushes and messages of a phone, …
 */
export function findRowsWith<Table extends ArchivedTable>(
  state: State,
  table: Table,
  key: readonly [name: string, value: string],
): Rows[Table][] {
  const [name, value] = key
  const hasKey = (row: Rows[Table]) =>
    retentions[table].keys(row).some(([own, held]) => own === name && held === value)
  const inMemory = rowsOf(state, table)
  const archived = state.fromArchive((archive) => archivedRowsWith(archive, table, key)) ?? []
  const fresh = [...inMemory.values()].filter(hasKey)
  // A row that came back to memory counts as it is there.
  return [...archived.filter((row) => !inMemory.has(idOf(table, row))), ...fresh]
}

/** A page of all rows of a table, newest first. @throws RangeError when the cursor is none of ours. */
export function pageOfRows<Table extends ArchivedTable>(
  state: State,
  table: Table,
  { cursor, limit }: PageQuery,
): Page<Rows[Table]> {
  const count = pageSize(limit)
  const before = cursor === undefined ? end : parseCursor(cursor)
  const inMemory = rowsOf(state, table)
  const { atMs } = retentions[table]
  const placed = [...inMemory].map(([id, row]) => ({ id, atMs: atMs(row), row }))
  const archived = (
    state.fromArchive((archive) =>
      archivedRowsBefore(archive, table, { before, limit: count + 1 }),
    ) ?? []
  ).map(({ key, row }) => ({ id: key, atMs: atMs(row), row }))
  const items = [...placed, ...archived.filter(({ id }) => !inMemory.has(id))]
    .filter((place) => isBefore(place, before))
    .sort((a, b) => (isBefore(a, b) ? 1 : -1))
  const page = items.slice(0, count)
  const last = page.at(-1)
  // A full page of the archive may have lost rows to memory; then the next page tells whether there are more.
  const hasMore = items.length > count || archived.length > count
  return {
    items: page.map(({ row }) => row),
    nextCursor: hasMore && last !== undefined ? `${last.atMs}:${last.id}` : null,
  }
}

/** Every row of a table: the archived ones first. For tests and exports; it reads the whole archive. */
export function* everyRowOf<Table extends ArchivedTable>(
  state: State,
  table: Table,
): Generator<Rows[Table]> {
  const inMemory = rowsOf(state, table)
  const archived = state.fromArchive((archive) => archivedRowsInOrder(archive, table)) ?? []
  for (const { key, row } of archived) if (!inMemory.has(key)) yield row
  yield* inMemory.values()
}

/** How many items a page has that asks for so many. */
export function pageSize(limit: number | undefined): number {
  return Math.min(Math.max(1, Math.floor(limit ?? 50)), 1_000)
}

type Place = { atMs: number; id: string }

const end: Place = { atMs: Number.MAX_SAFE_INTEGER, id: '' }

function isBefore(a: Place, b: Place): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.id < b.id)
}

function parseCursor(cursor: string): Place {
  const match = /^(\d{1,16}):(.*)$/s.exec(cursor)
  if (match === null) throw new RangeError('The cursor is none that a page gave')
  return { atMs: Number(match[1]), id: match[2] ?? '' }
}

function rowsOf<Table extends ArchivedTable>(
  state: State,
  table: Table,
): ReadonlyMap<string, Rows[Table]> {
  return state.tables[table] as ReadonlyMap<string, Rows[Table]> // the table of that name
}

function idOf<Table extends ArchivedTable>(table: Table, row: Rows[Table]): string {
  return retentions[table].id(row)
}
