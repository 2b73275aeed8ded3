import { existsSync } from 'node:fs'
import { organisationAccountOf } from '../books/accounts.ts'
import { type Archive, openArchive } from './archive.ts'
import { writeEntries } from './archive-entries.ts'
import { writeRows } from './archive-rows.ts'
import { writeTransactions } from './archive-transactions.ts'
import { StateFileError } from './journal.ts'
import { type Change, onlyKey, type TransactionRecord } from './records.ts'
import {
  type ArchivedTable,
  createRetention,
  type Departure,
  type Leaving,
  type RetentionSizes,
} from './retention.ts'
import type { Store } from './store.ts'

/** Moves what is finished from memory and the file to the archive. */
export type Mover = {
  archive(): Archive | undefined
  /** Moves what is due, if anything is. @throws StateFileError, and then it is still where it was. */
  move(): void
  /** After the store was cleared. */
  clear(): void
  close(): void
}

type MoverOptions = { stateFile: string | undefined; sizes: RetentionSizes; nowMs(): number }

/** What a batch moved: so many of the oldest transactions, and rows by key. */
type Moved = { transactions: number; rows: (readonly [ArchivedTable, key: string])[] }

/**
 * Opens the archive where there is one. After a death between the two halves of a move (into the archive, out of the file)
 * the second half follows here.
 * @throws StateFileError when the archive is damaged, missing, or not of this state.
 */
export function createMover(store: Store, { stateFile, sizes, nowMs }: MoverOptions): Mover {
  const { memory, mark } = store
  const path = stateFile === undefined ? undefined : `${stateFile}.archive`
  const retention = createRetention(memory, sizes)
  let archive = path !== undefined && existsSync(path) ? openArchive(path, mark()) : undefined
  /** Rows of a move whose second half failed: those that changed since stay. */
  let halfDone: readonly Leaving[] = []
  /** What every account of an organisation had before the first transaction in memory, while that is known. */
  let sums: Map<string, bigint> | undefined

  try {
    check()
  } catch (error) {
    archive?.close()
    throw error
  }

  function check(): void {
    const { batch } = mark()
    const archived = archive?.batch ?? 0
    if (archive !== undefined && archived === batch + 1) {
      store.write(departed(archive.lastMoved(), []))
      return
    }
    if (archived === batch) return
    throw new StateFileError(
      `The simulator's state file ${stateFile} and its archive ${path} are not of the same time: put copies of both back, or move both away to start with new phones.`,
    )
  }

  /** The changes that take out of memory what was written to the archive. */
  function departed(moved: string, leaving: readonly Leaving[]): Change[] {
    const { transactions, rows } = JSON.parse(moved) as Moved // we wrote it
    const changed = new Set(
      leaving.flatMap(({ table, key, row }) => (memory.tables[table].get(key) === row ? [] : key)),
    )
    const gone = memory.transactions.slice(0, transactions)
    const before = mark()
    const after = {
      ...before,
      batch: before.batch + 1,
      transactions: before.transactions + transactions,
      replaces: null,
    }
    return [
      ...gone.map(({ id }): Change => ['transaction', id, null]),
      ...carriedForward(gone),
      ...rows.flatMap(([table, key]): Change[] => (changed.has(key) ? [] : [[table, key, null]])),
      ['archived', onlyKey, after],
    ]
  }

  function carriedForward(gone: readonly TransactionRecord[]): Change[] {
    const { forward } = memory.tables
    const sums = new Map<string, bigint>()
    for (const { account, cents } of gone.flatMap(({ entries }) => entries)) {
      sums.set(account, (sums.get(account) ?? forward.get(account)?.cents ?? 0n) + cents)
    }
    return [...sums].map(([account, cents]) => ['forward', account, { account, cents }])
  }

  function sumsBefore(): Map<string, bigint> {
    const { forward, brought } = memory.tables
    const before = new Map<string, bigint>()
    for (const [account, { cents }] of [...forward, ...brought]) {
      if (organisationAccountOf(account) === undefined) continue
      before.set(account, (before.get(account) ?? 0n) + cents)
    }
    return before
  }

  function moveBatch(door: Archive): void {
    // What failed half-way comes first.
    if (door.batch > mark().batch) store.write(departed(door.lastMoved(), halfDone))
    const leaving = retention.leaving(nowMs())
    if (leaving.transactions.length > 0 || leaving.rows.length > 0) {
      const moved = JSON.stringify(movedOf(leaving))
      door.writeBatch(moved, () => {
        const first = mark().transactions + 1
        writeTransactions(door, leaving.transactions, first)
        sums ??= sumsBefore()
        writeEntries(door, leaving.transactions, { first, sums })
        writeRows(door, leaving.rows)
      })
      halfDone = leaving.rows
      store.write(departed(moved, []))
      halfDone = []
    }
    retention.looked()
  }

  return {
    archive: () => archive,
    move() {
      try {
        while (retention.isDue()) {
          archive ??= openArchive(path, mark())
          moveBatch(archive)
        }
      } catch (error) {
        // Not again at once, with every change.
        retention.looked()
        sums = undefined
        throw error
      }
    },
    clear() {
      archive?.empty(mark().id)
      retention.looked()
      sums = undefined
    },
    close: () => archive?.close(),
  }
}

function movedOf({ transactions, rows }: Departure): Moved {
  return { transactions: transactions.length, rows: rows.map(({ table, key }) => [table, key]) }
}
