import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centsFrom, centsToKes, formatKes, kesToCents, wholeShillings } from './money.ts'

describe('kesToCents', () => {
  test.each([
    [0, 0n],
    [1, 100n],
    [1000.5, 100_050n],
    [0.29, 29n],
    [1.15, 115n],
    ['150000', 15_000_000n],
    ['0.01', 1n],
    [-12.3, -1230n],
    [9_999_999_999_999.99, 999_999_999_999_999n],
  ])('%s KES is %s cents', (kes, cents) => {
    expect(kesToCents(kes)).toBe(cents)
  })

  test.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1.005,
    0.1 + 0.2,
    1e-7,
    1e21,
    10_000_000_000_000,
    999_999_999_999.125,
    '',
    ' 1',
    '1,000',
    '1.',
    '.5',
    '+1',
    '1e3',
    '0x10',
    '١',
    'abc',
  ])('%s is refused, never rounded', (kes) => {
    expect(() => kesToCents(kes)).toThrow(RangeError)
  })
})

test('every amount survives the way out and back', () => {
  const amounts = fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n })
  fc.assert(
    fc.property(amounts, (amount) => {
      const cents = centsFrom(amount)
      const kes = centsToKes(cents)
      expect(kesToCents(kes)).toBe(cents)
      expect(kesToCents(JSON.stringify(kes))).toBe(cents)
    }),
  )
})

test('an amount that JSON could not carry exactly is refused', () => {
  expect(() => centsFrom(1_000_000_000_000_000n)).toThrow(RangeError)
})

test.each([
  [100_000n, undefined, 'KES 1,000.00'],
  [1n, undefined, 'KES 0.01'],
  [-123_456n, undefined, '-KES 1,234.56'],
  [15_000_000n, 'sw', 'KES 150,000.00'],
  [15_000_050n, 'de', 'KES 150.000,50'],
])('%s cents read as money in %s', (amount, locale, text) => {
  expect(formatKes(centsFrom(amount), locale)).toBe(text)
})

test('cents on a leg of M-PESA are refused, never rounded', () => {
  expect(wholeShillings(kesToCents(150))).toBe(150)
  expect(() => wholeShillings(kesToCents(150.01))).toThrow(RangeError)
})
