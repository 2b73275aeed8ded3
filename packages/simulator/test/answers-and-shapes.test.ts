import { describe, expect, test } from 'vitest'
import type { SimulatorOptions } from '../src/index.ts'
import { callbackOf, itemOf, payer, startsSimulators, stk } from './harness.ts'

const start = startsSimulators()

describe('automatic answers', () => {
  test.each([
    ['pay', 0],
    ['cancel', 1032],
    ['wrong-pin', 2001],
    ['ignore', 1037],
  ] as const)('%s ends in %i', async (autoAnswer, code) => {
    const { daraja, simulator, received } = await start({ autoAnswer })
    await daraja.push()
    await simulator.advance(61_000)
    expect(callbackOf(received[0]).ResultCode).toBe(code)
  })

  test('a phone with its own goes before the general one, also for an open prompt', async () => {
    const { daraja, simulator, received } = await start({ autoAnswer: 'ignore' })
    await daraja.push()
    await simulator.advance(2_000)
    simulator.subscribers.update(payer, { autoAnswer: 'pay' })
    await simulator.advance(10_000)
    expect(callbackOf(received[0]).ResultCode).toBe(0)
    expect(received).toHaveLength(1)
  })
})

describe('callback shapes', () => {
  const liveOrder = ['Amount', 'MpesaReceiptNumber', 'Balance', 'TransactionDate', 'PhoneNumber']
  const shapeOf = async (options: SimulatorOptions) => {
    const { daraja, simulator, received } = await start({ autoAnswer: 'pay', ...options })
    await daraja.push()
    await simulator.advance(10_000)
    return received[0]
  }

  test('Balance can be left out, as the portal has it', async () => {
    const callback = await shapeOf({ behaviour: { callbackBalanceItem: false } })
    const names = callbackOf(callback).CallbackMetadata.Item.map(
      ({ Name }: { Name: string }) => Name,
    )
    expect(names).toEqual(
      stk.callbacks.stk_paid_portal.Body.stkCallback.CallbackMetadata.Item.map(({ Name }) => Name),
    )
  })

  test('the phone can be masked', async () => {
    const callback = await shapeOf({ behaviour: { callbackMaskedPhone: true } })
    expect(itemOf(callback, 'PhoneNumber')).toBe('254708***149')
  })

  test('values can be strings, items shuffled, and a source address named', async () => {
    const callback = await shapeOf({
      seed: 3,
      behaviour: {
        callbackValues: 'strings',
        callbackItemOrder: 'shuffled',
        callbackForwardedFor: ['196.201.214.200'],
      },
    })
    expect(itemOf(callback, 'Amount')).toBe('125')
    const names = callbackOf(callback).CallbackMetadata.Item.map(
      ({ Name }: { Name: string }) => Name,
    )
    expect(names).not.toEqual(liveOrder)
    expect(names.toSorted()).toEqual(liveOrder.toSorted())
    expect(callback?.headers.get('x-forwarded-for')).toBe('196.201.214.200')
  })

  test('a callback is tried once, whatever it is answered, and more often only when switched on', async () => {
    const refuse = { receive: () => new Response('no', { status: 500 }) }
    const once = await start({ ...refuse, autoAnswer: 'pay' })
    await once.daraja.push()
    await once.simulator.advance(600_000)
    expect(once.received).toHaveLength(1)
    const thrice = await start({
      ...refuse,
      autoAnswer: 'pay',
      behaviour: { callbackAttempts: 3 },
    })
    await thrice.daraja.push()
    await thrice.simulator.advance(600_000)
    expect(thrice.received).toHaveLength(3)
  })
})

test('the same seed has the same history', async () => {
  const history = async () => {
    const { daraja, simulator, received } = await start({
      seed: 'again',
      faults: {
        'callback-delayed': { probability: 0.5 },
        'callback-dropped': { probability: 0.3 },
      },
      autoAnswer: 'pay',
    })
    for (let index = 0; index < 12; index++) {
      await daraja.push({ PhoneNumber: `25470000000${index % 10}`, Amount: index + 1 })
      await simulator.advance(5_000)
    }
    await simulator.advance(300_000)
    return { received: received.map(({ body, atMs }) => ({ body, atMs })), token: daraja.token() }
  }
  const first = await history()
  expect(first.received.length).toBeGreaterThan(3)
  expect(await history()).toEqual(first)
})
