import { randomUUID } from 'node:crypto'
import { openJournal } from './journal.ts'
import {
  applyChanges,
  clearMemory,
  createMemory,
  everyRow,
  type Memory,
  rowCount,
  type Tables,
} from './memory.ts'
import { migrateRows } from './migrate.ts'
import { type ArchivedRecord, type Change, onlyKey } from './records.ts'

/** The rows in memory with the file they are in. */
export type Store = {
  readonly memory: Memory
  /** In the file before in memory. @throws StateFileError, and then nothing of it happened. */
  write(changes: readonly Change[]): void
  /** Rewrites the file when it is much longer than it has to be. */
  tidy(): void
  /** Rewrites the file. */
  compact(): void
  /** Takes every row out, under another mark that names the last one. */
  clear(): void
  /** What the state knows of its archive. */
  mark(): ArchivedRecord
  close(): void
}

/** The file is rewritten when it is so much longer than it has to be: a start reads all of it. */
const surplusLinesMax = 50_000
const surplusBytesMax = 32 * 1024 * 1024

/** Opens the rows of a file, or of nothing without one. @throws StateFileError when it is damaged or cannot be used. */
export function openStore(stateFile: string | undefined): Store {
  const memory = createMemory()
  const { tables } = memory
  const apply = (changes: readonly Change[]) => applyChanges(memory, changes)
  const rowBefore = ([table, key]: Change) => tables[table].get(key)
  const journal =
    stateFile === undefined ? undefined : openJournal(stateFile, { onChanges: apply, rowBefore })
  if (journal?.isOlder) apply(migrateRows(tables))
  if (!tables.archived.has(onlyKey)) apply([newMark(null)])
  const length = { lines: 0, compactBytes: 0 }

  function compact(): void {
    if (journal === undefined) return
    journal.replace(everyRow(tables))
    length.lines = 1 + rowCount(tables) / 100
    length.compactBytes = journal.size
  }

  function mark(): ArchivedRecord {
    const row = tables.archived.get(onlyKey)
    if (row === undefined) throw new RangeError('The state has no mark')
    return row
  }

  compact()
  return {
    memory,
    mark,
    compact,
    write(changes) {
      journal?.append(changes)
      apply(changes)
      length.lines++
    },
    tidy() {
      const bytes = journal?.size ?? 0
      if (!isLong(tables, { ...length, bytes })) return
      // A disk too full for a second copy only keeps the file long; it is tried again later.
      length.lines = rowCount(tables)
      length.compactBytes = bytes
      compact()
    },
    clear() {
      const { id } = mark()
      clearMemory(memory)
      apply([newMark(id)])
      compact()
    },
    close: () => journal?.close(),
  }
}

function isLong(
  tables: Tables,
  { lines, bytes, compactBytes }: { lines: number; bytes: number; compactBytes: number },
): boolean {
  if (bytes > surplusBytesMax + 2 * compactBytes) return true
  // To count the rows takes longer than the rest of it.
  return lines > surplusLinesMax && lines > surplusLinesMax + rowCount(tables)
}

function newMark(replaces: string | null): Change {
  return ['archived', onlyKey, { id: randomUUID(), batch: 0, transactions: 0, replaces }]
}
