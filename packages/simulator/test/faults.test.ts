import { afterEach, describe, expect, test } from 'vitest'
import { type FaultSettings, faultCatalogue, faultNames, type Simulator } from '../src/index.ts'
import { callbackOf, itemOf, payer, type Received, startSimulator, stk } from './harness.ts'

const open: Simulator[] = []
afterEach(async () => {
  for (const simulator of open.splice(0)) {
    expect(simulator.audit()).toEqual([])
    await simulator.close()
  }
})

async function start(faults: FaultSettings, options: Parameters<typeof startSimulator>[0] = {}) {
  const started = await startSimulator({ faults, autoAnswer: 'pay', ...options })
  open.push(started.simulator)
  return started
}

const paid = (simulator: Simulator) => simulator.books().organisations[0]?.utilityCents

describe('the answer to a push', () => {
  test.each([
    ['http-500', 500, /application\/json/, 'Internal Server Error'],
    ['http-503-html', 503, /text\/html/, '<html>'],
    ['http-200-html', 200, /text\/html/, '<html>'],
    ['empty-body', 200, /application\/json/, ''],
    ['spike-arrest', 429, /application\/json/, 'SpikeArrestViolation'],
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

describe('a rule', () => {
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
