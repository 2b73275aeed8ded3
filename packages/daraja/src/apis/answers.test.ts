import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/api-vectors.json' with { type: 'json' }
import { ask } from '../../test-data/ask.ts'
import type { RequestName } from '../../test-data/vector-calls.ts'
import { createDaraja } from '../daraja.ts'
import { createTestClock, type FakeReply, fakeTransport } from '../testing.ts'

const { syncResponses: answers } = vectors
const asyncApis: RequestName[] = [
  'b2cV3',
  'b2cV1',
  'pochi',
  'b2bPayBill',
  'b2bBuyGoods',
  'b2bTopUp',
  'tax',
  'status',
  'balance',
  'reversal',
]

/** What the client makes of each answer of the vectors; OAuth has a test of its own. */
const told: {
  [name in Exclude<keyof typeof answers, `oauth_${string}`>]: [RequestName[], object]
} = {
  stkPush: [
    ['stkPush', 'stkPushTill'],
    { outcome: 'accepted', checkoutRequestId: expect.any(String) },
  ],
  stkQuery_paid: [['stkQuery'], { outcome: 'paid', resultCode: '0' }],
  stkQuery_cancelled: [['stkQuery'], { outcome: 'failed', resultCode: '1032' }],
  stkQuery_noAnswer: [['stkQuery'], { outcome: 'failed', resultCode: '1037' }],
  stkQuery_pending4999: [['stkQuery'], { outcome: 'pending' }],
  stkQuery_pending500: [['stkQuery'], { outcome: 'pending' }],
  stkQuery_unknown500: [['stkQuery'], unknown('prompt_not_found')],
  stkQuery_tooEarlyOrUnknown400: [['stkQuery'], unknown('prompt_not_found')],
  stkQuery_rateLimited: [['stkQuery'], { outcome: 'limited', by: 'safaricom' }],
  c2bRegister_docs: [['c2bRegister'], { outcome: 'accepted', responseDescription: 'success' }],
  c2bRegister_live: [
    ['c2bRegister'],
    { outcome: 'accepted', originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21204600' },
  ],
  c2bRegister_again: [['c2bRegister'], rejected('already_registered')],
  c2bRegister_forbiddenWord: [['c2bRegister'], rejected('field_refused')],
  c2bSimulate: [
    ['c2bSimulate'],
    { outcome: 'accepted', originatorConversationId: '7d2c-4e0a-9b11-3f6a0c55e1d21204611' },
  ],
  asyncAck: [
    asyncApis,
    {
      outcome: 'accepted',
      conversationId: 'AG_20260102_2010a41b77c09e5d3f18',
      originatorConversationId: 'acme-7f1c2a90',
    },
  ],
  express: [['express'], { outcome: 'accepted', status: 'USSD Initiated Successfully' }],
  express_noProduct: [['express'], rejected('token_refused')],
  qr_live: [['qr'], { outcome: 'answered', qrCode: answers.qr_live.body.QRCode }],
  qr_docs: [['qr'], { outcome: 'answered', qrCode: 'iVBORw0KGgo=' }],
  ratiba: [
    ['ratiba'],
    { outcome: 'accepted', responseRefId: '0d0f2a51-7f0c-4a1e-9f60-5a2f9a1b7c3d' },
  ],
  ratiba_error_live: [
    ['ratiba'],
    {
      outcome: 'rejected',
      error: {
        code: 'field_refused',
        httpStatus: 400,
        requestId: '7d2c-4e0a-9b11-3f6a0c55e1d21205340',
        detail: expect.stringContaining('BusinessShortCode'),
      },
    },
  ],
  pullRegister: [['pullRegister'], { outcome: 'accepted', alreadyRegistered: false }],
  pullRegister_spaceKey: [['pullRegister'], { outcome: 'accepted', alreadyRegistered: true }],
  pullQuery: [
    ['pullQuery'],
    {
      outcome: 'answered',
      unusable: 0,
      rows: [
        {
          receipt: 'UA24K0TT1E',
          amount: 40,
          msisdn: '254708374149',
          billReference: 'UNIT-7',
          transactedAt: new Date('2026-01-02T11:15:00+03:00'),
        },
      ],
    },
  ],
  pullQuery_none_live: [['pullQuery'], { outcome: 'answered', rows: [] }],
  imsi: [
    ['imsi'],
    {
      outcome: 'answered',
      imsi: '9000000000000001',
      lastSwap: new Date('2025-11-19T00:00:00+03:00'),
      registeredAt: new Date('2021-02-14T00:00:00+03:00'),
    },
  ],
  swap_none: [['swap'], { outcome: 'answered', lastSwap: 'none' }],
  orgInfo: [['orgInfo'], { outcome: 'answered', name: 'Example Org', chargeProfileId: '20129' }],
  billOptin: [['billOptin'], { outcome: 'accepted', appKey: 'AG_0000000000_000000000XX' }],
  billInvoice: [
    ['billSingle', 'billBulk'],
    { outcome: 'accepted', message: 'Invoice sent successfully' },
  ],
  billCancel: [
    ['billCancelSingle', 'billCancelBulk'],
    { outcome: 'accepted', message: 'Invoice cancelled successfuly.' },
  ],
  billCancel_conflict: [
    ['billCancelSingle', 'billCancelBulk'],
    {
      outcome: 'rejected',
      error: {
        code: 'request_declined',
        gatewayCode: '409',
        detail: expect.stringContaining('paid'),
      },
    },
  ],
  bill_gatewayTimeout_live: [['billOptin', 'billSingle', 'billBulk'], unknown('timed_out')],
}

const cases = Object.entries(told).flatMap(([answer, [calls, outcome]]) =>
  calls.map((call) => ({ answer: answer as keyof typeof told, call, outcome })),
)

test.each(cases)('$answer is understood by $call', async ({ answer, call, outcome }) => {
  const { result, sent } = await ask(call, answers[answer])
  expect(result).toMatchObject(outcome)
  // A refused token is the one thing that is tried again.
  expect(sent).toBe(answer === 'express_noProduct' ? 2 : 1)
})

test.each(['oauth_string', 'oauth_number'] as const)('%s brings a token', async (name) => {
  const { fetch } = fakeTransport({ oauth: answers[name] })
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const daraja = createDaraja({ baseUrl: 'https://daraja.test', ...keys, fetch, clock })
  const token = { outcome: 'answered', accessToken: 'Zk3pQ0v9LrT7yXw2HsN8aBcD1eFg' }
  expect(await daraja.accessToken()).toEqual(token)
})

describe('what else was seen in the field', () => {
  const wrong = { ResponseCode: '1', ResponseDescription: 'No' }
  test.each<[string, RequestName, FakeReply, object]>([
    ['a number for a code', 'b2cV3', ack({ ResponseCode: 0 }), { outcome: 'accepted' }],
    ['zeros for a code', 'b2cV3', ack({ ResponseCode: '00000000' }), { outcome: 'accepted' }],
    ['no conversation', 'b2cV3', ack({ ConversationID: '' }), unknown('unexpected_answer')],
    ['a known refusal', 'b2cV3', ack({ ResponseCode: '21' }), rejected('request_declined')],
    ['a code nobody knows', 'b2cV3', ack({ ResponseCode: '31415' }), unknown('result_unlisted')],
    ['a request kept', 'b2cV3', ack({ ResponseCode: '100000000' }), unknown('result_unlisted')],
    ['a duplicate', 'b2cV3', ack({ ResponseCode: '15' }), unknown('result_unlisted')],
    ['success under 500', 'b2cV3', ack({}, 500), unknown('unexpected_answer')],
    ['a page', 'b2cV3', { body: '<html>' }, unknown('unreadable_answer')],
    ['nothing', 'reversal', { status: 404, body: '' }, unknown('unreadable_answer')],
    ['a reset', 'b2bPayBill', { fail: 'reset' }, unknown('connection_lost')],
    ['no connection', 'b2bPayBill', { fail: 'refused' }, rejected('connection_failed')],
    [
      'the 2019 form of already registered',
      'c2bRegister',
      {
        body: {
          ConversationID: '',
          ResponseCode: '1',
          ResponseDescription: 'Validation and Confirmation URLs are already registered',
        },
      },
      rejected('already_registered'),
    ],
    ['a refused URL', 'c2bRegister', { body: wrong }, rejected('request_declined')],
    [
      'a refused till',
      'express',
      { body: { code: '4104', status: 'Missing' } },
      rejected('request_declined'),
    ],
    [
      'a refusal in the envelope of Ratiba',
      'ratiba',
      { body: { ResponseHeader: { responseCode: '1050', responseDescription: 'Duplicate' } } },
      rejected('request_declined'),
    ],
    [
      'the same in lower camel case',
      'ratiba',
      {
        status: 400,
        body: { responseHeader: { responseCode: '1051', responseDescription: 'Bad' } },
      },
      rejected('request_declined'),
    ],
    [
      'an organisation that is none',
      'orgInfo',
      { body: { ResponseCode: '4000', ResponseMessage: 'Invalid Identifier' } },
      rejected('request_declined'),
    ],
    [
      'an organisation with the code of the table',
      'orgInfo',
      { body: { ResponseCode: 0, OrganizationName: 'Acme' } },
      { outcome: 'answered', name: 'Acme' },
    ],
    [
      'an empty page of payments',
      'pullQuery',
      { body: { ResponseCode: '1000', ResponseMessage: 'Success', Response: [[]] } },
      { outcome: 'answered', rows: [] },
    ],
    ['no picture', 'qr', { body: wrong }, rejected('request_declined')],
    [
      'a number that is not served',
      'imsi',
      { body: { responseCode: '404', responseDesc: 'Not found' } },
      rejected('request_declined'),
    ],
  ])('%s (%s)', async (_, call, reply, outcome) => {
    expect((await ask(call, reply)).result).toMatchObject(outcome)
  })
})

function ack(fields: object, status = 200): FakeReply {
  return { status, body: { ...answers.asyncAck.body, ...fields } }
}

function rejected(code: string) {
  return { outcome: 'rejected', error: { code, outcome: 'rejected', moneyMayHaveMoved: false } }
}

function unknown(code: string) {
  return { outcome: 'unknown', error: { code, outcome: 'unknown', moneyMayHaveMoved: true } }
}
