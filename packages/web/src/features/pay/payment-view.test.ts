import { expect, test } from 'vitest'
import type { PaymentStatus } from '../../lib/api-types.ts'
import { paymentPollMs, viewPayment } from './payment-view.ts'

const createdMs = Date.parse('2026-11-23T14:30:00Z')

function payment(more: Partial<PaymentStatus> = {}): PaymentStatus {
  return {
    transaction_id: '0199f0c4-0000-7000-8000-000000000001',
    amount: 100,
    status: 'pending',
    type: 'deposit',
    created_at: '2026-11-23T14:30:00Z',
    mpesa_receipt_number: null,
    phone_number: '0712***678',
    expires_at: '2026-11-23T14:31:00Z',
    reason: null,
    paybill: null,
    ...more,
  }
}

function failed(code: string) {
  const reason = { code, text: '', text_sw: '', next: '', next_sw: '' }
  return viewPayment(payment({ status: 'failed', reason }), at(0))
}

function at(seconds: number, firstSeenSeconds = 0) {
  return { nowMs: createdMs + seconds * 1_000, firstSeenMs: createdMs + firstSeenSeconds * 1_000 }
}

test('a prompt is waited for until it lapses; then M-PESA is being asked', () => {
  expect(viewPayment(payment(), at(0))).toEqual({
    kind: 'waiting',
    deadlineMs: createdMs + 60_000,
    totalMs: 60_000,
  })
  expect(viewPayment(payment(), at(59)).kind).toBe('waiting')
  expect(viewPayment(payment(), at(60)).kind).toBe('asking')
})

test('nobody counts down for a prompt that may not exist', () => {
  expect(viewPayment(payment({ expires_at: null }), at(0)).kind).toBe('unknown')
  const reason = { code: 'push_unanswered', text: '', text_sw: '', next: '', next_sw: '' }
  expect(viewPayment(payment({ reason }), at(0)).kind).toBe('unknown')
})

test('a server whose clock runs an hour ahead still gives one minute', () => {
  const ahead = payment({ created_at: '2026-11-23T15:30:00Z', expires_at: '2026-11-23T15:31:00Z' })
  expect(viewPayment(ahead, at(10, 0))).toMatchObject({ deadlineMs: createdMs + 60_000 })
  expect(viewPayment(ahead, at(61, 0)).kind).toBe('asking')
})

test('only the word of M-PESA makes it certain that the money stayed', () => {
  for (const code of ['mpesa_1032', 'mpesa_1', 'mpesa_2001', 'refused']) {
    expect(failed(code), code).toMatchObject({ moneyStayed: true })
  }
  for (const code of ['mpesa_1037', 'mpesa_1019', 'lapsed', 'mpesa_777', '1032']) {
    expect(failed(code), code).toMatchObject({ moneyStayed: false })
  }
  expect(viewPayment(payment({ status: 'failed' }), at(0))).toMatchObject({ moneyStayed: false })
})

test('a phone that could not be reached gets the advice for it', () => {
  expect(failed('mpesa_1037')).toMatchObject({ unreachable: true })
  expect(failed('mpesa_1032')).toMatchObject({ unreachable: false })
})

test('a silent payment is polled every 3 seconds, seldom while the server tells us itself', () => {
  expect(paymentPollMs(undefined, false)).toBe(3_000)
  expect(paymentPollMs(payment(), false)).toBe(3_000)
  expect(paymentPollMs(payment(), true)).toBe(15_000)
})

test('a failure is watched for a late success, and a success until its receipt is there', () => {
  expect(paymentPollMs(payment({ status: 'failed' }), false)).toBe(10_000)
  expect(paymentPollMs(payment({ status: 'completed' }), true)).toBe(30_000)
  const done = payment({ status: 'completed', mpesa_receipt_number: 'UKN7RT61SV' })
  expect(paymentPollMs(done, false)).toBe(false)
})
