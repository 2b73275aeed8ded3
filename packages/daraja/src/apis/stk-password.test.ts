import { expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { parseEatTimestamp } from '../eat-time.ts'
import { stkPassword, stkTimestamp } from './stk-password.ts'

test.each(vectors.passwordVectors)('the password of $timestamp is the known one', (vector) => {
  const { shortCode, passkey, timestamp, password } = vector
  expect(stkPassword({ shortcode: shortCode, passkey, timestamp })).toBe(password)
})

test.each(vectors.timestampVectors)('$instantUtc is $timestamp in Nairobi', (vector) => {
  expect(stkTimestamp(new Date(vector.instantUtc))).toBe(vector.timestamp)
  expect(parseEatTimestamp(vector.timestamp)).toEqual(new Date(vector.instantUtc))
})

test.each(vectors.dateParse)('$in is read in East Africa Time', ({ in: told, iso }) => {
  expect(parseEatTimestamp(String(told))).toEqual(new Date(iso))
})

test.each([
  '',
  '2026',
  '20261301000000',
  '20260431000000',
  '20260101240000',
  '20260101006000',
  'x',
])('%j is no instant', (text) => {
  expect(parseEatTimestamp(text)).toBeUndefined()
})
