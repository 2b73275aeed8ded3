import { describe, expect, test } from 'vitest'
import type { FaultSettings, Simulator } from '../src/index.ts'
import { callbackOf, itemOf, payer, type Received, startsSimulators } from './harness.ts'

const startPlain = startsSimulators()
const start = (faults: FaultSettings, options: Parameters<typeof startPlain>[0] = {}) =>
  startPlain({ faults, autoAnswer: 'pay', ...options })

const paid = (simulator: Simulator) => simulator.books().organisations[0]?.utilityCents

describe('the callback', () => {
  test('callback-dropped: never comes, the money moved, the query knows', async () => {
    const { daraja, simulator, received } = await start({ 'callback-dropped': {} })
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(3_600_000 / 2)
    expect(received).toEqual([])
    expect(paid(simulator)).toBe(12_500n)
    expect((await daraja.query(id)).json.ResultCode).toBe('0')
  })

  test('callback-delayed: comes later by as much as asked', async () => {
    const { daraja, simulator, received } = await start({
      'callback-delayed': { delayMs: 600_000 },
    })
    await daraja.push()
    await simulator.advance(600_000)
    expect(received).toEqual([])
    await simulator.advance(10_000)
    expect(received).toHaveLength(1)
  })

  test('callback-duplicated: the same bytes as often as asked, as many at once as asked', async () => {
    let atOnce = 0
    let atOnceMax = 0
    const { daraja, simulator, received } = await start(
      { 'callback-duplicated': { copies: 12, concurrency: 4 } },
      {
        receive: async () => {
          atOnceMax = Math.max(atOnceMax, ++atOnce)
          await new Promise((resolve) => setTimeout(resolve, 2))
          atOnce--
          return new Response('ok')
        },
      },
    )
    await daraja.push()
    await simulator.advance(10_000)
    await simulator.settled()
    expect(received).toHaveLength(12)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
    expect(atOnceMax).toBe(4)
  })

  test.each(['manual', 'pay', 'cancel'] as const)(
    'callback-before-answer: %s phones act before the push is answered',
    async (autoAnswer) => {
      const order: string[] = []
      const { daraja, simulator, received } = await start(
        { 'callback-before-answer': {} },
        {
          autoAnswer,
          receive: async () => {
            await new Promise((resolve) => setTimeout(resolve, 5))
            order.push('callback')
            return new Response('ok')
          },
        },
      )
      const { json } = await daraja.push()
      order.push('answer')
      expect(order).toEqual(['callback', 'answer'])
      expect(callbackOf(received[0])).toMatchObject({
        CheckoutRequestID: json.CheckoutRequestID,
        ResultCode: autoAnswer === 'cancel' ? 1032 : 0,
      })
      await simulator.advance(120_000)
      expect(received).toHaveLength(1)
    },
  )

  test('callback-wrong-amount: another amount is told than moved', async () => {
    const { daraja, simulator, received } = await start({
      'callback-wrong-amount': { reportedAmount: 12_500 },
    })
    await daraja.push()
    await simulator.advance(10_000)
    expect(itemOf(received[0], 'Amount')).toBe(12_500)
    expect(paid(simulator)).toBe(12_500n)
  })

  test.each([
    ['open-request', (url: string) => url === 'https://pay.example.com/hooks/stk', true],
    ['unknown-request', (url: string) => url === 'https://pay.example.com/hooks/stk/9f3c', false],
    ['wrong-token', (url: string) => /hooks\/stk\/[0-9a-f]{8}$/.test(url), true],
  ] as const)(
    'callback-forged, %s: an invented success while the prompt is open',
    async (forgery, isUrl, knows) => {
      const { daraja, simulator, received } = await start(
        { 'callback-forged': { forgery } },
        { autoAnswer: 'manual', behaviour: { callbackForwardedFor: ['196.201.214.200'] } },
      )
      const id = (await daraja.push()).json.CheckoutRequestID
      await simulator.advance(1_000)
      expect(received).toHaveLength(1)
      const [forged] = received as [Received]
      expect(isUrl(forged.url)).toBe(true)
      expect(callbackOf(forged).CheckoutRequestID === id).toBe(knows)
      expect(itemOf(forged, 'MpesaReceiptNumber')).toMatch(/^UKN/)
      expect(forged.headers.get('x-forwarded-for')).toBe('203.0.113.9')
      expect(paid(simulator)).toBe(0n)
      simulator.prompts.decline(payer)
      await simulator.advance(3_000)
      expect(callbackOf(received[1]).ResultCode).toBe(1032)
    },
  )

  test.each([
    ['wrong-amount', { Amount: 126, PhoneNumber: 254708374149 }],
    ['wrong-phone', { Amount: 125, PhoneNumber: 254708374140 }],
  ] as const)(
    'callback-forged, %s: a success with it, to the full address, while the prompt is open',
    async (forgery, told) => {
      const { daraja, simulator, received } = await start(
        { 'callback-forged': { forgery } },
        { autoAnswer: 'manual' },
      )
      const id = (await daraja.push()).json.CheckoutRequestID
      await simulator.advance(1_000)
      expect(received.map(({ url }) => url)).toEqual(['https://pay.example.com/hooks/stk/9f3c'])
      expect(callbackOf(received[0])).toMatchObject({ CheckoutRequestID: id, ResultCode: 0 })
      expect(itemOf(received[0], 'Amount')).toBe(told.Amount)
      expect(itemOf(received[0], 'PhoneNumber')).toBe(told.PhoneNumber)
      expect(paid(simulator)).toBe(0n)
    },
  )

  test('callback-forged, wrong-receipt: after the true success, and after a true one only', async () => {
    const { daraja, simulator, received } = await start({
      'callback-forged': { forgery: 'wrong-receipt' },
    })
    await daraja.push()
    await simulator.advance(20_000)
    const receipts = received.map((callback) => itemOf(callback, 'MpesaReceiptNumber'))
    expect(receipts).toHaveLength(2)
    expect(receipts[0]).not.toBe(receipts[1])
    expect(paid(simulator)).toBe(12_500n)

    simulator.setAutoAnswer('cancel')
    await daraja.push()
    await simulator.advance(20_000)
    expect(received).toHaveLength(3)
  })

  test('callback-forged, replayed: the same bytes again, and an old success to a new request', async () => {
    const { daraja, simulator, received } = await start({
      'callback-forged': { forgery: 'replayed', phone: payer },
    })
    await daraja.push({ PhoneNumber: '254711000222' })
    await simulator.advance(20_000)
    const [old] = received.splice(0) as [Received]
    await daraja.push({ CallBackURL: 'https://pay.example.com/hooks/stk/other' })
    await simulator.advance(20_000)
    const [replayed, genuine, again] = received
    expect(replayed).toMatchObject({
      body: old.body,
      url: 'https://pay.example.com/hooks/stk/other',
    })
    expect(genuine?.body).not.toBe(old.body)
    expect(again?.body).toBe(genuine?.body)
    expect(paid(simulator)).toBe(25_000n)
  })

  test('callback-reordered: the second payment is told before the first', async () => {
    const { daraja, simulator, received } = await start({ 'callback-reordered': { times: 1 } })
    const ids = []
    for (const PhoneNumber of ['254711000001', '254711000002']) {
      ids.push((await daraja.push({ PhoneNumber })).json.CheckoutRequestID)
      await simulator.advance(10_000)
    }
    expect(received.map((callback) => callbackOf(callback).CheckoutRequestID)).toEqual(
      ids.toReversed(),
    )
  })

  test('result-contradicted: after a success a failure that is a lie', async () => {
    const { daraja, simulator, received } = await start({ 'result-contradicted': {} })
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(20_000)
    expect(received.map((callback) => callbackOf(callback).ResultCode)).toEqual([0, 1032])
    expect(paid(simulator)).toBe(12_500n)
    expect((await daraja.query(id)).json.ResultCode).toBe('0')
  })

  test('result-contradicted: after a failure a success that is true', async () => {
    const { daraja, simulator, received } = await start(
      { 'result-contradicted': { delayMs: 60_000 } },
      { autoAnswer: 'cancel' },
    )
    const id = (await daraja.push()).json.CheckoutRequestID
    await simulator.advance(30_000)
    expect(paid(simulator)).toBe(0n)
    await simulator.advance(60_000)
    expect(received.map((callback) => callbackOf(callback).ResultCode)).toEqual([1032, 0])
    expect(paid(simulator)).toBe(12_500n)
    expect((await daraja.query(id)).json.ResultCode).toBe('0')
    expect(simulator.messages.of(payer)).toHaveLength(1)
  })

  test('result-contradicted: a payer without money cannot succeed late', async () => {
    const { daraja, simulator, received } = await start(
      { 'result-contradicted': {} },
      { subscribers: [{ phone: payer, balance: 10 }] },
    )
    await daraja.push()
    await simulator.advance(30_000)
    expect(received.map((callback) => callbackOf(callback).ResultCode)).toEqual([1])
  })

  test('several faults strike one push together', async () => {
    const { daraja, simulator, received } = await start({
      'callback-duplicated': { copies: 3 },
      'callback-delayed': { delayMs: [10_000, 20_000] },
      'callback-wrong-amount': {},
    })
    await daraja.push()
    await simulator.advance(30_000)
    expect(received.map((callback) => itemOf(callback, 'Amount'))).toEqual([126, 126, 126])
  })
})
