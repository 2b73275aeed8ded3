import type { Archive } from './archive.ts'
import { StateFileError } from './journal.ts'
import { lockStateFile } from './lock.ts'
import type { Tables } from './memory.ts'
import { createMover, type Mover } from './mover.ts'
import type { Change, MessageRecord, TransactionRecord } from './records.ts'
import { defaultSizes, type RetentionSizes } from './retention.ts'
import { openStore, type Store } from './store.ts'

/** Everything the simulator knows. Rows are never changed in place, only replaced through `commit`. */
export type State = {
  /** Rows in memory: all of them, but of pushes, operations, messages and transactions only the latest (see `find…`). */
  readonly tables: Tables
  /** Transactions in memory, in order. */
  readonly transactions: readonly TransactionRecord[]
  /** How many came before them and are in the archive. */
  readonly archivedTransactions: number
  /** Cents in an account of the books; 0 for one that never moved. */
  balanceOf(account: string): bigint
  /** Every account that ever moved. */
  accounts(): Iterable<string>
  /** The latest messages of a subscriber, oldest first, undelivered ones included. */
  messagesOf(msisdn: string): readonly MessageRecord[]
  /** What the archive says; undefined while there is none. */
  fromArchive<T>(read: (archive: Archive) => T): T | undefined
  /** Writes rows that belong together: all of them or none, in the file before in memory. */
  commit(changes: readonly Change[]): void
  /** Puts these rows in the place of all there are; sums of archived transactions count, without the transactions. */
  replaceAll(rows: Iterable<Change>): void
  close(): void
}

export type StateOptions = {
  /** Without one everything is in memory. The archive is beside it, `<stateFile>.archive`. */
  stateFile?: string | undefined
  nowMs(): number
  sizes?: RetentionSizes
  /** Hears, in a sentence, of trouble that stops nobody. */
  onTrouble?(sentence: string): void
}

/** Access tokens that are remembered. */
export const tokensMax = 1_000

/** Rows that are put in the place of others go in steps of this many. */
const replacedAtOnce = 500

/**
 * Opens the state of a file, or one in memory without a file.
 * @throws StateFileError when the file or its archive is damaged, cannot be used, or is another simulator's.
 */
export function openState({
  stateFile,
  nowMs,
  sizes = defaultSizes,
  onTrouble = () => undefined,
}: StateOptions): State {
  const unlock = stateFile === undefined ? () => undefined : lockStateFile(stateFile)
  let store: Store | undefined
  try {
    store = openStore(stateFile)
    const mover = createMover(store, { stateFile, sizes, nowMs })
    return createState(store, mover, { onTrouble, unlock })
  } catch (error) {
    store?.close()
    unlock()
    throw error
  }
}

function createState(
  store: Store,
  mover: Mover,
  { onTrouble, unlock }: { onTrouble(sentence: string): void; unlock(): void },
): State {
  const { memory, mark } = store
  const { balances, inboxes } = memory

  /** The change itself is written: what does not go well now is tried again later. */
  function tidy(): void {
    try {
      mover.move()
      store.tidy()
    } catch (error) {
      if (!(error instanceof StateFileError)) throw error
      onTrouble(error.message)
    }
  }

  function commit(changes: readonly Change[]): void {
    store.write(changes)
    tidy()
  }

  return {
    tables: memory.tables,
    transactions: memory.transactions,
    get archivedTransactions() {
      return mark().transactions
    },
    balanceOf: (account) => balances.get(account) ?? 0n,
    accounts: () => balances.keys(),
    messagesOf: (msisdn) => inboxes.get(msisdn) ?? [],
    fromArchive(read) {
      const archive = mover.archive()
      return archive === undefined ? undefined : read(archive)
    },
    commit,
    replaceAll(rows) {
      store.clear()
      mover.clear()
      for (const some of inSteps(withoutArchive([...rows]))) commit(some)
      store.compact()
    },
    close: () => closeState(store, mover, unlock),
  }
}

function closeState(store: Store, mover: Mover, unlock: () => void): void {
  try {
    store.compact()
  } catch (error) {
    // The file is only longer than it has to be.
    if (!(error instanceof StateFileError)) throw error
  }
  mover.close()
  store.close()
  unlock()
}

/** Rows as they are for a state that has no archive yet, the sums before the transactions that follow on them. */
function withoutArchive(rows: readonly Change[]): Change[] {
  const sums = new Map<string, bigint>()
  for (const [table, key, row] of rows) {
    if (row === null || (table !== 'forward' && table !== 'brought')) continue
    sums.set(key, (sums.get(key) ?? 0n) + row.cents)
  }
  const others = rows.filter(
    ([table]) => table !== 'archived' && table !== 'forward' && table !== 'brought',
  )
  return [
    ...[...sums].map(([account, cents]): Change => ['brought', account, { account, cents }]),
    ...others,
  ]
}

function* inSteps(rows: Iterable<Change>): Generator<Change[]> {
  let some: Change[] = []
  for (const row of rows) {
    some.push(row)
    if (some.length < replacedAtOnce) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
