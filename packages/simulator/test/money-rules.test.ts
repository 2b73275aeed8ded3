import { describe, expect, test } from 'vitest'
import { feeKesOf, payBillFees, tariffAt, tariffs } from '../src/books/tariffs.ts'
import { payer, startsSimulators } from './harness.ts'

const start = startsSimulators()
const friend = '254711000222'
const tariff = tariffAt(new Date('2026-11-23T09:00:00Z'))

describe('tariffs', () => {
  test.each([
    [
      'sendMoney',
      [
        [1, 0],
        [100, 0],
        [101, 7],
        [1_000, 13],
        [20_001, 108],
        [250_000, 108],
      ],
    ],
    [
      'withdrawAtAgent',
      [
        [50, 11],
        [100, 11],
        [101, 29],
        [35_001, 278],
        [250_000, 309],
      ],
    ],
    [
      'b2c',
      [
        [49, 0],
        [101, 5],
        [1_501, 9],
        [5_001, 11],
        [20_001, 13],
        [250_000, 13],
      ],
    ],
    [
      'b2cWithWithdrawal',
      [
        [49, 0],
        [50, 11],
        [1_500, 34],
        [50_001, 322],
      ],
    ],
    [
      'payBill',
      [
        [100, 0],
        [101, 5],
        [3_501, 34],
        [45_001, 108],
      ],
    ],
    [
      'payBillMgaoCustomer',
      [
        [100, 0],
        [101, 5],
        [1_001, 10],
        [45_001, 24],
      ],
    ],
  ] as const)('%s has the figures of the reference', (name, samples) => {
    for (const [amountKes, feeKes] of samples) {
      expect(feeKesOf(tariff[name], amountKes), `${name} of ${amountKes}`).toBe(feeKes)
    }
  })

  test('Mgao shares the charge, the bouquets leave it to one side, none charges nobody', () => {
    expect(payBillFees(tariff, 'mgao', 6_000)).toEqual({ customerKes: 17, businessKes: 25 })
    expect(payBillFees(tariff, 'business-bouquet', 6_000)).toEqual({
      customerKes: 42,
      businessKes: 0,
    })
    expect(payBillFees(tariff, 'customer-bouquet', 6_000)).toEqual({
      customerKes: 0,
      businessKes: 42,
    })
    expect(payBillFees(tariff, 'none', 6_000)).toEqual({ customerKes: 0, businessKes: 0 })
  })

  test('the tariff of a day is the last one that began before', () => {
    const [first] = tariffs
    if (first === undefined) throw new Error('there is a tariff')
    const versions = [first, { ...first, from: '2027-01-01', sendMoney: [[1, 1]] as const }]
    expect(tariffAt(new Date('2026-12-31T20:59:59Z'), versions)).toBe(versions[0])
    expect(tariffAt(new Date('2026-12-31T21:00:00Z'), versions)).toBe(versions[1])
    expect(tariffAt(new Date('2020-01-01T00:00:00Z'), versions)).toBe(versions[0])
  })
})

async function stage(options: Parameters<typeof start>[0] = {}) {
  const started = await start({
    subscribers: [
      { phone: payer, name: 'AMINA OTIENO', balance: 100_000 },
      { phone: friend, name: 'BRIAN KAMAU', balance: 0 },
    ],
    ...options,
  })
  const { simulator } = started
  const balances = () => [payer, friend].map((phone) => simulator.subscribers.get(phone)?.balance)
  const send = (amount: number, to = friend) =>
    simulator.phones.sendMoney({ phone: payer, to, amount, pin: '1234' })
  const text = (phone: string) => simulator.messages.of(phone)[0]?.text
  return { ...started, balances, send, text }
}

describe('sending money', () => {
  test('costs the sender by the tariff and tells both', async () => {
    const { simulator, balances, send, text } = await stage()
    const { receipt } = send(1_200)
    expect(balances()).toEqual([98_777, 1_200])
    expect(simulator.books().feesCents).toBe(2_300n)
    expect(text(payer)).toBe(
      `${receipt} Confirmed. Ksh1,200.00 sent to BRIAN KAMAU 0711000222 on 23/11/26 at 12:00 PM. New M-PESA balance is Ksh98,777.00. Transaction cost, Ksh23.00. Amount you can transact within the day is 498,800.00.`,
    )
    expect(text(friend)).toBe(
      `${receipt} Confirmed.You have received Ksh1,200.00 from AMINA OTIENO 0708***149 on 23/11/26 at 12:00 PM  New M-PESA balance is Ksh1,200.00.`,
    )
  })

  test('speaks Swahili to those who want it', async () => {
    const { simulator, send, text } = await stage()
    simulator.subscribers.update(friend, { language: 'sw' })
    const { receipt } = send(50)
    expect(text(friend)).toBe(
      `${receipt} Imethibitishwa. Umepokea Ksh50.00 kutoka AMINA OTIENO 0708***149 mnamo 23/11/26 saa 12:00 PM Baki yako ya M-PESA ni Ksh50.00.`,
    )
  })

  test('needs the amount and the charge', async () => {
    const { simulator, balances, send } = await stage()
    simulator.subscribers.update(payer, { balance: 1_222.99 })
    expect(send(1_200).accepted).toBe(false)
    expect(balances()).toEqual([1_222.99, 0])
    simulator.subscribers.update(payer, { balance: 1_223 })
    expect(send(1_200).accepted).toBe(true)
    expect(balances()).toEqual([0, 1_200])
  })

  test.each([
    ['the limit of a transaction', { transactionKes: 1_000 }, payer, 1_001],
    ['the limit of a day', { dailyKes: 1_000 }, payer, 1_001],
    ['the limit of the receiver’s balance', { balanceKes: 1_000 }, friend, 1_001],
  ])('keeps %s, of the subscriber alone too', async (_what, limits, whose, amount) => {
    const { simulator, balances, send } = await stage()
    simulator.subscribers.update(whose, { limits })
    expect(send(amount).accepted).toBe(false)
    expect(balances()).toEqual([100_000, 0])
    simulator.subscribers.update(whose, { limits: null })
    expect(send(amount).accepted).toBe(true)
  })

  test('a new day has a new limit', async () => {
    const { simulator, send } = await stage()
    simulator.subscribers.update(payer, { limits: { dailyKes: 1_000 } })
    expect([send(600).accepted, send(600).accepted]).toEqual([true, false])
    await simulator.advance(12 * 3_600_000)
    expect(send(600).accepted).toBe(true)
  })

  test('to oneself, to who is suspended, and to who is not registered moves nothing', async () => {
    const { simulator, balances, send } = await stage()
    expect(send(10, payer).accepted).toBe(false)
    simulator.subscribers.update(friend, { state: 'suspended' })
    expect(send(10).accepted).toBe(false)
    simulator.subscribers.update(friend, { state: 'active', registered: false })
    expect(send(10).accepted).toBe(false)
    expect(balances()).toEqual([100_000, 0])
  })
})

test('withdrawing at an agent costs by the tariff, and the cash leaves M-PESA', async () => {
  const { simulator, balances, text } = await stage()
  const broughtIn = simulator.books().broughtInCents
  const { receipt } = simulator.phones.withdraw({
    phone: payer,
    agent: '123456',
    amount: 500,
    pin: '1234',
  })
  expect(balances()).toEqual([99_471, 0])
  expect(simulator.books()).toMatchObject({
    feesCents: 2_900n,
    broughtInCents: broughtIn - 50_000n,
  })
  expect(text(payer)).toContain(`${receipt} Confirmed.on 23/11/26 at 12:00 PM Withdraw Ksh500.00`)
})

describe('a push', () => {
  test.each([
    ['mgao', 17, -25],
    ['business-bouquet', 42, 0],
    ['customer-bouquet', 0, -42],
    ['none', 0, 0],
  ] as const)(
    'under %s costs the payer %i and the business %i',
    async (name, payerKes, charges) => {
      const { daraja, simulator, balances } = await stage()
      simulator.organisations.update('174379', { tariff: name })
      await daraja.push({ Amount: 6_000 })
      await simulator.advance(1_000)
      expect(simulator.prompts.pay(payer).accepted).toBe(true)
      expect(balances()[0]).toBe(94_000 - payerKes)
      expect(simulator.organisations.get('174379')?.balances).toMatchObject({
        utility: 6_000,
        charges,
      })
    },
  )

  test('of a suspended subscriber is 11, to a suspended business 2006', async () => {
    const { daraja, simulator } = await stage()
    const pay = async () => {
      await daraja.push({ Amount: 10 })
      await simulator.advance(1_000)
      const { resultCode } = simulator.prompts.pay(payer)
      await simulator.advance(5_000)
      return resultCode
    }
    simulator.subscribers.update(payer, { state: 'suspended' })
    expect(await pay()).toBe('11')
    simulator.subscribers.update(payer, { state: 'active' })
    simulator.organisations.update('174379', { state: 'suspended' })
    expect(await pay()).toBe('2006')
  })
})

test('a phone out of coverage gets its messages when it is back', async () => {
  const { simulator, send } = await stage()
  simulator.subscribers.update(friend, { state: 'out-of-coverage' })
  send(10)
  expect(simulator.messages.of(friend)).toEqual([])
  simulator.subscribers.update(friend, { state: 'active' })
  expect(simulator.messages.of(friend)).toHaveLength(1)
})
