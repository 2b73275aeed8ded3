import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { createDaraja, type DarajaOptions } from '../daraja.ts'
import { isDarajaInputError } from '../errors.ts'
import type { Msisdn } from '../msisdn.ts'
import { createTestClock, errorReply, type FakeScript, fakeTransport } from '../testing.ts'
import type { StkPushInput } from './stk-push.ts'

const passkey = vectors.sandboxConstants.stkPasskey
const input: StkPushInput = {
  shortcode: '174379',
  passkey,
  transactionType: 'CustomerPayBillOnline',
  amount: 125,
  msisdn: '254708374149' as Msisdn,
  callbackUrl: 'https://pay.example.com/hooks/stk/9f3c',
  accountReference: 'INV-20417',
  description: 'Invoice',
}

function setUp(script: FakeScript = {}, options: Partial<DarajaOptions> = {}) {
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const { fetch, requests } = fakeTransport(script)
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const baseUrl = 'https://daraja.test/'
  const daraja = createDaraja({ baseUrl, ...keys, fetch, clock, limits: 'off', ...options })
  return { clock, daraja, pushes: () => requests.filter((it) => it.endpoint === 'stkPush') }
}

const page = '<html><body>Service Unavailable</body></html>'
const lock =
  'Unable to lock subscriber, a transaction is already in process for the current subscriber'
const wrong = '[MerchantValidate] - Wrong credentials'

describe('the request', () => {
  test('is byte for byte the documented one', async () => {
    const { daraja, pushes } = setUp()
    await daraja.stkPush(input)
    const [request] = pushes()
    expect(request?.url).toBe(`https://daraja.test${vectors.requests.stkPush.path}`)
    expect(request?.headers['content-type']).toBe('application/json')
    expect(JSON.stringify(request?.body)).toBe(JSON.stringify(vectors.requests.stkPush.body))
  })

  test('to a till names the store and the till', async () => {
    const { daraja, pushes } = setUp()
    const till = { transactionType: 'CustomerBuyGoodsOnline', partyB: '300222' } as const
    await daraja.stkPush({ ...input, ...till, shortcode: '600111' })
    const { BusinessShortCode, PartyB, TransactionType } = vectors.requests.stkPushTill.body
    expect(pushes()[0]?.body).toMatchObject({ BusinessShortCode, PartyB, TransactionType })
  })
})

describe('accepted', () => {
  test('is a zero and an identifier, and the answer is kept', async () => {
    const { daraja } = setUp({ stkPush: vectors.syncResponses.stkPush })
    const { body } = vectors.syncResponses.stkPush
    expect(await daraja.stkPush(input)).toEqual({
      outcome: 'accepted',
      checkoutRequestId: body.CheckoutRequestID,
      merchantRequestId: body.MerchantRequestID,
      responseDescription: body.ResponseDescription,
      customerMessage: body.CustomerMessage,
      raw: JSON.stringify(body),
    })
  })

  test('keeps an identifier that holds the phone number by chance', async () => {
    const body = { ResponseCode: 0, CheckoutRequestID: 'ws_CO_02012026030405254708374149' }
    const push = await setUp({ stkPush: { body } }).daraja.stkPush(input)
    expect(push).toMatchObject({ outcome: 'accepted', checkoutRequestId: body.CheckoutRequestID })
    expect(push.raw).toBe(JSON.stringify(body))
  })
})

describe('rejected: certain that nothing was executed', () => {
  test.each([
    [errorReply({ errorCode: '500.001.1001', errorMessage: wrong }), 'wrong_credentials'],
    [errorReply({ errorCode: '500.001.1001', errorMessage: lock }), 'subscriber_locked'],
    [
      { ...errorReply({ errorCode: '500.001.1001', errorMessage: lock }), status: 200 },
      'subscriber_locked',
    ],
    [
      errorReply({ errorCode: '400.002.02', errorMessage: 'Bad Request - Invalid Amount' }),
      'field_refused',
    ],
    [errorReply({ errorCode: '500.003.02', errorMessage: 'Spike Arrest Violation' }), 'throttled'],
    [errorReply({ errorCode: '500.003.03', errorMessage: 'Quota Violation' }), 'quota_exceeded'],
    [vectors.syncResponses.stkQuery_rateLimited, 'throttled'],
    [{ status: 429, body: page }, 'throttled'],
    [{ body: { ResponseCode: '1', ResponseDescription: 'Rejected' } }, 'request_declined'],
    [{ fail: 'refused' } as const, 'connection_failed'],
  ])('%j', async (reply, code) => {
    const { daraja, pushes } = setUp({ stkPush: reply })
    const push = await daraja.stkPush(input)
    expect(push).toMatchObject({
      outcome: 'rejected',
      error: {
        code,
        outcome: 'rejected',
        moneyMayHaveMoved: false,
        message: 'Failed to initiate payment',
      },
    })
    expect(pushes()).toHaveLength(1)
  })

  test('a phone number that Safaricom refuses has the sentence of the guide', async () => {
    const errorMessage = 'Bad Request - Invalid PhoneNumber'
    const { daraja } = setUp({ stkPush: errorReply({ errorCode: '400.002.02', errorMessage }) })
    const error = { code: 'invalid_phone_number', message: 'Invalid phone number' }
    expect(await daraja.stkPush(input)).toMatchObject({ outcome: 'rejected', error })
  })

  test('the error carries what Safaricom asks for when it is called', async () => {
    const { daraja } = setUp({
      stkPush: errorReply({ errorCode: '500.001.1001', errorMessage: wrong }),
    })
    expect(await daraja.stkPush(input)).toMatchObject({
      error: {
        httpStatus: 500,
        gatewayCode: '500.001.1001',
        requestId: '7d2c-4e0a-9b11-3f6a0c55e1d21204500',
        detail: wrong,
        whatToDo: expect.stringContaining('passkey'),
      },
    })
  })
})

describe('unknown: the prompt may be on the phone', () => {
  test.each([
    [{ status: 503, body: page }, 'unreadable_answer'],
    [{ status: 200, body: page }, 'unreadable_answer'],
    [{ status: 500, body: '' }, 'unreadable_answer'],
    [{ status: 200, body: '' }, 'unreadable_answer'],
    [{ status: 200, body: 'null' }, 'unreadable_answer'],
    [{ status: 400, body: page }, 'unreadable_answer'],
    [
      { status: 302, body: '', headers: { location: 'https://elsewhere.test' } },
      'unreadable_answer',
    ],
    [{ body: 'x'.repeat(70_000) }, 'unreadable_answer'],
    [{ body: {} }, 'unexpected_answer'],
    [{ body: { ResponseCode: '0' } }, 'unexpected_answer'],
    [{ status: 500, body: vectors.syncResponses.stkPush.body }, 'unexpected_answer'],
    [errorReply({ errorCode: '599.1' }), 'unexpected_answer'],
    [
      errorReply({ errorCode: '500.001.1001', errorMessage: 'Internal Server Error' }),
      'internal_error',
    ],
    [errorReply({ errorCode: '500.001.1001', errorMessage: '' }), 'internal_error'],
    [errorReply({ errorCode: '500.003.1001' }), 'internal_error'],
    [vectors.syncResponses.bill_gatewayTimeout_live, 'timed_out'],
    [{ fail: 'reset' } as const, 'connection_lost'],
  ])('%.120j', async (reply, code) => {
    const { daraja, pushes } = setUp({ stkPush: reply })
    expect(await daraja.stkPush(input)).toMatchObject({
      outcome: 'unknown',
      error: { code, outcome: 'unknown', moneyMayHaveMoved: true },
    })
    expect(pushes()).toHaveLength(1)
  })

  test('no answer within the deadline', async () => {
    const { clock, daraja, pushes } = setUp({ stkPush: { fail: 'hang' } })
    const push = daraja.stkPush(input)
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(29_999)
    expect(await Promise.race([push, Promise.resolve('waiting')])).toBe('waiting')
    clock.advance(1)
    expect(await push).toMatchObject({ outcome: 'unknown', error: { code: 'timed_out' } })
    expect(pushes()).toHaveLength(1)
  })
})

describe('input that cannot be right is refused before anything is sent', () => {
  test.each([
    ['amount', 0],
    ['amount', 0.5],
    ['amount', -1],
    ['amount', '10'],
    ['amount', Number.NaN],
    ['amount', 2 ** 60],
    ['msisdn', '0708374149'],
    ['msisdn', undefined],
    ['accountReference', ''],
    ['accountReference', '   '],
    ['accountReference', 'thirteen-long'],
    ['accountReference', 'tab\there'],
    ['accountReference', undefined],
    ['description', ''],
    ['description', undefined],
    ['description', 'fourteen chars'],
    ['callbackUrl', 'pay.example.com'],
    ['callbackUrl', 'ftp://pay.example.com/x'],
    ['callbackUrl', 'https://<your-host>/x'],
    ['shortcode', '17'],
    ['shortcode', 174379],
    ['passkey', ''],
    ['partyB', 'till'],
    ['transactionType', 'CustomerPaybillOnline'],
  ])('%s %j', async (field, value) => {
    const { daraja, pushes } = setUp()
    const push = await daraja.stkPush({ ...input, [field]: value } as StkPushInput)
    if (push.outcome !== 'rejected') throw new Error(push.outcome)
    expect(isDarajaInputError(push.error) && push.error.field).toBe(field)
    expect(push.error.message).toBe(
      field === 'msisdn' ? 'Invalid phone number' : `Invalid ${field}`,
    )
    expect(pushes()).toHaveLength(0)
  })

  test('a client that cannot work is not made', () => {
    for (const wrongOption of [{ baseUrl: 'nowhere' }, { consumerKey: '' }, { timeoutMs: 0 }]) {
      expect(() => setUp({}, wrongOption)).toThrow(/^Invalid /)
    }
  })
})

describe('limits', () => {
  test('over the limit nothing is sent, and the wait is told', async () => {
    const limits = { stkPush: { perMinute: 60, burst: 1 } }
    const { clock, daraja, pushes } = setUp({}, { limits })
    await daraja.stkPush(input)
    expect(await daraja.stkPush(input)).toMatchObject({
      outcome: 'rejected',
      error: { code: 'rate_limited', retryAfterMs: 1000, moneyMayHaveMoved: false },
    })
    expect(pushes()).toHaveLength(1)
    clock.advance(1000)
    expect((await daraja.stkPush(input)).outcome).toBe('accepted')
  })

  test('after a 429 pushes pause for as long as Safaricom asks', async () => {
    const busy = { ...vectors.syncResponses.stkQuery_rateLimited, headers: { 'retry-after': '20' } }
    const { clock, daraja, pushes } = setUp({ stkPush: busy }, { limits: {} })
    const error = { code: 'throttled', retryAfterMs: 20_000 }
    expect(await daraja.stkPush(input)).toMatchObject({ outcome: 'rejected', error })
    clock.advance(5000)
    expect(await daraja.stkPush(input)).toMatchObject({
      outcome: 'rejected',
      error: { code: 'rate_limited', retryAfterMs: 15_000 },
    })
    expect(pushes()).toHaveLength(1)
  })
})
