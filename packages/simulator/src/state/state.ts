import type { Journal } from './journal.ts'
import { openJournal, StateFileError } from './journal.ts'
import type { Change, MessageRecord, Rows, TableName, TransactionRecord } from './records.ts'

type Tables = { readonly [Table in TableName]: ReadonlyMap<string, Rows[Table]> }

/** Everything the simulator knows. Rows are never changed in place, only replaced through `commit`. */
export type State = {
  readonly tables: Tables
  /** Cents in an account of the books; 0 for one that never moved. */
  balanceOf(account: string): bigint
  /** A subscriber's messages, oldest first, undelivered ones included. */
  messagesOf(msisdn: string): readonly MessageRecord[]
  /** Writes rows that belong together: all of them or none, in the file before in memory. */
  commit(changes: readonly Change[]): void
  close(): void
}

/** Kept in memory and in the file; what is older is dropped, money as a sum carried forward. */
export const keptMax = { messagesEach: 200, pushes: 20_000, transactions: 100_000, tokens: 1_000 }

/** The file is rewritten when it holds this many lines more than there are rows. */
const surplusLinesMax = 50_000

type Memory = {
  tables: { [Table in TableName]: Map<string, Rows[Table]> }
  /** Sums of the entries, carried-forward ones included. */
  balances: Map<string, bigint>
  inboxes: Map<string, MessageRecord[]>
}

/** Opens the state of a file, or one in memory without a file. */
export function openState(stateFile: string | undefined): State {
  const tables = emptyTables()
  const balances = new Map<string, bigint>()
  const inboxes = new Map<string, MessageRecord[]>()
  let journal: Journal | undefined
  let lines = 0

  const apply = (changes: readonly Change[]) => {
    for (const change of changes) applyChange({ tables, balances, inboxes }, change)
  }

  function compact(): void {
    journal?.replace(everyRow(tables))
    lines = 1 + rowCount(tables) / 100
  }

  function compactIfPossible(): void {
    try {
      compact()
    } catch (error) {
      // The change itself is in the file. A disk too full for a second copy only keeps the file long; try again later.
      if (!(error instanceof StateFileError)) throw error
      lines = rowCount(tables)
    }
  }

  if (stateFile !== undefined) {
    const opened = openJournal(stateFile, apply)
    journal = opened
    lines = opened.lines
    compact()
  }

  return {
    tables,
    balanceOf: (account) => balances.get(account) ?? 0n,
    messagesOf: (msisdn) => inboxes.get(msisdn) ?? [],
    commit(changes) {
      journal?.append(changes)
      apply(changes)
      lines++
      if (lines > surplusLinesMax + rowCount(tables)) compactIfPossible()
    },
    close: () => journal?.close(),
  }
}

function applyChange({ tables, balances, inboxes }: Memory, change: Change): void {
  const [table, key, row] = change
  const rows = tables[table] as Map<string, unknown> // table and row come as one union member
  const before = rows.get(key)
  if (row === null) rows.delete(key)
  else rows.set(key, row)
  switch (table) {
    case 'transaction':
      addEntries(balances, before as TransactionRecord | undefined, -1n)
      addEntries(balances, row, 1n)
      break
    case 'forward':
      add(balances, key, -((before as Rows['forward'] | undefined)?.cents ?? 0n))
      add(balances, key, row?.cents ?? 0n)
      break
    case 'message':
      updateInbox(inboxes, key, before as MessageRecord | undefined, row)
      break
    case 'meta':
    case 'settings':
    case 'faults':
    case 'token':
    case 'subscriber':
    case 'push':
    case 'scheduled':
      break
  }
}

function emptyTables(): Memory['tables'] {
  return {
    meta: new Map(),
    settings: new Map(),
    faults: new Map(),
    token: new Map(),
    subscriber: new Map(),
    push: new Map(),
    scheduled: new Map(),
    message: new Map(),
    transaction: new Map(),
    forward: new Map(),
  }
}

function* everyRow(tables: Tables): Generator<Change> {
  for (const [table, rows] of Object.entries(tables)) {
    for (const [key, row] of rows) yield [table, key, row] as unknown as Change // Object.entries forgets which rows belong to which table
  }
}

function rowCount(tables: Tables): number {
  return Object.values(tables).reduce((sum, rows) => sum + rows.size, 0)
}

function addEntries(
  balances: Map<string, bigint>,
  transaction: TransactionRecord | null | undefined,
  sign: 1n | -1n,
): void {
  for (const { account, cents } of transaction?.entries ?? []) add(balances, account, sign * cents)
}

function add(balances: Map<string, bigint>, account: string, cents: bigint): void {
  balances.set(account, (balances.get(account) ?? 0n) + cents)
}

function updateInbox(
  inboxes: Map<string, MessageRecord[]>,
  id: string,
  before: MessageRecord | undefined,
  after: MessageRecord | null,
): void {
  const msisdn = (after ?? before)?.msisdn
  if (msisdn === undefined) return
  const inbox = inboxes.get(msisdn) ?? []
  inboxes.set(msisdn, inbox)
  if (before === undefined && after !== null) {
    inbox.push(after)
    return
  }
  const index = inbox.findIndex((message) => message.id === id)
  if (after === null) inbox.splice(index, 1)
  else inbox[index] = after
}
