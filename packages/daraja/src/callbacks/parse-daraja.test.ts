import { describe, expect, test } from 'vitest'
import {
  c2bCallbackBody,
  errorReply,
  fakeConversationId,
  hakikishaQuestionBody,
  queueTimeoutBody,
  ratibaCallbackBody,
  resultCallbackBody,
  stkCallbackBody,
} from '../testing.ts'
import type { DarajaMessage } from './daraja-message.ts'
import { type DarajaHint, parseDaraja } from './parse-daraja.ts'
import type { ResultOf } from './result-message.ts'

function read(body: string, kind?: DarajaHint['kind']): DarajaMessage {
  const parsed = parseDaraja(body, kind === undefined ? {} : { kind })
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.message
}

function readResult(body: string, kind?: DarajaHint['kind']) {
  const message = read(body, kind)
  if (message.kind !== 'result') throw new Error(message.kind)
  return message
}

const results: readonly ResultOf[] = ['b2c', 'pochi', 'b2b', 'tax', 'status', 'balance', 'reversal']

describe('what was made is what is read', () => {
  test('of a confirmation', () => {
    const body = c2bCallbackBody({
      receipt: 'UA24K0TT1F',
      transactedAt: '20260103000000',
      amount: '1,250.50',
      shortcode: 600999,
      billReference: ' unit 9 ',
      organisationBalance: 0,
      thirdPartyId: 'T-881',
      msisdn: '254110000345',
      firstName: null,
      middleName: 'M',
      lastName: 'L',
    })
    expect(read(body)).toEqual({
      kind: 'c2b',
      step: 'confirmation',
      receipt: 'UA24K0TT1F',
      amount: 1250.5,
      transactedAt: new Date('2026-01-03T00:00:00+03:00'),
      transactionType: 'Pay Bill',
      channel: 'paybill',
      shortcode: '600999',
      billReference: 'unit 9',
      organisationBalance: 0,
      thirdPartyId: 'T-881',
      msisdn: '2541 ***** 345',
      middleName: 'M',
      lastName: 'L',
      unreadable: [],
    })
  })

  test('of a result', () => {
    const ids = {
      conversationId: 'AG_20260102_20100000000000000001',
      originatorConversationId: 'o-1',
    }
    const message = readResult(
      resultCallbackBody({ api: 'b2c', ...ids, transactionId: 'UA2XXXXXXX', resultDesc: 'x' }),
    )
    expect(message).toMatchObject({
      ...ids,
      transactionId: 'UA2XXXXXXX',
      resultDesc: 'x',
      api: 'b2c',
    })
  })

  test('of a hakikisha question', () => {
    const message = read(hakikishaQuestionBody({ accountNumber: '0012', requestId: 'r-1' }))
    expect(message).toEqual({
      kind: 'hakikisha',
      requestId: 'r-1',
      accountNumber: '0012',
      shortcode: '600984',
      timestamp: '2026-01-02T11:15:00',
      unreadable: [],
    })
  })

  test('of an error that comes as a body', () => {
    const { body } = errorReply({ errorCode: '500.001.1001', errorMessage: '' })
    expect(read(JSON.stringify(body))).toMatchObject({
      kind: 'error',
      errorCode: '500.001.1001',
      errorMessage: '',
      requestId: body.requestId,
    })
  })
})

describe('the hint', () => {
  test('tells validation from confirmation, which look the same', () => {
    const body = c2bCallbackBody({ step: 'validation' })
    expect(read(body)).toMatchObject({ kind: 'c2b', step: undefined })
    expect(read(body, 'c2b-validation')).toMatchObject({ step: 'validation' })
    expect(read(body, 'c2b-confirmation')).toMatchObject({ step: 'confirmation' })
    expect(read(c2bCallbackBody(), 'c2b')).toMatchObject({ step: 'confirmation' })
  })

  test('says whose result a bare failure is', () => {
    const body = resultCallbackBody({ api: 'b2c', resultCode: 17, references: [] })
    expect(readResult(body).api).toBeUndefined()
    for (const api of results) expect(readResult(body, api).api).toBe(api)
  })

  test('makes a result at the QueueTimeOutURL an unknown outcome', () => {
    for (const resultCode of [0, 1]) {
      const message = read(resultCallbackBody({ api: 'b2c', resultCode }), 'queue-timeout')
      expect(message).toMatchObject({
        kind: 'queue-timeout',
        api: 'b2c',
        conversationId: fakeConversationId,
        resultCode: String(resultCode),
      })
      expect(message).not.toHaveProperty('succeeded')
      expect(message).not.toHaveProperty('paid')
    }
  })

  test('cannot make one thing another', () => {
    expect(read(stkCallbackBody(), 'c2b-confirmation').kind).toBe('stk')
    expect(read(c2bCallbackBody(), 'b2c').kind).toBe('c2b')
  })
})

describe('numbers', () => {
  test('a long reference that became a number keeps all its digits', () => {
    for (const digits of ['12345678901234567890', '9007199254740993']) {
      const body = c2bCallbackBody({ billReference: 'REF' }).replace('"REF"', digits)
      expect(read(body)).toMatchObject({ billReference: digits, amount: 40 })
    }
  })

  test.each([
    ['40.00', 40],
    ['40', 40],
    [40.5, 40.5],
    ['1,200.05', 1200.05],
    [0.1, 0.1],
    ['99999999999.99', 99999999999.99],
  ])('%j shillings are %d', (told, amount) => {
    expect(read(c2bCallbackBody({ amount: told }))).toMatchObject({ amount })
  })

  test.each([40.005, '40.005', '1e3', 'forty', '40,00', '9'.repeat(20), 1e21])(
    '%j is no amount, and said to be none',
    (told) => {
      const message = read(c2bCallbackBody({ amount: told }))
      expect(message).not.toHaveProperty('amount')
      expect(message.unreadable).toEqual(['TransAmount'])
    },
  )
})

describe('a standing order', () => {
  test('is created only where header and data agree', () => {
    const body = ratibaCallbackBody().replace(
      '"responseCode","value":"0"',
      '"responseCode","value":"1037"',
    )
    expect(read(body)).toMatchObject({
      kind: 'ratiba',
      created: false,
      unreadable: ['responseCode'],
    })
  })
})

describe('a request that comes back', () => {
  test('does not show its credential', () => {
    const text = JSON.stringify(read(queueTimeoutBody({ SecurityCredential: 'c3VwZXIgc2VjcmV0' })))
    expect(text).not.toContain('c3VwZXIgc2VjcmV0')
  })

  test.each([
    ['BusinessPayToPochi', 'pochi'],
    ['PayTaxToKRA', 'tax'],
    ['BusinessBuyGoods', 'b2b'],
    ['TransactionStatusQuery', 'status'],
    ['AccountBalance', 'balance'],
    ['TransactionReversal', 'reversal'],
    ['SomethingNew', undefined],
  ])('with %s is known as %s', (CommandID, api) => {
    const message = read(queueTimeoutBody({ CommandID }))
    expect(message.kind === 'queue-timeout' && message.api).toBe(api)
  })
})

describe('what is no message', () => {
  test.each([
    '',
    'null',
    '[]',
    '{}',
    '<html>',
    '{"Result":[]}',
    '{"Result":null}',
    '{"Body":{"stkCallback":{"ResultCode":0}}}',
    '{"TransID":{"a":1},"TransAmount":"1"}',
    '{"__proto__":{"TransID":"x","TransAmount":1}}',
    `${'['.repeat(40)}${']'.repeat(40)}`,
    `{"a":${'['.repeat(100_000)}`,
    `{"a":"${'x'.repeat(1_100_000)}"}`,
  ])('%.40s comes back with its bytes and the reason', (text) => {
    const raw = new TextEncoder().encode(text)
    const parsed = parseDaraja(raw)
    expect(parsed.ok).toBe(false)
    expect(parsed.raw).toBe(raw)
    expect(!parsed.ok && parsed.reason).toMatch(/\w/)
    expect(parseDaraja(text).raw).toEqual(raw)
  })

  test('quotes and backslashes without end take no long time', () => {
    const startMs = performance.now()
    for (const text of [
      '"'.repeat(1_000_000),
      '\\"'.repeat(500_000),
      ': 1234567890123456"'.repeat(50_000),
    ]) {
      expect(parseDaraja(text).ok).toBe(false)
    }
    expect(performance.now() - startMs).toBeLessThan(2000)
  })
})

test('bytes that are no UTF-8 spoil only the text they stand in', () => {
  const raw = Buffer.from(c2bCallbackBody({ firstName: 'AM\u00ffNA' }), 'latin1')
  const parsed = parseDaraja(raw)
  expect(parsed).toMatchObject({ ok: true, message: { firstName: 'AM\ufffdNA', amount: 40 } })
  expect(parsed.raw).toBe(raw)
})
