import { describe, expect, test } from 'vitest'
import stk from '../test-data/stk.json' with { type: 'json' }
import { amountText, centsFromKes, kesFromCents, kshText } from './books/money.ts'
import { createIdentifiers, receiptDate } from './identifiers.ts'
import { createRandom } from './random.ts'
import { eatTimestamp, messageTime, parseEatTimestamp } from './time/east-africa-time.ts'

describe('East Africa Time', () => {
  test.each(stk.timestamps)('$instantUtc is $timestamp', ({ instantUtc, timestamp }) => {
    const at = new Date(instantUtc)
    expect(eatTimestamp(at)).toBe(timestamp)
    expect(parseEatTimestamp(timestamp)).toEqual(at)
  })

  test.each(['2026010203040', '20260230000000', '20260101250000', 'x'])(
    '%s is no timestamp',
    (text) => expect(parseEatTimestamp(text)).toBeUndefined(),
  )

  test.each([
    ['2026-08-03T10:00:00Z', '3/8/26 at 1:00 PM'],
    ['2026-08-02T21:05:00Z', '3/8/26 at 12:05 AM'],
    ['2026-08-03T09:30:00Z', '3/8/26 at 12:30 PM'],
  ])('%s is written %s', (instant, text) => {
    expect(messageTime(new Date(instant), 'at')).toBe(text)
  })
})

describe('identifiers', () => {
  test.each(stk.receiptDates)('receipt $receipt tells $date', ({ receipt, date }) => {
    expect(receiptDate(new Date(`${date}T12:00:00+03:00`))).toBe(receipt.slice(0, 3))
  })

  test('a receipt tells the date in Nairobi, not in Greenwich', () => {
    expect(receiptDate(new Date('2026-12-31T21:30:00Z'))).toBe('VA1')
  })

  test.each(stk.checkoutRequestIds)('$id is made of its instant and phone', ({ id, parsed }) => {
    const { checkoutRequestId } = createIdentifiers(createRandom(1), undefined)
    const msisdn = `254${parsed.phoneTail}`
    expect(checkoutRequestId(new Date(parsed.at), msisdn, () => false)).toBe(id)
    expect(checkoutRequestId(new Date(parsed.at), msisdn, (taken) => taken === id)).not.toBe(id)
  })

  test('fifty thousand receipts of one day are all different, and look like receipts', () => {
    const identifiers = createIdentifiers(createRandom(5), undefined)
    const at = new Date('2026-11-23T09:00:00Z')
    const receipts = new Set(Array.from({ length: 50_000 }, () => identifiers.receipt(at)))
    expect(receipts.size).toBe(50_000)
    for (const receipt of receipts) expect(receipt).toMatch(/^UKN[0-9A-Z]{7}$/)
  })

  test('request ids of one life share a node and count on', () => {
    const { requestId } = createIdentifiers(createRandom(9), undefined)
    const [first, second] = [requestId(), requestId()]
    expect(first).toMatch(new RegExp(stk.merchantRequestIdPattern))
    expect(first?.slice(0, 27)).toBe(second?.slice(0, 27))
    expect(Number(second?.slice(27)) - Number(first?.slice(27))).toBe(1)
  })
})

describe('money', () => {
  test.each([
    [0, 0n, '0.00'],
    [1, 100n, '1.00'],
    [0.1 + 0.2, 30n, '0.30'],
    [1_234_567.89, 123_456_789n, '1,234,567.89'],
    [-5.5, -550n, '-5.50'],
  ])('%d shillings are %i cents', (kes, cents, text) => {
    expect(centsFromKes(kes)).toBe(cents)
    expect(kesFromCents(cents)).toBeCloseTo(kes, 10)
    expect(amountText(cents)).toBe(text)
  })

  test.each([0.001, Number.NaN, Number.POSITIVE_INFINITY])('%d is no amount', (kes) => {
    expect(() => centsFromKes(kes)).toThrow(RangeError)
  })

  test('M-PESA writes Ksh without a space', () => expect(kshText(100_000n)).toBe('Ksh1,000.00'))
})
