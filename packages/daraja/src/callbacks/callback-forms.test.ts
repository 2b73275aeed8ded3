import { describe, expect, test } from 'vitest'
import {
  billPaymentBody,
  c2bCallbackBody,
  expressCallbackBody,
  hakikishaQuestionBody,
  queueTimeoutBody,
  ratibaCallbackBody,
  reshapeCallback,
  resultCallbackBody,
  stkCallbackBody,
} from '../testing.ts'
import type { DarajaMessage } from './daraja-message.ts'
import { parseDaraja } from './parse-daraja.ts'
import type { ResultOf } from './result-message.ts'

function read(body: string): DarajaMessage {
  const parsed = parseDaraja(body)
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.message
}

const results: readonly ResultOf[] = ['b2c', 'pochi', 'b2b', 'tax', 'status', 'balance', 'reversal']

const bodies: readonly (readonly [name: string, body: string])[] = [
  ['stk', stkCallbackBody()],
  ['stk failed', stkCallbackBody({ resultCode: 1032 })],
  ['c2b confirmation', c2bCallbackBody()],
  ['c2b of a hash', c2bCallbackBody({ msisdnForm: 'hash' })],
  ...results.map((api) => [api, resultCallbackBody({ api })] as const),
  ...results.map(
    (api) => [`${api} failed`, resultCallbackBody({ api, resultCode: 8006 })] as const,
  ),
  ['express', expressCallbackBody()],
  ['express cancelled', expressCallbackBody({ resultCode: '4001' })],
  ['ratiba', ratibaCallbackBody()],
  ['ratiba failed', ratibaCallbackBody({ responseCode: 1037 })],
  ['bill payment', billPaymentBody()],
  ['queue timeout', queueTimeoutBody()],
  ['hakikisha', hakikishaQuestionBody()],
]

describe('the form of a body makes no difference', () => {
  test.each(bodies)('%s', (_, body) => {
    const message = read(body)
    expect(message.unreadable).toEqual([])
    for (const values of ['numbers', 'texts'] as const) {
      expect(read(reshapeCallback(body, { values }))).toEqual(loosened(message))
    }
    for (const lists of ['bare', 'lists'] as const) {
      expect(read(reshapeCallback(body, { lists }))).toEqual(message)
    }
    for (const empty of ['blank', 'null'] as const) {
      expect(read(reshapeCallback(body, { empty }))).toEqual(message)
    }
    expect(read(reshapeCallback(body, { byteOrderMark: true }))).toEqual(message)
    const { ...told } = read(reshapeCallback(body, { order: 'reversed' }))
    expect(lists(told, (list) => list.toReversed())).toEqual(message)
    for (const casing of ['lower', 'upper', 'camel'] as const) {
      expect(keyless(read(reshapeCallback(body, { casing })))).toEqual(keyless(message))
    }
  })

  // Items keep their texts, and a number has no zeros at its end.
  function loosened(message: DarajaMessage): unknown {
    if (!('items' in message)) return message
    return { ...message, items: expect.any(Array) }
  }

  function lists<T extends object>(message: T, change: (list: unknown[]) => unknown[]): unknown {
    const changed = Object.entries(message).map(([key, value]) =>
      key === 'items' || key === 'references' ? [key, change(value as unknown[])] : [key, value],
    )
    return Object.fromEntries(changed)
  }

  function keyless(message: DarajaMessage): unknown {
    return lists(message, (list) => list.map((item) => (item as { value?: string }).value))
  }
})
