import type { TransactionStatus } from './api-types.ts'

/** The states of a transaction, in the order in which they are offered. */
export const transactionStatuses = [
  'pending',
  'completed',
  'failed',
] as const satisfies readonly TransactionStatus[]

/** Reads a state from an address that anybody may have typed. */
export function readTransactionStatus(value: unknown): TransactionStatus | undefined {
  return transactionStatuses.find((status) => status === value)
}
