import { type Filling, fillBooks } from '../books/fill.ts'
import { receiptStatus, type TransactionQuery, transactionsOf } from '../books/transactions.ts'
import type { Network } from '../network.ts'
import type { Page } from '../state/find.ts'
import { everyTransaction } from '../state/find-transactions.ts'
import type { TransactionRecord } from '../state/records.ts'
import { showTransaction, type Transaction } from './show-transaction.ts'

/** What moved, from memory and the archive. */
export type TransactionControl = {
  /** Newest first. */
  page(query?: TransactionQuery): Page<Transaction>
  /** The transaction with this receipt as it stands now, and the receipt of what took it back. */
  get(receipt: string): (Transaction & { reversedBy: string | null }) | undefined
  /** All of them, oldest first, read as it goes. */
  every(): Iterable<TransactionRecord>
  /** Payments of many phones to an organisation, made as every other; returns how many. For demonstrations and measurements. */
  fill(filling: Filling): Promise<number>
}

export function createTransactionControl(network: Network): TransactionControl {
  return {
    page(query = {}) {
      const { items, nextCursor } = transactionsOf(network, query)
      return { items: items.map(showTransaction), nextCursor }
    },
    get(receipt) {
      const found = receiptStatus(network, receipt)
      if (found === undefined) return undefined
      const { transaction, reversedBy, status } = found
      return { ...showTransaction(transaction), status, reversedBy: reversedBy?.receipt ?? null }
    },
    every: () => everyTransaction(network.state),
    fill: (filling) => fillBooks(network, filling),
  }
}
