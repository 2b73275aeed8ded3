import { describe, expect, test } from 'vitest'
import type { Simulator } from '../src/index.ts'
import { callbackOf, itemOf, payer, startAt, startsSimulators, stk } from './harness.ts'

const start = startsSimulators()

describe('a payment', () => {
  test('moves the money, posts the callback of 2026 once, and tells the payer by SMS', async () => {
    const { daraja, simulator, received } = await start()
    const { CheckoutRequestID, MerchantRequestID } = (await daraja.push()).json
    expect(simulator.prompts.on(payer)).toBeUndefined()
    await simulator.advance(1_000)
    expect(simulator.prompts.on('0708 374 149')).toMatchObject({
      checkoutRequestId: CheckoutRequestID,
      business: 'HAZINA TEST',
      amount: 125,
      account: 'INV-20417',
      text: 'Do you want to pay Ksh125.00 to HAZINA TEST Account no. INV-20417? Enter M-PESA PIN:',
      openedAt: '2026-11-23T09:00:01.250Z',
      expiresAt: '2026-11-23T09:01:01.250Z',
    })
    const outcome = simulator.prompts.answer(String(CheckoutRequestID), { pin: '1234' })
    expect(outcome).toEqual({
      resultCode: '0',
      resultDesc: 'The service request is processed successfully.',
      accepted: true,
    })
    await simulator.advance(120_000)

    expect(received).toHaveLength(1)
    const [callback] = received
    expect(callback?.url).toBe(stk.requests.stkPush.body.CallBackURL)
    expect(callback?.headers.get('content-type')).toBe(stk.callbackHttp.contentType)
    expect(callback?.headers.get('businessshortcode')).toBe('174379')
    const waitedMs = (callback?.atMs ?? 0) - startAt.getTime() - 1_000
    expect(waitedMs).toBeGreaterThanOrEqual(1_000)
    expect(waitedMs).toBeLessThanOrEqual(3_000)
    const receipt = itemOf(callback, 'MpesaReceiptNumber')
    expect(receipt).toMatch(/^UKN[0-9A-Z]{7}$/)
    const expected = structuredClone(stk.callbacks.stk_paid_live2026)
    Object.assign(expected.Body.stkCallback, { MerchantRequestID, CheckoutRequestID })
    const values = [125, receipt, undefined, 20261123120001, 254708374149]
    expected.Body.stkCallback.CallbackMetadata.Item.forEach((item, index) => {
      if (item.Value !== undefined) Object.assign(item, { Value: values[index] })
    })
    expect(callback?.body).toBe(JSON.stringify(expected))

    expect(
      simulator.messages.of(payer).map(({ from, text, kind }) => ({ from, text, kind })),
    ).toEqual([
      {
        from: 'MPESA',
        kind: 'mpesa',
        text: `${receipt} Confirmed. Ksh125.00 sent to HAZINA TEST for account INV-20417 on 23/11/26 at 12:00 PM New M-PESA balance is Ksh4,875.00. Transaction cost, Ksh0.00. Amount you can transact within the day is 499,875.00.`,
      },
    ])
    expect(simulator.books()).toMatchObject({
      subscribersCents: 487_500n,
      broughtInCents: 500_000n,
      organisations: [{ shortcode: '174379', utilityCents: 12_500n }],
    })
    expect((await daraja.query(CheckoutRequestID)).json).toMatchObject({ ResultCode: '0' })
  })

  test.each([
    ['a wrong PIN', (s: Simulator) => s.prompts.pay(payer, '9999'), 'stk_wrongPin', '2001'],
    [
      'too little money',
      (s: Simulator) => {
        s.subscribers.update(payer, { balance: 124.99 })
        return s.prompts.pay(payer)
      },
      'stk_insufficient',
      '1',
    ],
    ['a cancel', (s: Simulator) => s.prompts.decline(payer), 'stk_cancelled', '1032'],
    ['no answer', (s: Simulator) => s.advance(60_000), 'stk_noAnswer', '1037'],
  ] as const)(
    '%s moves nothing, and the callback has no metadata',
    async (_what, act, vector, code) => {
      const { daraja, simulator, received } = await start()
      const { CheckoutRequestID, MerchantRequestID } = (await daraja.push()).json
      await simulator.advance(1_000)
      await act(simulator)
      await simulator.advance(3_000)
      const expected = structuredClone(stk.callbacks[vector])
      Object.assign(expected.Body.stkCallback, { MerchantRequestID, CheckoutRequestID })
      expect(received.map(({ body }) => JSON.parse(body))).toEqual([expected])
      expect((await daraja.query(CheckoutRequestID)).json.ResultCode).toBe(code)
      expect(simulator.books().organisations[0]?.utilityCents).toBe(0n)
      expect(simulator.messages.of(payer)).toEqual([])
    },
  )

  test('a phone that is off is not reached: 1037 after 26 seconds, and its SMS wait', async () => {
    const { daraja, simulator, received } = await start({ subscribers: [{ phone: payer }] })
    simulator.subscribers.update(payer, { state: 'off' })
    await daraja.push()
    simulator.messages.deliver({ to: payer, from: 'HAZINA', text: 'Code 123456' })
    await simulator.advance(25_999)
    expect(received).toEqual([])
    await simulator.advance(1)
    expect(callbackOf(received[0])).toMatchObject({
      ResultCode: 1037,
      ResultDesc: 'DS timeout user cannot be reached.',
    })
    expect(simulator.messages.of(payer)).toEqual([])
    const on = simulator.subscribers.update(payer, { state: 'active' })
    expect(on).toMatchObject({ unread: 1, messages: [{ text: 'Code 123456' }] })
  })

  test('three wrong PINs lock the PIN: 8006 until it is unlocked', async () => {
    const { daraja, simulator } = await start({ timings: { callbackDelayMs: 0, promptDelayMs: 0 } })
    const codes: string[] = []
    const attempt = async (pin: string) => {
      await daraja.push()
      await simulator.advance(0)
      codes.push(simulator.prompts.pay(payer, pin).resultCode)
      await simulator.advance(1)
    }
    for (const pin of ['0', '1', '2', '1234']) await attempt(pin)
    expect(simulator.subscribers.get(payer)?.state).toBe('pin-locked')
    simulator.subscribers.update(payer, { state: 'active' })
    await attempt('1234')
    expect(codes).toEqual(['2001', '2001', '2001', '8006', '0'])
  })

  test('the daily limit refuses with 4, and is new the next day in Nairobi', async () => {
    const { daraja, simulator } = await start({
      subscribers: [{ phone: payer, balance: 500_000 }],
      limits: { dailyKes: 200 },
    })
    const pay = async () => {
      await daraja.push()
      await simulator.advance(1_000)
      const { resultCode } = simulator.prompts.pay(payer)
      await simulator.advance(3_000)
      return resultCode
    }
    expect([await pay(), await pay()]).toEqual(['0', '4'])
    await simulator.advance(12 * 3_600_000)
    await daraja.signIn()
    expect(await pay()).toBe('0')
  })

  test('the rule against repeated amounts answers 17 where it is on', async () => {
    const { daraja, simulator } = await start({ behaviour: { repeatedAmountMs: 120_000 } })
    const pay = async (Amount: number) => {
      await daraja.push({ Amount })
      await simulator.advance(1_000)
      const { resultCode } = simulator.prompts.pay(payer)
      await simulator.advance(3_000)
      return resultCode
    }
    expect([await pay(5), await pay(5), await pay(6)]).toEqual(['0', '17', '0'])
  })

  test('a tariff is charged to the payer and kept by M-PESA', async () => {
    const { daraja, simulator } = await start({
      customerTariff: [
        { fromKes: 1, feeKes: 0 },
        { fromKes: 101, feeKes: 5 },
      ],
    })
    await daraja.push()
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    expect(simulator.books()).toMatchObject({ subscribersCents: 487_000n, feesCents: 500n })
    expect(simulator.messages.of(payer)[0]?.text).toContain('Transaction cost, Ksh5.00.')
  })

  test('speaks Swahili to those who want it', async () => {
    const { daraja, simulator } = await start({ subscribers: [{ phone: payer, language: 'sw' }] })
    await daraja.push()
    await simulator.advance(1_000)
    expect(simulator.prompts.on(payer)?.text).toMatch(
      /^Je, ungependa kulipa Ksh125\.00 kwa HAZINA TEST/,
    )
    simulator.prompts.pay(payer)
    expect(simulator.messages.of(payer)[0]?.text).toContain(
      'Imethibitishwa. Ksh125.00 imetumwa kwa HAZINA TEST',
    )
  })

  test('a phone is locked until the result is final, then takes the next push', async () => {
    const { daraja, simulator } = await start({ timings: { callbackDelayMs: 2_000 } })
    await daraja.push()
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    await simulator.advance(1_999)
    expect((await daraja.push()).json.errorMessage).toMatch(/^Unable to lock subscriber/)
    await simulator.advance(1)
    expect((await daraja.push()).status).toBe(200)
  })

  test('a prompt that is over cannot be answered', async () => {
    const { daraja, simulator } = await start()
    const id = String((await daraja.push()).json.CheckoutRequestID)
    expect(() => simulator.prompts.answer(id, { pin: '1234' })).toThrow('is not on the phone')
    await simulator.advance(61_000)
    expect(() => simulator.prompts.answer(id, { pin: '1234' })).toThrow('is not on the phone')
    expect(() => simulator.prompts.answer('ws_CO_1', { pin: '1234' })).toThrow('There is no prompt')
  })

  test('numbers nobody has get no prompt where subscribers are not opened by themselves', async () => {
    const { daraja, simulator, received } = await start({ openSubscribers: false })
    expect((await daraja.push()).status).toBe(200)
    await simulator.advance(26_000)
    expect(callbackOf(received[0]).ResultCode).toBe(1037)
    expect(simulator.subscribers.list()).toEqual([])
  })
})

test('an inbox keeps the last 200 messages', async () => {
  const { simulator } = await start()
  for (let number = 1; number <= 205; number++) {
    simulator.messages.deliver({ to: payer, from: 'HAZINA', text: `Message ${number}` })
    await simulator.advance(1)
  }
  const inbox = simulator.messages.of(payer)
  expect(inbox).toHaveLength(200)
  expect([inbox[0]?.text, inbox.at(-1)?.text]).toEqual(['Message 205', 'Message 6'])
})
