import { describe, expect, test } from 'vitest'
import type { Simulator } from '../src/index.ts'
import {
  collectorTill,
  confirmationUrl,
  expectLikeVector,
  payer,
  startsCollections,
  validationUrl,
  vectors,
} from './collections-harness.ts'

const start = startsCollections()

const payUnit7 = (simulator: Simulator) =>
  simulator.phones.payBill({
    phone: payer,
    business: '600984',
    account: 'UNIT-7',
    amount: 40,
    pin: '1234',
  })

describe('a payment that begins on the phone', () => {
  test('moves the money, and is confirmed field by field', async () => {
    const { simulator, send, at, utility, ofPayer, texts } = await start({
      timings: { callbackDelayMs: 1_000 },
    })
    await send('c2bRegister')
    const paid = payUnit7(simulator)
    expect(paid).toMatchObject({ accepted: true, code: '0' })
    expect(paid.receipt).toMatch(/^UA2[0-9A-Z]{7}$/)
    expect(utility()).toBe(4_188_050n)
    expect(ofPayer()).toBe(4_960)
    expect(texts()).toEqual([paid.text])
    expect(paid.text).toBe(
      `${paid.receipt} Confirmed. Ksh40.00 sent to Example Org for account UNIT-7 on 2/1/26 at 11:15 AM New M-PESA balance is Ksh4,960.00. Transaction cost, Ksh0.00. Amount you can transact within the day is 499,960.00.`,
    )
    await simulator.advance(999)
    expect(at(confirmationUrl)).toEqual([])
    await simulator.advance(1)
    expect(at(confirmationUrl)).toHaveLength(1)
    const [confirmation] = at(confirmationUrl)
    expect(confirmation?.TransID).toBe(paid.receipt)
    expectLikeVector(confirmation, vectors.callbacks.c2b_confirmation_v2_masked, ['TransID'])
    // External validation is off unless it was asked for.
    expect(at(validationUrl)).toEqual([])
  })

  test('tells a till by its store number, with no account', async () => {
    const { simulator, daraja, at, merchant } = await start()
    await daraja.post('/mpesa/c2b/v2/registerurl', {
      ...vectors.requests.c2bRegister.body,
      ShortCode: collectorTill.shortcode,
    })
    const typed = { phone: payer, till: collectorTill.till, amount: 40, pin: '1234' }
    expect(simulator.phones.buyGoods(typed)).toMatchObject({ accepted: true })
    await simulator.advance(3_000)
    const vector = {
      ...vectors.callbacks.c2b_confirmation_till,
      BusinessShortCode: collectorTill.shortcode,
    }
    expectLikeVector(at(confirmationUrl)[0], vector, ['TransID'])
    expect(merchant()).toBe(4_188_050n)
  })

  test.each([
    ['c2b_confirmation_v1_hashed', 'v1', {}],
    ['c2b_confirmation_maskedHash_fewNames', 'v1', { c2bMsisdn: 'masked-hash' }],
    [
      'c2b_confirmation_sandbox_integerAmount',
      'v2',
      { c2bAmount: 'whole', c2bTransactionType: 'empty' },
    ],
  ] as const)('is told as %s', async (vector, version, behaviour) => {
    const { simulator, daraja, at } = await start({ behaviour })
    await daraja.post(`/mpesa/c2b/${version}/registerurl`, vectors.requests.c2bRegister.body)
    payUnit7(simulator)
    await simulator.advance(3_000)
    expectLikeVector(at(confirmationUrl)[0], vectors.callbacks[vector], ['TransID'])
  })

  test('tells all names, or the first alone, and the documented type, where that is switched on', async () => {
    const all = await start({ behaviour: { c2bNames: 'all', c2bTransactionType: 'docs' } })
    await all.daraja.post('/mpesa/c2b/v2/registerurl', {
      ...vectors.requests.c2bRegister.body,
      ShortCode: collectorTill.shortcode,
    })
    all.simulator.subscribers.update(payer, { name: 'AMINA WANJIRU WA TEST' })
    all.simulator.phones.buyGoods({ phone: payer, till: '300222', amount: 1, pin: '1234' })
    await all.simulator.advance(3_000)
    expect(all.at(confirmationUrl)[0]).toMatchObject({
      TransactionType: 'Buy Goods',
      FirstName: 'AMINA',
      MiddleName: 'WANJIRU WA',
      LastName: 'TEST',
    })
    const few = await start({ behaviour: { c2bNames: 'first-only' } })
    await few.send('c2bRegister')
    payUnit7(few.simulator)
    await few.simulator.advance(3_000)
    expect(few.at(confirmationUrl)[0]).toHaveProperty('FirstName')
    expect(few.at(confirmationUrl)[0]).not.toHaveProperty('LastName')
  })

  test('is made without a word where no URLs are registered', async () => {
    const { simulator, received, utility } = await start()
    payUnit7(simulator)
    await simulator.advance(60_000)
    expect(received).toEqual([])
    expect(utility()).toBe(4_188_050n)
  })

  test('is confirmed about 40 times in 100 where the sandbox is asked for', async () => {
    const { simulator, send, at, utility } = await start({
      behaviour: { c2bConfirmationChance: 0.4 },
    })
    await send('c2bRegister')
    for (let count = 0; count < 100; count++) {
      expect(payUnit7(simulator).accepted).toBe(true)
      await simulator.advance(3_000)
    }
    expect(utility()).toBe(4_184_050n + 400_000n)
    expect(at(confirmationUrl).length).toBeGreaterThan(25)
    expect(at(confirmationUrl).length).toBeLessThan(55)
  })
})

describe('faults of confirmations', () => {
  test('drop, delay and double them as they do callbacks of pushes; the money moves once', async () => {
    const { simulator, send, at, utility } = await start({ timings: { callbackDelayMs: 0 } })
    await send('c2bRegister')
    simulator.faults.add('callback-dropped', { on: 'c2b', times: 1 })
    payUnit7(simulator)
    await simulator.advance(10_000)
    expect(at(confirmationUrl)).toHaveLength(0)
    simulator.faults.add('callback-delayed', { on: 'c2b', times: 1, delayMs: 72 * 3_600_000 })
    payUnit7(simulator)
    await simulator.advance(71 * 3_600_000)
    expect(at(confirmationUrl)).toHaveLength(0)
    await simulator.advance(3_600_000)
    expect(at(confirmationUrl)).toHaveLength(1)
    simulator.faults.add('callback-duplicated', { on: 'c2b', times: 1, copies: 3, concurrency: 3 })
    payUnit7(simulator)
    await simulator.advance(0)
    expect(at(confirmationUrl)).toHaveLength(4)
    expect(utility()).toBe(4_184_050n + 12_000n)
  })

  test('tell another amount in the form that it had', async () => {
    const { simulator, send, at } = await start({ timings: { callbackDelayMs: 0 } })
    await send('c2bRegister')
    simulator.faults.add('callback-wrong-amount', { on: 'c2b', reportedAmount: 4_000 })
    payUnit7(simulator)
    await simulator.advance(0)
    expect(at(confirmationUrl)[0]?.TransAmount).toBe('4000.00')
  })
})

describe('a push to a business with registered URLs', () => {
  const pushAndPay = async (stkSendsC2b: boolean) => {
    const started = await start({
      behaviour: { stkSendsC2b },
      businesses: [
        {
          shortcode: '174379',
          name: 'HAZINA TEST',
          type: 'paybill',
          passkey: 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
        },
      ],
    })
    const { simulator, send, daraja } = started
    await send('c2bRegister', { ShortCode: '174379' })
    await daraja.push()
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    await simulator.advance(10_000)
    return started
  }

  test('is confirmed there too, under the same receipt, where that is switched on', async () => {
    const { at, simulator } = await pushAndPay(true)
    const [push] = simulator.pushes.list()
    expect(at(confirmationUrl)).toMatchObject([
      { TransID: push?.receipt, TransAmount: '125.00', BillRefNumber: 'INV-20417' },
    ])
    expect(at(String(push?.callbackUrl))).toHaveLength(1)
  })

  test('is not, by default', async () => {
    const { at } = await pushAndPay(false)
    expect(at(confirmationUrl)).toEqual([])
  })
})
