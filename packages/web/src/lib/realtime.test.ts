import { expect, test } from 'vitest'
import { reconnectDelayMs } from './backoff.ts'
import { readEvent } from './realtime.ts'

test('the events of the contract are read', () => {
  expect(readEvent('{"type":"hello"}')).toEqual({ type: 'hello' })
  expect(readEvent('{"type":"transaction.changed","transaction_id":"a"}')).toEqual({
    type: 'transaction.changed',
    transaction_id: 'a',
  })
})

test.each([
  '',
  'nonsense',
  'null',
  '7',
  '{}',
  '{"type":"newer"}',
  '{"type":"transaction.changed"}',
])('%j is left alone', (data) => {
  expect(readEvent(data)).toBeUndefined()
})

test('reconnecting waits longer and longer, up to half a minute, and never at once', () => {
  expect(reconnectDelayMs(0, () => 0)).toBe(500)
  expect(reconnectDelayMs(0, () => 1)).toBe(1_000)
  expect(reconnectDelayMs(3, () => 1)).toBe(8_000)
  expect(reconnectDelayMs(40, () => 1)).toBe(30_000)
})
