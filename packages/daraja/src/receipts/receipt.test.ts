import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/callback-vectors.json' with { type: 'json' }
import {
  checkoutRequestHint,
  conversationDate,
  matchesCoercedReference,
} from './identifier-hints.ts'
import { isGenericReceipt, looksLikeReceipt, receiptDate } from './receipt.ts'

describe('a receipt', () => {
  test.each(vectors.receiptDates)('$receipt was made on $date', ({ receipt, date }) => {
    expect(looksLikeReceipt(receipt)).toBe(true)
    expect(receiptDate(receipt)).toBe(date)
  })

  test.each(vectors.receiptNonConforming)('%s tells no date', (receipt) => {
    expect(looksLikeReceipt(receipt)).toBe(true)
    expect(receiptDate(receipt)).toBeUndefined()
  })

  test.each([
    'UDV0000000',
    'UBT0000000',
    'UM20000000',
    '0A20000000',
    'UAW0000000',
    'ua24k0tt1e',
    'UA24K0TT1',
    '',
  ])('%s tells no date', (receipt) => expect(receiptDate(receipt)).toBeUndefined())

  test('29 February is one in a leap year only', () => {
    expect(receiptDate('SBT0000000')).toBe('2024-02-29')
    expect(receiptDate('TBT0000000')).toBeUndefined()
  })

  test('of zeros is generic', () => {
    for (const id of ['OAK0000000', 'UA20000000', '0000000000'])
      expect(isGenericReceipt(id)).toBe(true)
    for (const id of ['UA24K0TT1E', 'UA2000000', '']) expect(isGenericReceipt(id)).toBe(false)
  })
})

describe('a CheckoutRequestID', () => {
  test.each(vectors.checkoutRequestIds)('$id', ({ id, parsed }) => {
    const expected = parsed === null ? undefined : { ...parsed, at: new Date(parsed.at) }
    expect(checkoutRequestHint(id)).toEqual(expected)
  })

  test.each(['ws_CO_DMZ_123_456', 'ws_CO_31022026120000652700961992', 'AG_20260102_1', ''])(
    '%s tells nothing',
    (id) => expect(checkoutRequestHint(id)).toBeUndefined(),
  )
})

test('a ConversationID tells its day', () => {
  const form = new RegExp(vectors.conversationIdPattern)
  for (const id of ['AG_20260102_2010a41b77c09e5d3f18', 'AG_20240706_2010364430d9bbdaf872']) {
    expect(id).toMatch(form)
    expect(conversationDate(id)).toBe(id.replace(/^AG_(....)(..)(..).*$/, '$1-$2-$3'))
  }
  for (const id of ['AG_20261302_2010a41b77c09e5d3f18', 'AG_2026_1', '']) {
    expect(conversationDate(id)).toBeUndefined()
  }
})

describe('a reference that became a number', () => {
  test.each([
    ['020417', '20417'],
    ['UNIT-7', ' unit-7 '],
    ['0', '0'],
    ['0000', '0'],
    ['1.50', '1.5'],
    ['5.00', '5'],
    ['12345678901234567890', '12345678901234567890'],
  ])('%s matches %s', (sent, told) => expect(matchesCoercedReference(sent, told)).toBe(true))

  test.each([
    ['020417', '204170'],
    ['20417', '2041'],
    ['A020417', 'A20417'],
    ['', '0'],
    ['100', '1'],
    ['1e3', '1000'],
    ['12345678901234567890', '12345678901234567891'],
  ])('%s does not match %s', (sent, told) =>
    expect(matchesCoercedReference(sent, told)).toBe(false),
  )
})
