import type { TransactionStatus } from './api-types.ts'

/** The names under which answers are cached; realtime events make them stale by these names. */
export const keys = {
  settings: ['settings'],
  session: ['session'],
  wallet: ['wallet'],
  payment: (transactionId: string) => ['payment', transactionId],
  paymentForm: (transactionId: string) => ['payment-form', transactionId],
  transactions: ['transactions'],
  transactionList: (status: TransactionStatus | undefined) => [
    'transactions',
    'list',
    status ?? 'all',
  ],
  recentTransactions: ['transactions', 'recent'],
  transaction: (transactionId: string) => ['transactions', 'one', transactionId],
} as const
