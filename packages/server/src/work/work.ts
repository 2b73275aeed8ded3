/** One claimed row of due work: `subject` is a row of the domain that `kind` decides. */
export type WorkItem = { subject: bigint; attempts: number }

/**
 * What a handler made of an item. `done` removes it; `dueAt` asks for it again then; `pauseMs` puts it back and rests
 * its whole kind, because what it needs is used up for that long.
 */
export type WorkOutcome = { done: true } | { dueAt: Date } | { pauseMs: number }

/**
 * A kind of work. The handler is given up to `batchMax` items and answers for each. An item whose handler throws, or
 * whose process dies, is due again when the lease ends.
 */
export type WorkHandler = {
  batchMax: number
  leaseMs: number
  run(items: readonly WorkItem[]): Promise<WorkOutcome[]>
}

export const workKinds = [
  'stk.query',
  'evidence.settle',
  'transaction.settled',
  'transaction.changed',
  'receipt.sms',
] as const
export type WorkKind = (typeof workKinds)[number]
export type WorkHandlers = Record<WorkKind, WorkHandler>
