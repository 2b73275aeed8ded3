import { describe, expect, test } from 'vitest'
import {
  confirmationUrl,
  expectLikeVector,
  startsCollections,
  vectors,
} from './collections-harness.ts'

const start = startsCollections()

describe('simulate', () => {
  test('answers as live and moves the subscriber’s own money', async () => {
    const { simulator, send, at, utility, ofPayer } = await start()
    await send('c2bRegister')
    const answer = await send('c2bSimulate')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.c2bSimulate.body, [
      'OriginatorCoversationID',
    ])
    expect([utility(), ofPayer()]).toEqual([4_188_050n, 4_960])
    await simulator.advance(3_000)
    expectLikeVector(at(confirmationUrl)[0], vectors.callbacks.c2b_confirmation_v2_masked, [
      'TransID',
    ])
  })

  test('tells the number by the version of its own path', async () => {
    const { simulator, daraja, send, at } = await start()
    await send('c2bRegister')
    await daraja.post('/mpesa/c2b/v1/simulate', vectors.requests.c2bSimulate.body)
    await simulator.advance(3_000)
    expect(at(confirmationUrl)[0]?.MSISDN).toBe(vectors.msisdnHash[0]?.sha256hex)
  })

  test('is accepted and does nothing when the money is not there', async () => {
    const { simulator, send, at, utility } = await start()
    await send('c2bRegister')
    expect((await send('c2bSimulate', { Amount: 5_001 })).status).toBe(200)
    await simulator.advance(60_000)
    expect(at(confirmationUrl)).toEqual([])
    expect(utility()).toBe(4_184_050n)
  })

  test('can be overtaken by its confirmation', async () => {
    const { simulator, send, at } = await start()
    await send('c2bRegister')
    simulator.faults.add('callback-before-answer', { on: 'c2b', times: 1 })
    await send('c2bSimulate')
    expect(at(confirmationUrl)).toHaveLength(1)
  })

  test.each([
    ['ShortCode', { ShortCode: '999999' }],
    ['CommandID', { CommandID: 'BusinessPayment' }],
    ['Amount', { Amount: 0 }],
    ['Amount', { Amount: '10.50' }],
    ['Msisdn', { Msisdn: '0708374149' }],
    ['BillRefNumber', { BillRefNumber: '' }],
  ])('refuses a wrong %s', async (field, change) => {
    const { send } = await start()
    expect(await send('c2bSimulate', change)).toMatchObject({
      status: 400,
      json: { errorCode: '400.003.02', errorMessage: `Bad Request - Invalid ${field}` },
    })
  })

  test('takes either command for a test code, unless it is strict', async () => {
    const goods = { CommandID: 'CustomerBuyGoodsOnline', BillRefNumber: null }
    const lenient = await start()
    expect((await lenient.send('c2bSimulate', goods)).status).toBe(200)
    expect(lenient.utility()).toBe(4_188_050n)
    const strict = await start({ behaviour: { strict: true } })
    expect((await strict.send('c2bSimulate', goods)).json.errorMessage).toContain('CommandID')
  })

  test('is refused in production', async () => {
    const { send, utility } = await start({ behaviour: { c2bMode: 'production' } })
    expect((await send('c2bSimulate')).status).toBe(401)
    expect(utility()).toBe(4_184_050n)
  })
})
