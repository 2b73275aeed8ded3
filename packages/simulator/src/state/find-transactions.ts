import {
  archivedBefore,
  archivedByNumber,
  archivedInOrder,
  archivedWithKey,
  isWanted,
  type NumberedTransaction,
  type TransactionFilter,
} from './archive-transactions.ts'
import type { TransactionRecord } from './records.ts'
import type { State } from './state.ts'
import { hasKey, type TransactionKey } from './words.ts'

/** Transactions with this key, oldest first, in memory and the archive. */
export function transactionsWithKey(
  state: State,
  key: TransactionKey,
  value: string,
): TransactionRecord[] {
  const archived = state.fromArchive((archive) => archivedWithKey(archive, key, value)) ?? []
  const inMemory = state.transactions.filter((transaction) => hasKey(transaction, key, value))
  return [...archived, ...inMemory]
}

/** Transactions before one (by its number), newest first. */
export function transactionsBefore(
  state: State,
  filter: TransactionFilter,
  { before, limit }: { before: number; limit: number },
): NumberedTransaction[] {
  const { transactions, archivedTransactions } = state
  const found: NumberedTransaction[] = []
  const newest = Math.min(transactions.length, before - archivedTransactions - 1)
  for (let index = newest - 1; index >= 0 && found.length < limit; index--) {
    const transaction = transactions[index]
    if (transaction === undefined || !isWanted(transaction, filter)) continue
    found.push({ number: archivedTransactions + index + 1, transaction })
  }
  const archived = state.fromArchive((archive) =>
    archivedBefore(archive, filter, {
      before: Math.min(before, archivedTransactions + 1),
      limit: limit - found.length,
    }),
  )
  return [...found, ...(archived ?? [])]
}

/** How many transactions there ever were. */
export function transactionCount({ transactions, archivedTransactions }: State): number {
  return archivedTransactions + transactions.length
}

/** When the first transaction was; 0 before there is one. */
export function firstTransactionMs(state: State): number {
  const archived = state.fromArchive((archive) => archivedByNumber(archive, [1]).get(1))
  return (archived ?? state.transactions[0])?.atMs ?? 0
}

/** Every transaction up to a number, oldest first. It reads the whole archive. */
export function* everyTransaction(
  state: State,
  last = transactionCount(state),
): Generator<TransactionRecord> {
  const { archivedTransactions } = state
  // Taken at once: while somebody reads, more may move to the archive.
  const inMemory = state.transactions.slice(0, Math.max(0, last - archivedTransactions))
  const archivedLast = Math.min(last, archivedTransactions)
  yield* state.fromArchive((archive) => archivedInOrder(archive, archivedLast)) ?? []
  yield* inMemory
}
