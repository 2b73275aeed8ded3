import { randomUUID } from 'node:crypto'
import { type Journal, openJournal } from './journal.ts'
import {
  applyChange,
  clearMemory,
  createMemory,
  everyRow,
  type Memory,
  rowCount,
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
  let journal: Journal | undefined
  let lines = 0
  let compactBytes = 0

  const apply = (changes: readonly Change[]) => {
    for (const change of changes) applyChange(memory, change)
  }

  function compact(): void {
    if (journal === undefined) return
    journal.replace(everyRow(tables))
    lines = 1 + rowCount(tables) / 100
    compactBytes = journal.size
  }

  if (stateFile !== undefined) {
    const opened = openJournal(stateFile, apply)
    journal = opened
    if (opened.isOlder) apply(migrateRows(tables))
  }
  if (!tables.archived.has(onlyKey)) apply([newMark(null)])
  compact()

  function mark(): ArchivedRecord {
    const row = tables.archived.get(onlyKey)
    if (row === undefined) throw new RangeError('The state has no mark')
    return row
  }

  return {
    memory,
    mark,
    compact,
    write(changes) {
      journal?.append(changes)
      apply(changes)
      lines++
    },
    tidy() {
      const bytes = journal?.size ?? 0
      // To count the rows takes longer than the rest of it.
      const isLong =
        bytes > surplusBytesMax + 2 * compactBytes ||
        (lines > surplusLinesMax && lines > surplusLinesMax + rowCount(tables))
      if (!isLong) return
      // A disk too full for a second copy only keeps the file long; it is tried again later.
      lines = rowCount(tables)
      compactBytes = bytes
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

function newMark(replaces: string | null): Change {
  return ['archived', onlyKey, { id: randomUUID(), batch: 0, transactions: 0, replaces }]
}
