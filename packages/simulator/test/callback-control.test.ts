import { describe, expect, test } from 'vitest'
import { ControlError } from '../src/index.ts'
import { callbackOf, itemOf, payer, startsSimulators } from './harness.ts'

const startPlain = startsSimulators()

/** A push that was paid and whose callback waits, due in two seconds. */
async function startWaiting(options: Parameters<typeof startPlain>[0] = {}) {
  const started = await startPlain({ timings: { callbackDelayMs: 2_000 }, ...options })
  const { json } = await started.daraja.push()
  await started.simulator.advance(1_000)
  started.simulator.prompts.pay(payer)
  const [waiting] = started.simulator.callbacks.list().items
  if (waiting === undefined) throw new Error('a callback waits')
  return { ...started, pushId: String(json.CheckoutRequestID), id: waiting.id, waiting }
}

describe('a callback that waits', () => {
  test('is listed with what it will say and when', async () => {
    const { waiting, pushId } = await startWaiting()
    expect(waiting).toMatchObject({
      state: 'waiting',
      kind: 'stk',
      subject: pushId,
      url: 'https://pay.example.com/hooks/stk/9f3c',
      at: '2026-11-23T09:00:03.250Z',
      copies: 1,
      forged: false,
      status: null,
      outcome: null,
    })
    expect(JSON.stringify(waiting.body)).toContain('MpesaReceiptNumber')
  })

  test('is sent at once, and not again when it was due', async () => {
    const { simulator, received, id } = await startWaiting()
    await simulator.callbacks.send(id)
    expect(received).toHaveLength(1)
    await simulator.advance(60_000)
    expect(received).toHaveLength(1)
    expect(simulator.callbacks.list().items).toEqual([])
  })

  test('is dropped', async () => {
    const { simulator, received, id } = await startWaiting()
    simulator.callbacks.drop(id)
    await simulator.advance(60_000)
    expect(received).toEqual([])
    expect(() => simulator.callbacks.drop(id)).toThrow(ControlError)
  })

  test('comes later by as much as asked', async () => {
    const { simulator, received, id } = await startWaiting()
    expect(simulator.callbacks.delay(id, 72 * 3_600_000).at).toBe('2026-11-26T09:00:03.250Z')
    await simulator.advance(72 * 3_600_000)
    expect(received).toEqual([])
    await simulator.advance(2_000)
    expect(received).toHaveLength(1)
  })

  test('comes as often as asked', async () => {
    const { simulator, received, id } = await startWaiting()
    void simulator.callbacks.duplicate(id, { copies: 5, concurrency: 5 })
    await simulator.advance(60_000)
    expect(received).toHaveLength(5)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  })

  test('cannot be sent again before it was sent, nor changed while it is on its way', async () => {
    let answer = (_response: Response) => {}
    const { simulator, id } = await startWaiting({
      receive: () => new Promise((resolve) => (answer = resolve)),
    })
    expect(() => simulator.callbacks.resend(id)).toThrow('was not sent yet')
    const sending = simulator.callbacks.send(id)
    expect(simulator.callbacks.get(id).state).toBe('on-its-way')
    expect(() => simulator.callbacks.drop(id)).toThrow('is on its way already')
    await expect.poll(() => String(answer)).not.toContain('{}')
    answer(new Response('ok'))
    await sending
  })

  test('survives a change and a restart as what it became', async () => {
    const { simulator, id } = await startWaiting()
    simulator.callbacks.delay(id, 1_000)
    expect(simulator.callbacks.list({ search: 'pay.example.com' }).items).toHaveLength(1)
    expect(simulator.callbacks.list({ search: 'elsewhere' }).items).toEqual([])
  })
})

describe('a callback that was sent', () => {
  test('is sent again, byte for byte, as often as asked', async () => {
    const { simulator, received } = await startWaiting()
    await simulator.advance(10_000)
    const [sent] = simulator.callbacks.list({ state: 'sent' }).items
    expect(sent).toMatchObject({ state: 'sent', status: 200, outcome: 'delivered' })
    await simulator.callbacks.resend(sent?.id ?? '')
    await simulator.callbacks.duplicate(sent?.id ?? '', { copies: 3, concurrency: 3 })
    expect(received).toHaveLength(5)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  })

  test('is forged with another amount, phone or receipt, or replayed, as a stranger', async () => {
    const { simulator, received } = await startWaiting({
      behaviour: { callbackForwardedFor: ['196.201.214.200'] },
    })
    await simulator.advance(10_000)
    const id = simulator.callbacks.list({ state: 'sent' }).items[0]?.id ?? ''
    const { callbacks } = simulator
    await callbacks.forge(id, { amount: 9, phone: '254711000222', receipt: 'UKNFORGED1' })
    await callbacks.forge(id)
    await callbacks.forge(id, { replay: true })
    const [genuine, changed, invented, replayed] = received
    expect(itemOf(changed, 'Amount')).toBe(9)
    expect(itemOf(changed, 'PhoneNumber')).toBe(254711000222)
    expect(itemOf(changed, 'MpesaReceiptNumber')).toBe('UKNFORGED1')
    expect(itemOf(invented, 'MpesaReceiptNumber')).not.toBe(itemOf(genuine, 'MpesaReceiptNumber'))
    expect(replayed?.body).toBe(genuine?.body)
    expect(received.map(({ headers }) => headers.get('x-forwarded-for'))).toEqual([
      '196.201.214.200',
      '203.0.113.9',
      '203.0.113.9',
      '203.0.113.9',
    ])
    expect(callbacks.list({ state: 'sent' }).items.map(({ forged }) => forged)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  test('is forged for a push that is still open', async () => {
    const { simulator, daraja, received } = await startPlain()
    const { json } = await daraja.push()
    await simulator.advance(1_000)
    await simulator.callbacks.forge(String(json.CheckoutRequestID), { amount: 1_000_000 })
    expect(callbackOf(received[0]).CheckoutRequestID).toBe(json.CheckoutRequestID)
    expect(itemOf(received[0], 'Amount')).toBe(1_000_000)
    expect(simulator.books().organisations[0]?.utilityCents).toBe(0n)
  })
})

test('over HTTP: list, send, drop, delay, duplicate, resend, forge', async () => {
  const { simulator, daraja, received, id } = await startWaiting()
  const control = (action: string, body: unknown = {}, of = id) =>
    daraja.control('POST', `/simulator/callbacks/${of}/${action}`, body)
  const list = async (state: string) =>
    (await daraja.control('GET', `/simulator/callbacks?state=${state}`)).json.items as {
      id: string
    }[]
  expect(await list('waiting')).toMatchObject([{ id }])
  expect((await control('delay', { ms: 60_000 })).json.at).toBe('2026-11-23T09:01:03.250Z')
  expect((await control('duplicate', { copies: 2 })).json).toEqual({ done: true })
  expect((await control('duplicate', { copies: 1_000 })).status).toBe(400)
  expect((await control('send')).json).toEqual({ done: true })
  expect(received).toHaveLength(2)
  const [sent] = await list('sent')
  expect((await control('resend', {}, sent?.id)).status).toBe(200)
  expect((await control('forge', { phone: '0711 000 222' }, sent?.id)).status).toBe(200)
  expect(itemOf(received[3], 'PhoneNumber')).toBe(254711000222)
  expect((await control('forge', { colour: 'red' }, sent?.id)).status).toBe(400)
  expect((await control('drop', {}, sent?.id)).status).toBe(409)
  expect((await control('drop')).status).toBe(404)
  expect(simulator.callbacks.list().items).toEqual([])
})

test('many that wait are listed page by page, the next due first', async () => {
  const { simulator, daraja } = await startPlain({
    autoAnswer: 'pay',
    timings: { promptDelayMs: 1, autoAnswerAfterMs: 1 },
    faults: { 'callback-delayed': { delayMs: [60_000, 600_000] } },
  })
  for (let number = 10; number < 35; number++)
    await daraja.push({ PhoneNumber: `2547000000${number}` })
  await simulator.advance(10)
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = simulator.callbacks.list({ cursor, limit: 10 })
    seen.push(...page.items.map(({ at }) => at))
    cursor = page.nextCursor
  }
  expect(seen).toHaveLength(25)
  expect(seen).toEqual([...seen].sort())
})
