import type { TransactionType } from '../../lib/api-types.ts'

/** Whether a transaction of this type brings money into the wallet. */
export function isIncoming(type: TransactionType): boolean {
  return type === 'deposit' || type === 'refund'
}
