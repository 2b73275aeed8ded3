import { afterEach, describe, expect, test } from 'vitest'
import type { Simulator, SimulatorOptions } from '../src/index.ts'
import { callbackOf, payer, pushBody, startSimulator, stk } from './harness.ts'

const open: Simulator[] = []
afterEach(async () => {
  for (const simulator of open.splice(0)) {
    expect(simulator.audit()).toEqual([])
    await simulator.close()
  }
})

async function start(options: SimulatorOptions = {}) {
  const started = await startSimulator(options)
  open.push(started.simulator)
  return started
}

const till = {
  shortcode: '600111',
  name: 'DUKA',
  type: 'till',
  passkey: 'tillkey',
  till: '300222',
} as const
const passwordOf = (shortcode: string, key: string, timestamp = '20260102030405') =>
  Buffer.from(shortcode + key + timestamp).toString('base64')
const tillBody = {
  BusinessShortCode: 600111,
  Password: passwordOf('600111', 'tillkey'),
  TransactionType: 'CustomerBuyGoodsOnline',
  PartyB: 300222,
}

describe('OAuth', () => {
  test('gives a token of 28 characters that lives 3599 seconds', async () => {
    const { daraja } = await start()
    const { status, json } = await daraja.signIn()
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9]{28}$/),
      expires_in: 3599,
    })
  })

  test('tells the life as a string where the older Daraja is wanted', async () => {
    const { daraja } = await start({ behaviour: { expiresIn: 'string' } })
    expect((await daraja.signIn()).json.expires_in).toBe('3599')
  })

  test.each([
    ['no header', undefined],
    ['another scheme', 'Bearer abc'],
    ['no colon', `Basic ${btoa('keysecret')}`],
    ['an empty secret', `Basic ${btoa('key:')}`],
  ])('refuses %s with 400.008.01', async (_what, authorization) => {
    const { daraja } = await start()
    const answer = await daraja.call('/oauth/v1/generate?grant_type=client_credentials', {
      headers: authorization === undefined ? {} : { authorization },
    })
    expect(answer).toMatchObject({
      status: 400,
      json: { errorCode: '400.008.01', errorMessage: 'Invalid Authentication passed' },
    })
    expect(answer.json.requestId).toMatch(new RegExp(stk.merchantRequestIdPattern))
  })

  test('refuses another grant type with 400.008.02', async () => {
    const { daraja } = await start()
    const answer = await daraja.call('/oauth/v1/generate', {
      headers: { authorization: 'Basic a2V5OnNlY3JldA==' },
    })
    expect(answer).toMatchObject({
      status: 400,
      json: { errorCode: '400.008.02', errorMessage: 'Invalid grant type passed' },
    })
  })

  test('refuses unknown keys when applications are configured, in production with an empty body', async () => {
    const apps = [{ consumerKey: 'key', consumerSecret: 'secret' }]
    const sandbox = await start({ apps })
    expect((await sandbox.daraja.signIn()).status).toBe(200)
    expect((await sandbox.daraja.signIn(`Basic ${btoa('key:other')}`)).json.errorCode).toBe(
      '400.008.01',
    )
    const production = await start({ apps, behaviour: { wrongKeys: 'empty' } })
    expect(await production.daraja.signIn(`Basic ${btoa('key:other')}`)).toMatchObject({
      status: 400,
      text: '',
    })
  })

  test('a token ends by the clock', async () => {
    const { daraja, simulator } = await start()
    await daraja.signIn()
    await simulator.advance(3_598_000)
    expect((await daraja.push()).status).toBe(200)
    await simulator.advance(1_000)
    expect((await daraja.push()).json.errorCode).toBe('404.001.03')
  })

  test.each([
    [false, 200],
    [true, 404],
  ])(
    'a new token revokes the earlier one only when switched on (%s)',
    async (newTokenRevokes, status) => {
      const { daraja } = await start({ behaviour: { newTokenRevokes } })
      await daraja.signIn()
      const earlier = daraja.token()
      await daraja.signIn()
      expect((await daraja.push({}, { authorization: `Bearer ${earlier}` })).status).toBe(status)
    },
  )
})

describe('STK push', () => {
  test('answers in the exact shape, all strings', async () => {
    const { daraja } = await start()
    const { status, json, type } = await daraja.push()
    expect(status).toBe(200)
    expect(type).toMatch(/^application\/json/)
    const { MerchantRequestID, CheckoutRequestID, ...rest } = stk.syncResponses.stkPush.body
    expect(Object.keys(json)).toEqual(
      Object.keys({ MerchantRequestID, CheckoutRequestID, ...rest }),
    )
    expect(json).toMatchObject(rest)
    expect(json.MerchantRequestID).toMatch(new RegExp(stk.merchantRequestIdPattern))
    expect(json.CheckoutRequestID).toBe('ws_CO_23112026120000250708374149')
  })

  test('takes numbers as strings', async () => {
    const { daraja } = await start()
    const body = Object.fromEntries(
      Object.entries(pushBody()).map(([name, value]) => [name, String(value)]),
    )
    expect((await daraja.push(body)).status).toBe(200)
  })

  test.each([
    ['BusinessShortCode', undefined, 'BusinessShortCode'],
    ['BusinessShortCode', 'abc', 'BusinessShortCode'],
    ['Password', undefined, 'Password'],
    ['Timestamp', '2026010203040', 'Timestamp'],
    ['Timestamp', '20261302030405', 'Timestamp'],
    ['TransactionType', 'customerpaybillonline', 'TransactionType'],
    ['TransactionType', 'CustomerBuyGoodsOnline', 'TransactionType'],
    ['Amount', 0, 'Amount'],
    ['Amount', -5, 'Amount'],
    ['Amount', 10.5, 'Amount'],
    ['Amount', 'ten', 'Amount'],
    ['Amount', 250_001, 'Amount'],
    ['PartyA', '0708374149', 'PartyA'],
    ['PartyB', 'x', 'PartyB'],
    ['PhoneNumber', '+254708374149', 'PhoneNumber'],
    ['CallBackURL', undefined, 'CallBackURL'],
    ['CallBackURL', 'https://<your-host>/hook', 'CallBackURL'],
    ['CallBackURL', 'ftp://pay.example.com/hook', 'CallBackURL'],
    ['AccountReference', '', 'AccountReference'],
    ['TransactionDesc', undefined, 'Remarks'],
  ])('refuses %s = %s as Invalid %3$s', async (field, value, named) => {
    const { daraja } = await start()
    expect(await daraja.push({ [field]: value })).toMatchObject({
      status: 400,
      json: { errorCode: '400.002.02', errorMessage: `Bad Request - Invalid ${named}` },
    })
  })

  test('looks at method, path, token, body, fields, password and subscriber in this order', async () => {
    const { daraja } = await start()
    const { path } = stk.requests.stkPush
    const bad = { authorization: 'Bearer nothing' }
    const code = async (answer: Promise<{ json: Record<string, unknown> }>) =>
      `${(await answer).json.errorCode} ${(await answer).json.errorMessage}`

    expect(await code(daraja.call('/mpesa/nothing', { method: 'DELETE' }))).toBe(
      '405.001 DELETE Method Not Allowed',
    )
    expect(await code(daraja.post('/mpesa/nothing', '{', bad))).toBe(
      '404.001.01 Resource not found',
    )
    expect(await code(daraja.post(path, '{', bad))).toBe('404.001.03 Invalid Access Token')
    expect(await code(daraja.post(path, '{'))).toBe('400.002.05 Invalid Request Payload')
    expect(
      await code(
        daraja.post(path, 'BusinessShortCode=174379', {
          'content-type': 'application/x-www-form-urlencoded',
        }),
      ),
    ).toBe('400.002.02 Bad Request - Invalid BusinessShortCode')
    expect(await code(daraja.push({ Amount: 0, PhoneNumber: 'x', Password: 'x' }))).toBe(
      '400.002.02 Bad Request - Invalid Amount',
    )
    expect((await daraja.push()).status).toBe(200)
    expect(await code(daraja.push({ Password: 'x' }))).toBe(
      '500.001.1001 [MerchantValidate] - Wrong credentials',
    )
    expect(await code(daraja.push())).toBe(
      '500.001.1001 Unable to lock subscriber, a transaction is already in process for the current subscriber',
    )
  })

  test('refuses a shortcode nobody has with HTTP 500', async () => {
    const { daraja } = await start()
    expect(await daraja.push({ BusinessShortCode: '555555', PartyB: '555555' })).toMatchObject({
      status: 500,
      json: { errorCode: '500.001.1001', errorMessage: 'Merchant does not exist' },
    })
  })

  test.each(stk.passwords)('takes the password of $timestamp whenever it is', async (vector) => {
    const { daraja } = await start()
    const answer = await daraja.push({ Timestamp: vector.timestamp, Password: vector.password })
    expect(answer.status).toBe(200)
  })

  test('strict mode refuses stale timestamps and what is too long', async () => {
    const { daraja } = await start({ behaviour: { strict: true } })
    expect((await daraja.push()).json.errorMessage).toBe('Bad Request - Invalid Timestamp')
    const now = '20261123120300'
    const key = stk.passwords[0]?.passkey ?? ''
    const fresh = { Timestamp: now, Password: passwordOf('174379', key, now) }
    expect(
      (await daraja.push({ ...fresh, AccountReference: 'A'.repeat(13) })).json.errorMessage,
    ).toBe('Bad Request - Invalid AccountReference')
    expect(
      (await daraja.push({ ...fresh, TransactionDesc: 'A'.repeat(14) })).json.errorMessage,
    ).toBe('Bad Request - Invalid Remarks')
    expect((await daraja.push(fresh)).status).toBe(200)
  })

  test('a till is paid at its till number, and its money lies in the merchant account', async () => {
    const { daraja, simulator, received } = await start({ businesses: [till] })
    expect(
      (await daraja.push({ ...tillBody, TransactionType: 'CustomerPayBillOnline' })).json
        .errorMessage,
    ).toBe('Bad Request - Invalid TransactionType')
    expect((await daraja.push(tillBody)).status).toBe(200)
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    await simulator.advance(3_000)
    expect(callbackOf(received[0]).ResultCode).toBe(0)
    expect(simulator.books().organisations[0]).toMatchObject({
      merchantCents: 12_500n,
      utilityCents: 0n,
    })
    expect(simulator.messages.of(payer)[0]?.text).toContain(
      'Ksh125.00 paid to DUKA. on 23/11/26 at 12:00 PM.New M-PESA',
    )
  })

  test('a receiver who is not the business ends in SFC_IC0003, a string', async () => {
    const { daraja, simulator, received } = await start({ businesses: [till] })
    await daraja.push({ ...tillBody, PartyB: 600111 })
    await simulator.advance(1_000)
    expect(callbackOf(received[0])).toMatchObject({
      ResultCode: 'SFC_IC0003',
      ResultDesc: 'The operator does not exist.',
    })
  })

  test('a prompt that is too long ends in 1025', async () => {
    const { daraja, simulator, received } = await start()
    await daraja.push({ AccountReference: 'A'.repeat(150) })
    await simulator.advance(1_000)
    expect(callbackOf(received[0]).ResultCode).toBe(1025)
  })
})

describe('STK query', () => {
  test('is too early in the first second, then pending in two forms, then final with a string code', async () => {
    const { daraja, simulator } = await start()
    const id = (await daraja.push()).json.CheckoutRequestID
    expect(await daraja.query(id)).toMatchObject({
      status: stk.syncResponses.stkQuery_tooEarlyOrUnknown400.status,
      json: { errorCode: '400.002.02', errorMessage: 'Bad Request - Invalid CheckoutRequestID' },
    })
    await simulator.advance(1_000)
    const first = await daraja.query(id)
    expect(first.status).toBe(200)
    const { ResultCode, ResultDesc } = stk.syncResponses.stkQuery_pending4999.body
    expect(first.json).toMatchObject({ ResponseCode: '0', ResultCode, ResultDesc })
    expect(await daraja.query(id)).toMatchObject({
      status: 500,
      json: { errorCode: '500.001.1001', errorMessage: 'The transaction is being processed' },
    })
    expect((await daraja.query(id)).json.ResultCode).toBe('4999')
    simulator.prompts.decline(payer)
    await simulator.advance(3_000)
    const final = await daraja.query(id)
    expect(Object.keys(final.json)).toEqual(Object.keys(stk.syncResponses.stkQuery_cancelled.body))
    expect(final.json).toMatchObject({
      ResultCode: '1032',
      ResultDesc: 'Request Cancelled by user.',
    })
  })

  test.each([
    ['does-not-exist', 500, 'The transaction does not Exist'],
    ['invalid-field', 400, 'Bad Request - Invalid CheckoutRequestID'],
  ] as const)('an unknown id is %s', async (unknownQuery, status, errorMessage) => {
    const { daraja } = await start({ behaviour: { unknownQuery } })
    expect(await daraja.query('ws_CO_1')).toMatchObject({ status, json: { errorMessage } })
  })

  test('checks token and password', async () => {
    const { daraja } = await start()
    const { path, body } = stk.requests.stkQuery
    expect((await daraja.post(path, body, { authorization: '' })).json.errorCode).toBe('404.001.03')
    expect((await daraja.post(path, { ...body, Password: 'x' })).json.errorMessage).toBe(
      '[MerchantValidate] - Wrong credentials',
    )
    expect(
      (await daraja.post(path, { ...body, CheckoutRequestID: undefined })).json.errorMessage,
    ).toBe('Bad Request - Invalid CheckoutRequestID')
  })

  test('answers 429 to a second query within twelve seconds where spike arrest is on', async () => {
    const { daraja, simulator } = await start({ behaviour: { querySpikeArrest: true } })
    expect((await daraja.query('ws_CO_1')).status).toBe(500)
    const arrested = await daraja.query('ws_CO_1')
    expect(arrested.status).toBe(429)
    expect(arrested.json).toEqual(stk.syncResponses.stkQuery_rateLimited.body)
    await simulator.advance(12_000)
    expect((await daraja.query('ws_CO_1')).status).toBe(500)
  })
})

describe('other APIs', () => {
  test.each([
    ['/mpesa/c2b/v2/registerurl', 400, '400.003.01'],
    ['/mpesa/b2c/v3/paymentrequest', 401, '401.002.01'],
    ['/mpesa/reversal/v1/request', 404, '404.001.03'],
    ['/pulltransactions/v1/query', 401, '401.001'],
    ['/v1/ussdpush/get-msisdn', 401, '401'],
  ])(
    '%s refuses a bad token in its own way, and a good one for want of the product',
    async (path, status, errorCode) => {
      const { daraja } = await start()
      const bad = await daraja.post(path, {}, { authorization: 'Bearer wrong' })
      expect(bad).toMatchObject({ status, json: { errorCode } })
      if (errorCode === '401.002.01') expect(bad.json.errorMessage).toMatch(/ - wrong$/)
      expect((await daraja.post(path, {})).json.errorCode).toBe('401.003.01')
    },
  )
})
