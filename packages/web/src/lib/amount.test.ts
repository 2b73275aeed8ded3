import { expect, test } from 'vitest'
import { parseAmount } from './amount.ts'

const limits = { min: 1, max: 150_000 }

test.each([
  ['100', 100],
  [' 1,000 ', 1_000],
  ['1 000', 1_000],
  ['KES 150,000', 150_000],
  ['ksh.50', 50],
  ['100.00', 100],
  ['100/=', 100],
])('%j is an amount of whole shillings', (input, kes) => {
  expect(parseAmount(input, limits)).toEqual({ ok: true, kes })
})

test.each([
  ['100.50', 'cents'],
  ['0.01', 'cents'],
  ['', 'empty'],
  ['   ', 'empty'],
  ['abc', 'not-a-number'],
  ['-1', 'not-a-number'],
  ['1,00', 'not-a-number'],
  ['1e3', 'not-a-number'],
  ['0', 'too-small'],
  ['150,001', 'too-large'],
  ['99999999999999999999', 'too-large'],
])('%j is refused as %s, never rounded', (input, reason) => {
  expect(parseAmount(input, limits)).toEqual({ ok: false, reason })
})
