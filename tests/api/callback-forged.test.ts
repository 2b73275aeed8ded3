import { describe, expect, test } from 'vitest'
import {
  accepted,
  callbackBody,
  expectNothingMoved,
  expectStillPayable,
  newReceipt,
  type OpenDeposit,
  openDeposit,
  postCallback,
  queriesSent,
  queuesOf,
  statusOf,
  type Told,
  verdictsOn,
} from '../setup/deposits.ts'
import { balanceOf, effectsOf, msisdnOf, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()

describe('a success that is not bound to what was asked moves nothing', () => {
  const mismatches: [string, string, Told][] = [
    ['another amount', 'wrong_amount', { amount: 101 }],
    ['less than was asked', 'wrong_amount', { amount: 1 }],
    ['cents', 'wrong_amount', { amount: 100.01 }],
    ['a hundredth of a cent', 'wrong_amount', { amount: 100.0001 }],
    ['a negative amount', 'wrong_amount', { amount: -100 }],
    ['an amount that no account could hold', 'wrong_amount', { amount: 999_999_999_999_999 }],
    ['no amount', 'wrong_amount', { without: ['Amount'] }],
    ['an amount in words', 'unclear', { amount: 'one hundred' }],
    ['an amount in an object', 'unclear', { amount: { value: 100 } }],
    ['another phone', 'wrong_phone', { phone: 254799999999 }],
    ['a masked phone of somebody else', 'wrong_phone', { phone: '254799***999' }],
    ['another request', 'wrong_request', { checkoutRequestId: 'ws_CO_23112026091500123799999999' }],
    ['a receipt with a quote in it', 'unclear', { receipt: "X'; drop table" }],
  ]
  test.each(mismatches)('%s', async (_, verdict, told) => {
    const deposit = await openDeposit(system())
    await expectNothingMoved(system(), deposit, { body: callbackBody(deposit, told) })
    expect(await verdictsOn(system(), deposit.transactionId)).toContain(verdict)
    expect(await queuesOf(system(), deposit.transactionId)).toEqual([verdict])
    expect(await statusOf(system(), deposit)).toMatchObject({ reason: { code: 'checking' } })
    await expectStillPayable(system(), deposit)
  })

  test('a receipt that another deposit has used', async () => {
    const [first, second] = [await openDeposit(system()), await openDeposit(system())]
    const receipt = newReceipt()
    await postCallback(system(), first.callbackPath, callbackBody(first, { receipt }))
    expect(await statusOf(system(), first)).toMatchObject({ mpesa_receipt_number: receipt })
    await expectNothingMoved(system(), second, { body: callbackBody(second, { receipt }) })
    expect(await queuesOf(system(), second.transactionId)).toEqual(['receipt_reused'])
    await expectStillPayable(system(), second)
  })

  test('one receipt for two deposits at the same moment credits one of them', async () => {
    const both = [await openDeposit(system()), await openDeposit(system())]
    const before = await effectsOf(system())
    const receipt = newReceipt()
    await Promise.all(
      both.map((one) => postCallback(system(), one.callbackPath, callbackBody(one, { receipt }))),
    )
    await system().settle()
    expect((await effectsOf(system())).postings).toBe(before.postings + 1)
    const balances = await Promise.all(both.map(({ userId }) => balanceOf(system(), userId)))
    expect(balances.sort()).toEqual([0, 100])
  })

  test('a token nobody has, of the right form and of others', async () => {
    const deposit = await openDeposit(system())
    const token = deposit.callbackPath.split('/').at(-1) ?? ''
    const turned = `${token.startsWith('0') ? '1' : '0'}${token.slice(1)}`
    for (const wrong of [
      '0'.repeat(48),
      turned,
      token.slice(1),
      `${token}0`,
      'x',
      'a%20b',
      '%00',
    ]) {
      await expectNothingMoved(system(), deposit, {
        path: `/api/mpesa/callback/${wrong}`,
        body: callbackBody(deposit),
      })
      await expectNothingMoved(system(), deposit, {
        path: `/hooks/stk/${wrong}`,
        body: callbackBody(deposit),
      })
    }
    await expectStillPayable(system(), deposit)
  })

  test("one deposit's callback at another's address", async () => {
    const [mine, theirs] = [await openDeposit(system()), await openDeposit(system())]
    await expectNothingMoved(system(), mine, { body: callbackBody(theirs) })
    expect(await balanceOf(system(), theirs.userId)).toBe(0)
    await expectStillPayable(system(), mine)
    await expectStillPayable(system(), theirs)
  })
})

describe('what is only told differently is no mismatch', () => {
  const consistent: [string, (deposit: OpenDeposit) => Told][] = [
    ['a masked phone', ({ phone }) => ({ phone: masked(phone, '***') })],
    ['a phone masked as statements do', ({ phone }) => ({ phone: masked(phone, ' ***** ') })],
    [
      'a masked phone that begins with zero',
      ({ phone }) => ({ phone: `${phone.slice(0, 4)}***${phone.slice(-3)}` }),
    ],
    ['no phone', () => ({ without: ['PhoneNumber'] })],
    [
      'everything as text',
      (deposit) => ({ resultCode: '0', amount: '100', phone: msisdnOf(deposit.phone) }),
    ],
    ['an amount with decimals', () => ({ amount: '100.00' })],
    ['no date', () => ({ without: ['TransactionDate'] })],
    ['no receipt', () => ({ without: ['MpesaReceiptNumber'] })],
  ]
  test.each(consistent)('%s', async (_, told) => {
    const deposit = await openDeposit(system())
    await postCallback(system(), deposit.callbackPath, callbackBody(deposit, told(deposit)))
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed' })
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
    expect(await queuesOf(system(), deposit.transactionId)).toEqual([])
  })
})

describe('the plain address is only a hint', () => {
  test('it moves nothing, and makes us ask Safaricom once', async () => {
    const deposit = await openDeposit(system())
    const before = queriesSent(system())
    const tell = () => postCallback(system(), '/api/mpesa/callback', callbackBody(deposit))
    await system().advance(2_000)
    for (let count = 0; count < 5; count += 1) {
      expect(await tell()).toEqual(accepted)
      await system().settle()
    }
    expect(queriesSent(system())).toBe(before + 1)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })
    expect(await balanceOf(system(), deposit.userId)).toBe(0)
    await expectStillPayable(system(), deposit)
  })

  test('when it was paid and its own callback got lost, the question finds it out', async () => {
    const deposit = await openDeposit(system())
    const { faults, prompts } = system().simulator
    faults.add('callback-dropped', { checkoutRequestId: deposit.checkoutRequestId })
    await system().advance(1_500)
    prompts.pay(deposit.phone)
    await system().advance(5_000)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })
    await postCallback(system(), '/api/mpesa/callback', callbackBody(deposit))
    await system().settle()
    expect(await statusOf(system(), deposit)).toMatchObject({
      status: 'completed',
      mpesa_receipt_number: null,
      reason: { code: 'receipt_follows' },
    })
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
  })

  test('of a request that nobody made it is kept, and moves nothing', async () => {
    const deposit = await openDeposit(system())
    const body = callbackBody(deposit, { checkoutRequestId: 'ws_CO_never_was' })
    await expectNothingMoved(system(), deposit, { path: '/api/mpesa/callback', body })
  })
})

function masked(phone: string, stars: string): string {
  const msisdn = msisdnOf(phone)
  return `${msisdn.slice(0, 6)}${stars}${msisdn.slice(-3)}`
}
