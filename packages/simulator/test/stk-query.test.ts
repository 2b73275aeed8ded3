import { describe, expect, test } from 'vitest'
import { payer, startsSimulators, stk } from './harness.ts'

const start = startsSimulators()

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
