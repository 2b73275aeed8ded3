import { existsSync } from 'node:fs'
import { type Archive, openArchive } from './archive.ts'
import { writeEntries } from './archive-entries.ts'
import { writeRows } from './archive-rows.ts'
import { writeTransactions } from './archive-transactions.ts'
import { departures, noteOf, sumsBefore } from './departures.ts'
import { StateFileError } from './journal.ts'
import { createRetention, type Departure, type Leaving, type RetentionSizes } from './retention.ts'
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

/**
 * Opens the archive where there is one, and finishes what a death left half moved.
 * @throws StateFileError when the archive is damaged, missing, or not of this state.
 */
export function createMover(store: Store, { stateFile, sizes, nowMs }: MoverOptions): Mover {
  const { memory, mark } = store
  const path = stateFile === undefined ? undefined : `${stateFile}.archive`
  const retention = createRetention(memory, sizes)
  let archive = openExisting(store, path)
  /** Rows of a move whose second half failed. */
  let halfDone: readonly Leaving[] = []
  /** What every account of an organisation had before the first transaction in memory, while that is known. */
  let sums: Map<string, bigint> | undefined

  function moveBatch(door: Archive): void {
    if (door.batch > mark().batch) {
      store.write(departures(memory, mark(), { note: door.lastMoved(), leaving: halfDone }))
    }
    const leaving = retention.leaving(nowMs())
    if (leaving.transactions.length > 0 || leaving.rows.length > 0) {
      sums ??= sumsBefore(memory)
      writeBatch(door, leaving, { first: mark().transactions + 1, sums })
      halfDone = leaving.rows
      store.write(departures(memory, mark(), { note: noteOf(leaving) }))
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

/** A batch in the archive: all of it or none. `sums` is moved on by its entries. */
function writeBatch(
  archive: Archive,
  leaving: Departure,
  { first, sums }: { first: number; sums: Map<string, bigint> },
): void {
  archive.writeBatch(noteOf(leaving), () => {
    writeTransactions(archive, leaving.transactions, first)
    writeEntries(archive, leaving.transactions, { first, sums })
    writeRows(archive, leaving.rows)
  })
}

/**
 * The archive that is there already. A death between the two halves of a move (into the archive, out of the file) left a
 * batch in both: it leaves the file now.
 */
function openExisting(store: Store, path: string | undefined): Archive | undefined {
  const { memory, mark } = store
  const archive = path !== undefined && existsSync(path) ? openArchive(path, mark()) : undefined
  const { batch } = mark()
  const archived = archive?.batch ?? 0
  if (archived === batch) return archive
  try {
    if (archive === undefined || archived !== batch + 1) throw notOfTheSameTime(path)
    store.write(departures(memory, mark(), { note: archive.lastMoved() }))
    return archive
  } catch (error) {
    archive?.close()
    throw error
  }
}

function notOfTheSameTime(path: string | undefined): StateFileError {
  return new StateFileError(
    `The simulator's archive ${path} and the state file beside it are not of the same time: put copies of both back, or move both away to start with new phones.`,
  )
}
