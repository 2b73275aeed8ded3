import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { resultCodes } from '../codes/result-codes.ts'
import { createDaraja, type DarajaOptions } from '../daraja.ts'
import {
  createTestClock,
  errorReply,
  type FakeReplies,
  fakeCheckoutRequestId,
  fakeTransport,
  stkQueryReply,
} from '../testing.ts'

const passkey = vectors.sandboxConstants.stkPasskey
const input = { shortcode: '174379', passkey, checkoutRequestId: fakeCheckoutRequestId }

function setUp(stkQuery: FakeReplies, options: Partial<DarajaOptions> = {}) {
  const clock = createTestClock(new Date('2026-01-02T03:05:00+03:00'))
  const { fetch, requests } = fakeTransport({ stkQuery })
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const baseUrl = 'https://daraja.test'
  const daraja = createDaraja({ baseUrl, ...keys, fetch, clock, limits: 'off', ...options })
  return { clock, daraja, queries: () => requests.filter((it) => it.endpoint === 'stkQuery') }
}

function ask(stkQuery: FakeReplies) {
  return setUp(stkQuery).daraja.stkQuery(input)
}

const replies = vectors.syncResponses

test('the request is byte for byte the documented one', async () => {
  const { daraja, queries } = setUp(replies.stkQuery_paid)
  await daraja.stkQuery(input)
  expect(JSON.stringify(queries()[0]?.body)).toBe(JSON.stringify(vectors.requests.stkQuery.body))
})

test('paid and failed are told with the code as text and the answer as it came', async () => {
  const { ResultDesc: resultDesc } = replies.stkQuery_paid.body
  const raw = JSON.stringify(replies.stkQuery_paid.body)
  const paid = { outcome: 'paid', resultCode: '0', resultDesc, raw }
  expect(await ask(replies.stkQuery_paid)).toEqual(paid)
  expect(await ask(replies.stkQuery_cancelled)).toMatchObject({
    outcome: 'failed',
    resultCode: '1032',
  })
  expect(await ask(replies.stkQuery_noAnswer)).toMatchObject({
    outcome: 'failed',
    resultCode: '1037',
  })
  const number = { ...replies.stkQuery_paid.body, ResponseCode: 0, ResultCode: 0 }
  expect(await ask({ body: number })).toMatchObject({ outcome: 'paid', resultCode: '0' })
})

test.each(vectors.stkFinalCodes.filter((code) => code !== '0'))('%s is a failure', async (code) => {
  expect(await ask(stkQueryReply({ resultCode: code }))).toMatchObject({
    outcome: 'failed',
    resultCode: code,
  })
})

describe('pending, in every form', () => {
  test.each([
    replies.stkQuery_pending4999,
    replies.stkQuery_pending500,
    { ...replies.stkQuery_pending500, status: 200 },
    errorReply({ errorCode: '500.001.1001', errorMessage: '' }),
    { status: 500, body: { requestId: 'x', errorCode: '500.001.1001' } },
    errorReply({
      errorCode: '500.001.1001',
      errorMessage: 'The transaction is still under processing',
    }),
  ])('%j', async (reply) => {
    expect(await ask(reply)).toMatchObject({ outcome: 'pending' })
  })
})

describe('unknown, never failed', () => {
  const other = resultCodes.filter(({ apis }) => !apis.includes('stk')).map(({ code }) => code)

  test.each(['7777', 'NEW_1', ...other])(
    'result code %s, which settles no STK payment',
    async (code) => {
      expect(await ask(stkQueryReply({ resultCode: code }))).toMatchObject({
        outcome: 'unknown',
        error: { code: 'result_unlisted', gatewayCode: code, moneyMayHaveMoved: true },
      })
    },
  )

  test.each([
    ['too early', replies.stkQuery_tooEarlyOrUnknown400, 'prompt_not_found'],
    ['does not exist', replies.stkQuery_unknown500, 'prompt_not_found'],
    [
      'a refused password',
      errorReply({ errorCode: '500.001.1001', errorMessage: 'Wrong credentials' }),
      'wrong_credentials',
    ],
    [
      'another text of that code',
      errorReply({ errorCode: '500.001.1001', errorMessage: 'Oops' }),
      'internal_error',
    ],
    ['a page', { status: 503, body: '<html>' }, 'unreadable_answer'],
    ['a page with 200', { body: '<html>' }, 'unreadable_answer'],
    ['nothing', { body: '' }, 'unreadable_answer'],
    ['no result', { body: { ResponseCode: '0' } }, 'unexpected_answer'],
    [
      'another response code',
      { body: { ResponseCode: '1', ResultCode: '0' } },
      'unexpected_answer',
    ],
    ['another prompt', stkQueryReply({ checkoutRequestId: 'ws_CO_other' }), 'unexpected_answer'],
    ['a result under 500', { ...replies.stkQuery_paid, status: 500 }, 'unexpected_answer'],
    ['reset', { fail: 'reset' } as const, 'connection_lost'],
    ['refused', { fail: 'refused' } as const, 'connection_failed'],
  ])('%s', async (_, reply, code) => {
    const answer = await ask(reply)
    expect(answer).toMatchObject({
      outcome: 'unknown',
      error: { code, outcome: 'unknown', moneyMayHaveMoved: true },
    })
  })

  test('no token, or input that cannot be right', async () => {
    const { daraja } = setUp(replies.stkQuery_paid)
    const noId = await daraja.stkQuery({ ...input, checkoutRequestId: '' })
    expect(noId).toMatchObject({ outcome: 'unknown', error: { field: 'checkoutRequestId' } })
    const broken = setUp([], { fetch: () => Promise.reject(new TypeError('fetch failed')) })
    expect(await broken.daraja.stkQuery(input)).toMatchObject({
      outcome: 'unknown',
      error: { code: 'authentication_unavailable', moneyMayHaveMoved: true },
    })
  })

  test('no answer within fifteen seconds', async () => {
    const { clock, daraja } = setUp({ fail: 'hang' })
    const answer = daraja.stkQuery(input)
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(15_000)
    expect(await answer).toMatchObject({ outcome: 'unknown', error: { code: 'timed_out' } })
  })
})

describe('limited', () => {
  test('the sandbox is asked once in twelve seconds', async () => {
    const { clock, daraja, queries } = setUp(replies.stkQuery_pending4999, {
      baseUrl: 'https://sandbox.safaricom.co.ke',
      limits: { stkQuery: { perMinute: 5, burst: 1 } },
    })
    await daraja.stkQuery(input)
    const limited = { outcome: 'limited', retryAfterMs: 12_000, by: 'client' }
    expect(await daraja.stkQuery(input)).toEqual(limited)
    expect(queries()).toHaveLength(1)
    clock.advance(12_000)
    expect((await daraja.stkQuery(input)).outcome).toBe('pending')
  })

  test('a 429 says when to come back, and until then nothing is sent', async () => {
    const { clock, daraja, queries } = setUp(
      [replies.stkQuery_rateLimited, replies.stkQuery_paid],
      {
        limits: {},
      },
    )
    const limited = { outcome: 'limited', retryAfterMs: 12_000, by: 'safaricom' }
    expect(await daraja.stkQuery(input)).toEqual(limited)
    expect(await daraja.stkQuery(input)).toEqual({ ...limited, by: 'client' })
    expect(queries()).toHaveLength(1)
    clock.advance(12_000)
    expect((await daraja.stkQuery(input)).outcome).toBe('paid')
  })
})
