import { describe, expect, test } from 'vitest'
import { callbackOf, payer, pushBody, startsSimulators, stk } from './harness.ts'

const start = startsSimulators()

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
