import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/callback-vectors.json' with { type: 'json' }
import { parsePullAnswer } from './pull-answer.ts'

function read(body: unknown) {
  const parsed = parsePullAnswer(JSON.stringify(body))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed
}

const { body } = vectors.syncResponses.pullQuery
const row = body.Response[0]?.[0]
const payment = {
  receipt: 'UA24K0TT1E',
  // The answer says Z; 11:15 in Nairobi is 08:15 in Greenwich.
  transactedAt: new Date('2026-01-02T11:15:00+03:00'),
  msisdn: '254708374149',
  sender: 'MPESA',
  transactionType: 'c2b-pay-bill-debit',
  billReference: 'UNIT-7',
  amount: 40,
  organisation: 'Example Org',
  unreadable: [],
}

test('a recorded answer is read field by field', () => {
  expect(read(body)).toMatchObject({
    responseCode: '1000',
    description: 'Success',
    responseRefId: '31022-50410077-1',
    rows: [payment],
    unusable: 0,
  })
})

test('no records is an empty page, in each of its forms', () => {
  expect(read(vectors.syncResponses.pullQuery_none_live.body)).toMatchObject({
    responseCode: '1001',
    responseRefId: '7d2c-4e0a-9b11-3f6a0c55e1d21205401',
    rows: [],
  })
  for (const Response of [[[]], [], null, '']) {
    expect(read({ ResponseCode: '1000', Response })).toMatchObject({ rows: [], unusable: 0 })
  }
})

test('rows come in a list within a list, in several, in one, or alone', () => {
  for (const Response of [[[row, row]], [[row], [row]], [row, row]]) {
    expect(read({ ...body, Response }).rows).toEqual([payment, payment])
  }
  expect(read({ ...body, Response: row }).rows).toEqual([payment])
})

describe('a row', () => {
  const told = (changes: object) => read({ ...body, Response: [[{ ...row, ...changes }]] })

  test.each([
    [708374149, '254708374149'],
    ['254708374149', '254708374149'],
    ['0708374149', '254708374149'],
    ['2547 ***** 149', '2547 ***** 149'],
  ])('of phone %s', (msisdn, expected) => {
    expect(told({ msisdn }).rows).toMatchObject([{ msisdn: expected }])
  })

  test('keeps what it has when the rest is not understood', () => {
    const { rows } = told({ amount: 'forty', trxDate: 'noon', sender: null })
    expect(rows).toMatchObject([{ receipt: 'UA24K0TT1E', unreadable: ['trxDate', 'amount'] }])
    expect(rows[0]).not.toHaveProperty('amount')
  })

  test('without a receipt is counted', () => {
    expect(told({ transactionId: '' })).toMatchObject({ rows: [], unusable: 1 })
    expect(read({ ...body, Response: [['x', 1, null]] })).toMatchObject({ rows: [], unusable: 3 })
  })
})

test.each(['', '<html>', '[]', '{"Response":[]}', '{"errorCode":"401.001"}'])(
  '%s is no answer',
  (text) => expect(parsePullAnswer(text)).toMatchObject({ ok: false }),
)

test('the bytes come back as they came', () => {
  const raw = new TextEncoder().encode(JSON.stringify(body))
  expect(parsePullAnswer(raw).raw).toBe(raw)
})
