import type { Archive } from './archive.ts'
import type { Rows } from './records.ts'
import { type ArchivedTable, type Leaving, retentions } from './retention.ts'
import { keyWord, keyWords } from './words.ts'

type ItemRow = { id: string; at_ms: number; row: string }

/** Writes finished rows. One that was here before and came back to memory in between takes its old place. */
export function writeRows(archive: Archive, rows: readonly Leaving[]): void {
  const last = archive.get<{ seq: number }>('select coalesce(max(seq), 0) as seq from item')
  let seq = last?.seq ?? 0
  const words: [seq: number, words: string][] = []
  for (const leaving of rows) {
    const { table, key } = leaving
    const { atMs, words: own } = described(leaving)
    const text = JSON.stringify(leaving.row)
    const isNew = archive.run(
      'insert or ignore into item values (?, ?, ?, ?, ?)',
      ++seq,
      table,
      key,
      atMs,
      text,
    )
    if (isNew === 0) {
      const sql = 'update item set row = ?, at_ms = ? where kind = ? and id = ?'
      archive.run(sql, text, atMs, table, key)
      continue
    }
    words.push([seq, own])
  }
  // Short rows go in together: each call costs as much as the writing.
  archive.run(
    'insert into item_words (rowid, words) select value->>0, value->>1 from json_each(?)',
    JSON.stringify(words),
  )
}

/** An archived row. */
export function archivedRow<Table extends ArchivedTable>(
  archive: Archive,
  table: Table,
  key: string,
): Rows[Table] | undefined {
  const sql = 'select id, at_ms, row from item where kind = ? and id = ?'
  const found = archive.get<ItemRow>(sql, table, key)
  return found && parse<Table>(found)
}

/** Archived rows with one of the keys of their table, oldest first, at most 1,000. */
export function archivedRowsWith<Table extends ArchivedTable>(
  archive: Archive,
  table: Table,
  [name, value]: readonly [name: string, value: string],
): Rows[Table][] {
  return archive
    .all<ItemRow>(
      // The plus signs keep SQLite from going through everything of this kind in the order of time.
      `select id, at_ms, row from item where +kind = ? and seq in (
        select rowid from item_words where item_words match ? order by rowid desc limit 1000
      ) order by +at_ms, id`,
      table,
      `"${keyWord(name, value)}"`,
    )
    .map((found) => parse<Table>(found))
    .filter((row) =>
      retentions[table].keys(row).some(([own, held]) => own === name && held === value),
    )
}

/** Archived rows before an instant (and, at that instant, before an id), newest first. */
export function archivedRowsBefore<Table extends ArchivedTable>(
  archive: Archive,
  table: Table,
  { before, limit }: { before: { atMs: number; id: string }; limit: number },
): { key: string; row: Rows[Table] }[] {
  const sql = `select id, at_ms, row from item where kind = ? and (at_ms, id) < (?, ?)
    order by at_ms desc, id desc limit ?`
  return archive
    .all<ItemRow>(sql, table, before.atMs, before.id, limit)
    .map((found) => ({ key: found.id, row: parse<Table>(found) }))
}

/** Every archived row of a table in the order in which they came here. */
export function* archivedRowsInOrder<Table extends ArchivedTable>(
  archive: Archive,
  table: Table,
): Generator<{ key: string; row: Rows[Table] }> {
  for (let after = 0; ; ) {
    const rows = archive.all<ItemRow & { seq: number }>(
      'select seq, id, at_ms, row from item where seq > ? and kind = ? order by seq limit 1000',
      after,
      table,
    )
    for (const found of rows) yield { key: found.id, row: parse<Table>(found) }
    const end = rows.at(-1)
    if (end === undefined) return
    after = end.seq
  }
}

function described<Table extends ArchivedTable>({
  table,
  row,
}: Leaving<Table>): { atMs: number; words: string } {
  const { atMs, keys } = retentions[table]
  return { atMs: atMs(row), words: keyWords(keys(row)).join(' ') }
}

function parse<Table extends ArchivedTable>({ row }: ItemRow): Rows[Table] {
  return JSON.parse(row) as Rows[Table] // we wrote it
}
