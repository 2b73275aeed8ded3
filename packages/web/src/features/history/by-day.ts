import type { TransactionRecord } from '../../lib/api-types.ts'
import { dayKey } from '../../lib/format.ts'

export type Day = { key: string; items: [TransactionRecord, ...TransactionRecord[]] }

/** Groups transactions, newest first, by the day in Kenya on which they began. */
export function byDay(transactions: readonly TransactionRecord[]): Day[] {
  const days: Day[] = []
  for (const transaction of transactions) {
    const key = dayKey(new Date(transaction.created_at))
    const last = days.at(-1)
    if (last?.key === key) last.items.push(transaction)
    else days.push({ key, items: [transaction] })
  }
  return days
}
