import { expect, test } from 'vitest'
import { type DepositReceipt, depositReceiptText } from './receipt-text.ts'

const facts: DepositReceipt = {
  businessName: 'Hazina',
  amountCents: 100_000n,
  receipt: 'UKN7RT61SV',
  balanceCents: 250_050n,
  completedAt: new Date('2026-11-23T21:30:22Z'),
  language: 'en',
}

test('a receipt says what came in, when by the Kenyan clock, and the balance', () => {
  expect(depositReceiptText(facts)).toBe(
    'Hazina: KES 1,000.00 was added to your wallet on 24/11/2026 at 00:30. ' +
      'Wallet balance: KES 2,500.50. M-PESA receipt: UKN7RT61SV.',
  )
  expect(depositReceiptText({ ...facts, language: 'sw' })).toBe(
    'Hazina: KES 1,000.00 zimeingia kwenye pochi yako tarehe 24/11/2026 saa 00:30. ' +
      'Salio la pochi: KES 2,500.50. Risiti ya M-PESA: UKN7RT61SV.',
  )
})

test.each(['en', 'sw'] as const)(
  'a receipt (%s) cannot be taken for a message of M-PESA',
  (language) => {
    const text = depositReceiptText({ ...facts, language })
    expect(text.startsWith('Hazina: ')).toBe(true)
    expect(text).not.toMatch(/confirmed|imethibitishwa|ksh|M-PESA balance|baki yako ya/i)
  },
)

test('a deposit whose receipt number is not known yet is told without one', () => {
  expect(depositReceiptText({ ...facts, receipt: null })).not.toContain('M-PESA')
})

test.each(['en', 'sw'] as const)(
  'a receipt (%s) fits into one SMS, whatever the name and the sums',
  (language) => {
    const text = depositReceiptText({
      ...facts,
      language,
      businessName: 'Shirika la Akiba na Mikopo la Wafanyabia',
      amountCents: 25_000_000n,
      balanceCents: 123_456_789_012n,
    })
    expect(text.length).toBeLessThanOrEqual(160)
    expect(text).toContain('KES 250,000.00')
    expect(text).toContain('KES 1,234,567,890.12')
    expect(text).toContain('UKN7RT61SV')
  },
)

test('letters outside of the SMS alphabet are spelled plainly', () => {
  const text = depositReceiptText({ ...facts, businessName: 'Café “Nyota” – Ng’ombe' })
  expect(text.startsWith(`Cafe "Nyota" - Ng'ombe: `)).toBe(true)
})
