import { describe, expect, test } from 'vitest'
import {
  collectorTill,
  expectLikeVector,
  startsCollections,
  vectors,
} from './collections-harness.ts'

const begin = startsCollections()
const operator = collectorTill.nominatedNumber
const url = vectors.requests.express.body.callbackUrl
const free = ['conversationID', 'transactionId']

async function start(options: Parameters<typeof begin>[0] = {}) {
  const started = await begin({
    subscribers: [{ phone: operator, name: 'DUKA OPERATOR' }],
    timings: { promptDelayMs: 1_000, callbackDelayMs: 1_000 },
    ...options,
  })
  const { simulator } = started
  const working = () =>
    simulator.books().organisations.find(({ shortcode }) => shortcode === '600111')?.workingCents
  return { ...started, working }
}

describe('Express CheckOut', () => {
  test('prompts the till’s nominated phone; the right PIN pays the vendor', async () => {
    const { simulator, send, at, utility, working } = await start()
    const answer = await send('express')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.express.body, [])
    await simulator.advance(1_000)
    const prompt = simulator.prompts.on(operator)
    expect(prompt).toMatchObject({
      kind: 'express',
      business: 'Acme',
      amount: 85,
      account: 'PO-118',
    })
    expect(prompt?.text).toBe('Pay Ksh85.00 from DUKA to Acme for PO-118? Enter operator PIN:')
    expect(simulator.prompts.pay(operator)).toMatchObject({ resultCode: '0', accepted: true })
    await simulator.advance(1_000)
    const [told] = at(url)
    expectLikeVector(told, vectors.callbacks.express_success, free)
    expect(told?.conversationID).toMatch(/^AG_20260102_2010[0-9a-f]{16}$/)
    expect(told?.transactionId).toMatch(/^UA2[0-9A-Z]{7}$/)
    expect([utility(), working()]).toEqual([4_192_550n, 91_500n])
  })

  test('cancelled: 4001 with the reference, and no money', async () => {
    const { simulator, send, at, utility } = await start()
    await send('express')
    await simulator.advance(1_000)
    simulator.prompts.decline(operator)
    await simulator.advance(1_000)
    expectLikeVector(at(url)[0], vectors.callbacks.express_cancelled, [])
    expect(utility()).toBe(4_184_050n)
  })

  test.each([
    ['4102', 'a till nobody knows', { primaryShortCode: '999999' }],
    ['4102', 'a vendor nobody knows', { receiverShortCode: '999999' }],
    ['4104', 'a till without a nominated number', { primaryShortCode: '600984' }],
    ['1', 'more than the till has', { amount: '1001' }],
  ])('%s: %s', async (code, _what, change) => {
    const { simulator, send, at, utility } = await start({ autoAnswer: 'pay' })
    expect((await send('express', change)).status).toBe(200)
    await simulator.advance(60_000)
    expect(at(url)).toMatchObject([
      { resultCode: code, requestId: '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204' },
    ])
    expect(utility()).toBe(4_184_050n)
  })

  test('4201 when the phone cannot be reached, 4203 when nobody answers or it is in a session', async () => {
    const { simulator, send, at } = await start()
    simulator.subscribers.update(operator, { state: 'out-of-coverage' })
    await send('express')
    await simulator.advance(30_000)
    simulator.subscribers.update(operator, { state: 'active' })
    await send('express')
    await send('express', { RequestRefID: 'second' })
    await simulator.advance(65_000)
    expect(at(url).map(({ resultCode, requestId }) => [resultCode, requestId])).toEqual([
      ['4201', '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204'],
      ['4203', 'second'],
      ['4203', '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204'],
    ])
  })

  test('a wrong PIN counts on that phone, and locks it after three', async () => {
    const { simulator, send, at } = await start()
    for (const pin of ['0', '1', '2']) {
      await send('express')
      await simulator.advance(1_000)
      simulator.prompts.pay(operator, pin)
      await simulator.advance(1_000)
    }
    expect(at(url).map(({ resultCode }) => resultCode)).toEqual(['2001', '2001', '2001'])
    expect(simulator.subscribers.get(operator)?.state).toBe('pin-locked')
  })

  test('holds the phone’s session against a push, and the other way round', async () => {
    const { simulator, send, daraja } = await start()
    await send('express')
    const pushed = await daraja.push({ PhoneNumber: operator, PartyA: operator })
    expect(pushed.json.errorMessage).toMatch(/^Unable to lock subscriber/)
    await simulator.advance(1_000)
    simulator.prompts.decline(operator)
    expect((await daraja.push({ PhoneNumber: operator, PartyA: operator })).status).toBe(200)
  })

  test('its callback can be dropped, doubled and contradicted', async () => {
    const { simulator, send, at, utility } = await start({ autoAnswer: 'pay' })
    simulator.faults.add('callback-dropped', { on: 'express', times: 1 })
    await send('express')
    await simulator.advance(10_000)
    expect(at(url)).toEqual([])
    simulator.faults.add('result-contradicted', { on: 'express', times: 1 })
    await send('express')
    await simulator.advance(20_000)
    expect(at(url).map(({ resultCode }) => resultCode)).toEqual(['0', '4001'])
    expect(utility()).toBe(4_184_050n + 17_000n)
  })

  test.each([
    ['primaryShortCode', { primaryShortCode: 'x' }],
    ['amount', { amount: '0' }],
    ['callbackUrl', { callbackUrl: 'nowhere' }],
    ['RequestRefID', { RequestRefID: undefined }],
  ])('refuses a wrong %s', async (field, change) => {
    const { send } = await start()
    expect(await send('express', change)).toMatchObject({
      status: 400,
      json: { errorMessage: `Bad Request - Invalid ${field}` },
    })
  })

  test('has its own words for an application without the product', async () => {
    const { daraja } = await start({
      apps: [{ consumerKey: 'key', consumerSecret: 'secret', products: ['c2b-v2'] }],
    })
    const { path, body } = vectors.requests.express
    const answer = await daraja.post(path, body)
    expect(answer.status).toBe(vectors.syncResponses.express_noProduct.status)
    expectLikeVector(answer.json, vectors.syncResponses.express_noProduct.body, ['requestId'])
  })
})
