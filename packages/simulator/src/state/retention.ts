import type { Memory } from './memory.ts'
import { inboxMax } from './memory.ts'
import type { Rows, TransactionRecord } from './records.ts'

/** Tables whose finished rows move to the archive, beside the transactions. */
export const archivedTables = ['push', 'operation', 'message'] as const
export type ArchivedTable = (typeof archivedTables)[number]

/** How a table is archived. */
type Retention<Row> = {
  id(row: Row): string
  atMs(row: Row): number
  /** What its rows are found by, beside their id. */
  keys(row: Row): readonly (readonly [name: string, value: string | null])[]
}

export const retentions: { readonly [Table in ArchivedTable]: Retention<Rows[Table]> } = {
  push: {
    id: ({ checkoutRequestId }) => checkoutRequestId,
    atMs: ({ acceptedAtMs }) => acceptedAtMs,
    keys: ({ merchantRequestId, receipt, msisdn }) => [
      ['merchantRequestId', merchantRequestId],
      ['receipt', receipt],
      ['msisdn', msisdn],
    ],
  },
  operation: {
    id: ({ conversationId }) => conversationId,
    atMs: ({ acceptedAtMs }) => acceptedAtMs,
    keys: ({ originatorConversationId, receipt }) => [
      ['originatorConversationId', originatorConversationId],
      ['receipt', receipt],
    ],
  },
  message: {
    id: ({ id }) => id,
    atMs: ({ receivedAtMs }) => receivedAtMs,
    keys: ({ msisdn }) => [['msisdn', msisdn]],
  },
}

/** Rows of one table that leave memory. */
export type Leaving<Table extends ArchivedTable = ArchivedTable> = {
  [Name in Table]: { table: Name; key: string; row: Rows[Name] }
}[Table]

export type RetentionSizes = {
  /** Rows of a table, and transactions, that stay in memory at least. */
  hot: number
  /** The same of messages, of which every phone keeps its latest. */
  hotMessages: number
  /** How many leave at a time, so that nobody waits for long. */
  batch: number
}

export const defaultSizes: RetentionSizes = { hot: 4_000, hotMessages: 10_000, batch: 500 }

export type Departure = { transactions: readonly TransactionRecord[]; rows: readonly Leaving[] }

/** Says when rows should leave memory, and which: the oldest of what is finished, a batch at a time. */
export function createRetention(memory: Memory, { hot, hotMessages, batch }: RetentionSizes) {
  const { tables } = memory
  const sizes = {
    transaction: () => memory.transactions.length,
    push: () => tables.push.size,
    operation: () => tables.operation.size,
    message: () => hot + memory.surplusMessages,
    oldMessage: () => hot + Math.max(0, tables.message.size - hotMessages),
  }
  const names = Object.keys(sizes) as (keyof typeof sizes)[] // keys of the record above
  /** From which size on it is worth to look again: what is not finished must not be looked through each time. */
  const dueAt = new Map(names.map((name) => [name, hot + batch]))
  const isDue = (name: keyof typeof sizes) => sizes[name]() >= (dueAt.get(name) ?? 0)

  return {
    isDue: () => names.some(isDue),
    /** What leaves now. */
    leaving(nowMs: number): Departure {
      return {
        transactions: isDue('transaction') ? memory.transactions.slice(0, batch) : [],
        rows: [
          ...(isDue('push') ? finishedPushes(memory, batch, nowMs) : []),
          ...(isDue('operation') ? finishedOperations(memory, batch, nowMs) : []),
          ...(isDue('message')
            ? surplusMessages(memory, batch)
            : isDue('oldMessage')
              ? oldestMessages(memory, batch)
              : []),
        ],
      }
    },
    /** To be called when they left, or could not. */
    looked(): void {
      for (const name of names) dueAt.set(name, Math.max(hot, sizes[name]()) + batch)
    },
  }
}

function finishedPushes({ tables, subjects }: Memory, max: number, nowMs: number): Leaving[] {
  const rows: Leaving[] = []
  for (const [key, row] of tables.push) {
    const isFinished = row.stage === 'answered' && row.finalAtMs !== null && row.finalAtMs <= nowMs
    if (isFinished && !subjects.has(key)) rows.push({ table: 'push', key, row })
    if (rows.length >= max) break
  }
  return rows
}

function finishedOperations({ tables, subjects }: Memory, max: number, nowMs: number): Leaving[] {
  const rows: Leaving[] = []
  for (const [key, row] of tables.operation) {
    const isFinished = row.stage === 'final' && row.finalAtMs !== null && row.finalAtMs <= nowMs
    if (isFinished && !subjects.has(key)) rows.push({ table: 'operation', key, row })
    if (rows.length >= max) break
  }
  return rows
}

/** The oldest messages of all phones; those that still wait for the phone stay. */
function oldestMessages({ tables }: Memory, max: number): Leaving[] {
  const rows: Leaving[] = []
  for (const [key, row] of tables.message) {
    if (row.delivered) rows.push({ table: 'message', key, row })
    if (rows.length >= max) break
  }
  return rows
}

/** The oldest messages of full inboxes; those that still wait for the phone stay. */
function surplusMessages({ inboxes, fullInboxes }: Memory, max: number): Leaving[] {
  const rows: Leaving[] = []
  for (const msisdn of fullInboxes) {
    const inbox = inboxes.get(msisdn) ?? []
    for (const row of inbox.slice(0, inbox.length - inboxMax)) {
      if (row.delivered) rows.push({ table: 'message', key: row.id, row })
    }
    if (rows.length >= max) break
  }
  return rows
}
