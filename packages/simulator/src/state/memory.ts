import {
  type Change,
  type MessageRecord,
  type Rows,
  type TableName,
  type TransactionRecord,
  tableNames,
} from './records.ts'

export type Tables = { readonly [Table in TableName]: ReadonlyMap<string, Rows[Table]> }

/** Messages of one subscriber that stay in memory. */
export const inboxMax = 50

/** The rows at hand, with what is kept up to date beside them. */
export type Memory = {
  tables: { [Table in TableName]: Map<string, Rows[Table]> }
  /** Sums of the entries, carried-forward ones included. */
  balances: Map<string, bigint>
  /** Transactions in the order in which they happened. */
  transactions: TransactionRecord[]
  /** So many of the first of them are about to be taken out. */
  leaving: number
  /** Messages by subscriber, oldest first. */
  inboxes: Map<string, MessageRecord[]>
  /** Subscribers with more messages than stay in memory, and how many that are in all. */
  fullInboxes: Set<string>
  surplusMessages: number
  /** How many rows in `scheduled` are about each subject. */
  subjects: Map<string, number>
}

export function createMemory(): Memory {
  return {
    tables: Object.fromEntries(tableNames.map((name) => [name, new Map()])) as Memory['tables'], // a map for every name
    balances: new Map(),
    transactions: [],
    leaving: 0,
    inboxes: new Map(),
    fullInboxes: new Set(),
    surplusMessages: 0,
    subjects: new Map(),
  }
}

/** Forgets every row; the maps stay the ones they are. */
export function clearMemory(memory: Memory): void {
  for (const rows of Object.values(memory.tables)) rows.clear()
  memory.balances.clear()
  memory.transactions.length = 0
  memory.inboxes.clear()
  memory.fullInboxes.clear()
  memory.surplusMessages = 0
  memory.subjects.clear()
}

/** Writes rows. */
export function applyChanges(memory: Memory, changes: Iterable<Change>): void {
  for (const change of changes) applyChange(memory, change)
  // One by one they would move all others each time.
  if (memory.leaving > 0) memory.transactions.splice(0, memory.leaving)
  memory.leaving = 0
}

function applyChange(memory: Memory, change: Change): void {
  const [table, key, row] = change
  const rows = memory.tables[table] as Map<string, unknown> // table and row come as one union member
  const before = rows.get(key)
  if (row === null) rows.delete(key)
  else rows.set(key, row)
  if (table === 'transaction') {
    updateTransactions(memory, before as TransactionRecord | undefined, row)
  } else if (table === 'forward' || table === 'brought') {
    add(memory.balances, key, -((before as Rows['forward'] | undefined)?.cents ?? 0n))
    add(memory.balances, key, row?.cents ?? 0n)
  } else if (table === 'message') {
    updateInbox(memory, key, before as MessageRecord | undefined, row)
  } else if (table === 'scheduled') {
    countSubject(memory, (before as Rows['scheduled'] | undefined)?.subject, -1)
    countSubject(memory, row?.subject, 1)
  }
}

/** Every row, table by table. */
export function* everyRow(tables: Tables): Generator<Change> {
  for (const [table, rows] of Object.entries(tables)) {
    for (const [key, row] of rows) yield [table, key, row] as unknown as Change // Object.entries forgets which rows belong to which table
  }
}

export function rowCount(tables: Tables): number {
  return Object.values(tables).reduce((sum, rows) => sum + rows.size, 0)
}

function updateTransactions(
  memory: Memory,
  before: TransactionRecord | undefined,
  after: TransactionRecord | null,
): void {
  const { transactions, balances, leaving } = memory
  addEntries(balances, before, -1n)
  addEntries(balances, after, 1n)
  if (before === undefined) {
    if (after !== null) transactions.push(after)
    return
  }
  // Those that leave are the oldest.
  if (after === null && transactions[leaving] === before) {
    memory.leaving++
    return
  }
  const index = transactions.indexOf(before)
  if (after === null) transactions.splice(index, 1)
  else transactions[index] = after
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
  memory: Memory,
  id: string,
  before: MessageRecord | undefined,
  after: MessageRecord | null,
): void {
  const msisdn = (after ?? before)?.msisdn
  if (msisdn === undefined) return
  const inbox = memory.inboxes.get(msisdn) ?? []
  memory.inboxes.set(msisdn, inbox)
  memory.surplusMessages -= surplusOf(inbox)
  if (before === undefined && after !== null) inbox.push(after)
  else {
    const index = inbox.findIndex((message) => message.id === id)
    if (after === null) inbox.splice(index, 1)
    else inbox[index] = after
  }
  memory.surplusMessages += surplusOf(inbox)
  if (surplusOf(inbox) > 0) memory.fullInboxes.add(msisdn)
  else memory.fullInboxes.delete(msisdn)
}

function surplusOf(inbox: readonly MessageRecord[]): number {
  return Math.max(0, inbox.length - inboxMax)
}

function countSubject({ subjects }: Memory, subject: string | undefined, difference: number): void {
  if (subject === undefined) return
  const count = (subjects.get(subject) ?? 0) + difference
  if (count > 0) subjects.set(subject, count)
  else subjects.delete(subject)
}
