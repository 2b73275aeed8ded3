import { expect, test } from 'vitest'
import type { TransactionRecord } from '../../lib/api-types.ts'
import { byDay } from './by-day.ts'

function record(transactionId: string, createdAt: string): TransactionRecord {
  return {
    id: 1,
    user_id: 1,
    transaction_id: transactionId,
    mpesa_receipt_number: null,
    checkout_request_id: null,
    merchant_request_id: null,
    amount: 100,
    phone_number: null,
    type: 'deposit',
    status: 'completed',
    created_at: createdAt,
    completed_at: null,
    balance_after: null,
    reason: null,
  }
}

test('transactions stand under the day in Kenya on which they began', () => {
  const days = byDay([
    record('c', '2026-11-23T21:30:00Z'),
    record('b', '2026-11-23T20:30:00Z'),
    record('a', '2026-11-23T05:00:00Z'),
  ])
  expect(days.map((day) => [day.key, day.items.map((item) => item.transaction_id)])).toEqual([
    ['2026-11-24', ['c']],
    ['2026-11-23', ['b', 'a']],
  ])
})
