import { describe, expect, test } from 'vitest'
import { type FaultSettings, faultCatalogue, faultNames, type Simulator } from '../src/index.ts'
import { callbackOf, payer, startsSimulators, stk } from './harness.ts'

const startPlain = startsSimulators()
const start = (faults: FaultSettings, options: Parameters<typeof startPlain>[0] = {}) =>
  startPlain({ faults, autoAnswer: 'pay', ...options })

const paid = (simulator: Simulator) => simulator.books().organisations[0]?.utilityCents

describe('the answer to a push', () => {
  test.each([
    ['http-500', 500, /application\/json/, 'Internal Server Error'],
    ['http-503-html', 503, /text\/html/, '<html>'],
    ['http-200-html', 200, /text\/html/, '<html>'],
    ['empty-body', 200, /application\/json/, ''],
    ['http-504', 504, /application\/json/, 'messaging.adaptors.http.flow.GatewayTimeout'],
    ['spike-arrest', 429, /application\/json/, 'SpikeArrestViolation'],
    ['quota', 500, /application\/json/, '500.003.03'],
  ] as const)(
    '%s: nothing is accepted unless the rule says so',
    async (name, status, type, text) => {
      const { daraja, simulator } = await start({ [name]: { times: 1 } })
      const answer = await daraja.push()
      expect(answer.status).toBe(status)
      expect(answer.type).toMatch(type)
      expect(answer.text).toContain(text)
      expect(simulator.pushes.list()).toEqual([])
      expect(simulator.faults.get()).toEqual({})

      // Apigee's own refusal never reaches M-PESA.
      if (name === 'spike-arrest' || name === 'quota') return
      simulator.faults.set({ [name]: { times: 1, accepted: true } })
      expect((await daraja.push()).status).toBe(status)
      await simulator.advance(10_000)
      expect(paid(simulator)).toBe(12_500n)
    },
  )

  test('answer-lost: the call fails, the prompt arrives, the callback comes', async () => {
    const { daraja, simulator, received } = await start({ 'answer-lost': {} })
    await daraja.signIn()
    await expect(daraja.push()).rejects.toThrow('fetch failed')
    await simulator.advance(10_000)
    expect(callbackOf(received[0]).ResultCode).toBe(0)
  })

  test('answer-lost: a push that is refused is still answered', async () => {
    const { daraja } = await start({ 'answer-lost': {} })
    expect((await daraja.push({ Amount: 0 })).status).toBe(400)
  })

  test('time-out: nothing comes until the caller gives up', async () => {
    const { simulator, daraja } = await start({ 'time-out': {} })
    await daraja.signIn()
    const call = simulator.fetch(simulator.url + stk.requests.stkPush.path, {
      method: 'POST',
      headers: { authorization: `Bearer ${daraja.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify(stk.requests.stkPush.body),
      signal: AbortSignal.timeout(50),
    })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(simulator.pushes.list()).toEqual([])
  })

  test('a rule may be for the query or for OAuth instead', async () => {
    const { daraja, simulator } = await start({
      'http-500': [{ on: 'query' }, { on: 'oauth', times: 1 }],
    })
    expect((await daraja.signIn()).status).toBe(500)
    expect((await daraja.signIn()).status).toBe(200)
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(10_000)
    expect((await daraja.query(id)).json.errorMessage).toBe('Internal Server Error')
  })
})

describe('the query', () => {
  test('query-says-pending: a finished payment is being processed', async () => {
    const { daraja, simulator } = await start({ 'query-says-pending': { times: 2 } })
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(10_000)
    const codes = []
    for (let index = 0; index < 3; index++) {
      const { json } = await daraja.query(id)
      codes.push(json.ResultCode ?? json.errorMessage)
    }
    expect(codes).toEqual(['4999', 'The transaction is being processed', '0'])
  })

  test('query-spurious: a finished payment answers with an error now and then', async () => {
    const { daraja, simulator } = await start({ 'query-spurious': { times: 1 } })
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(10_000)
    expect(await daraja.query(id)).toMatchObject({
      status: 500,
      json: {
        errorCode: '500.001.1001',
        errorMessage: 'The transaction is being processed',
      },
    })
    expect((await daraja.query(id)).json.ResultCode).toBe('0')
  })

  test('query-says-failed: a paid payment failed, an unpaid one is told as it is', async () => {
    const { daraja, simulator } = await start({ 'query-says-failed': {} })
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(10_000)
    expect((await daraja.query(id)).json.ResultCode).toBe('1037')
    simulator.setAutoAnswer('cancel')
    const other = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(10_000)
    expect((await daraja.query(other)).json.ResultCode).toBe('1032')
  })
})

test('token-expired: the token is refused before its time, and another one is not', async () => {
  const { daraja } = await start({ 'token-expired': { on: 'push', times: 1 } })
  expect(await daraja.push()).toMatchObject({ status: 404, json: { errorCode: '404.001.03' } })
  expect((await daraja.push()).status).toBe(404)
  await daraja.signIn()
  expect((await daraja.push()).status).toBe(200)
})

describe('a rule', () => {
  test('may be for one API, several, or any', async () => {
    const { daraja, simulator } = await start({ 'http-500': { on: ['query', 'b2c'] } })
    const id = (await daraja.push()).json.CheckoutRequestID
    expect(id).toBeDefined()
    expect((await daraja.query(id)).json.errorMessage).toBe('Internal Server Error')
    simulator.faults.set({ 'http-500': { on: 'any' } })
    expect((await daraja.push({ PhoneNumber: '254711000222' })).status).toBe(500)
    simulator.faults.set({ 'http-500': { on: 'push', shortcode: '600000' } })
    expect((await daraja.push({ PhoneNumber: '254711000222' })).status).toBe(200)
  })

  test('strikes the phone, the amount or the push it names, and only as often as it says', async () => {
    const { daraja, simulator, received } = await start({
      'callback-dropped': [{ phone: '254700000001' }, { amount: 77 }, { times: 1, amount: 50 }],
    })
    const push = async (PhoneNumber: string, Amount: number) => {
      const { json } = await daraja.push({ PhoneNumber, Amount })
      await simulator.advance(10_000)
      return String(json.CheckoutRequestID)
    }
    await push('254700000001', 10)
    await push('254700000002', 77)
    await push('254700000003', 50)
    expect(received).toEqual([])
    await push('254700000003', 50)
    expect(received).toHaveLength(1)
    expect(simulator.faults.get()).toEqual({
      'callback-dropped': [{ phone: '254700000001' }, { amount: 77 }],
    })
  })

  test('for one push may be made while its prompt is open', async () => {
    const { daraja, simulator, received } = await start({}, { autoAnswer: 'manual' })
    const checkoutRequestId = String((await daraja.push()).json.CheckoutRequestID)
    await simulator.advance(1_000)
    simulator.faults.add('callback-dropped', { checkoutRequestId })
    simulator.prompts.pay(payer)
    await simulator.advance(10_000)
    expect(received).toEqual([])
  })

  test('stays with the push it struck, whatever is switched afterwards', async () => {
    const { daraja, simulator, received } = await start({ 'callback-dropped': { times: 1 } })
    await daraja.push()
    simulator.faults.clear()
    await simulator.advance(10_000)
    expect(received).toEqual([])
  })
})

test('every fault has its sentence', () => {
  expect(faultCatalogue.map(({ name }) => name)).toEqual([...faultNames])
  for (const { sentence } of faultCatalogue) expect(sentence).toMatch(/^[A-Z].{15,}\.$/)
})
