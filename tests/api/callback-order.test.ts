import { describe, expect, test } from 'vitest'
import {
  accepted,
  callbackBody,
  newReceipt,
  type OpenDeposit,
  openDeposit,
  postCallback,
  queuesOf,
  statusOf,
  verdictsOn,
} from '../setup/deposits.ts'
import { balanceOf, effectsOf, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()

function tell(deposit: OpenDeposit, told: Parameters<typeof callbackBody>[1] = {}) {
  return postCallback(system(), deposit.callbackPath, callbackBody(deposit, told))
}

async function receiptless(deposit: OpenDeposit): Promise<void> {
  await tell(deposit, { without: ['MpesaReceiptNumber'] })
}

describe('told many times', () => {
  test('fifty times at once credits once, and keeps a bounded record', async () => {
    const deposit = await openDeposit(system())
    const before = await effectsOf(system())
    const body = callbackBody(deposit)
    const post = () => postCallback(system(), deposit.callbackPath, body)
    const answers = await Promise.all(Array.from({ length: 50 }, post))
    expect(answers).toEqual(Array(50).fill(accepted))
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
    expect((await effectsOf(system())).postings).toBe(before.postings + 1)
    await Promise.all(Array.from({ length: 50 }, post))
    const verdicts = await verdictsOn(system(), deposit.transactionId)
    expect(verdicts.length).toBeLessThanOrEqual(65)
    expect(verdicts.filter((one) => one === 'settled')).toHaveLength(1)
    expect(await queuesOf(system(), deposit.transactionId)).toEqual([])
  })

  test('at every address that serves it', async () => {
    const deposit = await openDeposit(system())
    const token = deposit.callbackPath.split('/').at(-1)
    const body = callbackBody(deposit)
    for (const path of [
      `/hooks/stk/${token}`,
      `/api/mpesa/callback/${token}`,
      `/hooks/stk/${token}/`,
    ]) {
      expect(await postCallback(system(), path, body)).toEqual(accepted)
    }
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
    expect(await verdictsOn(system(), deposit.transactionId)).toEqual([
      'settled',
      'repeated',
      'repeated',
    ])
  })

  test('two hundred deposits told together are each credited once', async () => {
    const deposits: OpenDeposit[] = []
    for (let count = 0; count < 200; count += 1) {
      deposits.push(await openDeposit(system(), { amount: count + 1 }))
    }
    const before = await effectsOf(system())
    const told = deposits.flatMap((one) => {
      const body = callbackBody(one)
      return [body, body].map((each) => postCallback(system(), one.callbackPath, each))
    })
    expect(await Promise.all(told)).toEqual(Array(400).fill(accepted))
    expect((await effectsOf(system())).postings).toBe(before.postings + 200)
    for (const one of deposits.slice(0, 10)) {
      expect(await balanceOf(system(), one.userId)).toBe(one.amount)
    }
  })
})

describe('told differently later', () => {
  test('failure then success: the money is credited', async () => {
    const deposit = await openDeposit(system())
    await tell(deposit, { resultCode: 1032 })
    expect(await statusOf(system(), deposit)).toMatchObject({
      status: 'failed',
      reason: { code: 'mpesa_1032' },
    })
    await tell(deposit)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed', reason: null })
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
  })

  test('success then failure: the money stays, the contradiction waits for a person', async () => {
    const deposit = await openDeposit(system())
    await tell(deposit)
    await tell(deposit, { resultCode: 1032 })
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed' })
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
    expect(await queuesOf(system(), deposit.transactionId)).toEqual(['contradicted'])
  })

  test('a second receipt for a paid deposit credits nothing and waits for a person', async () => {
    const deposit = await openDeposit(system())
    const receipt = newReceipt()
    await tell(deposit, { receipt })
    await tell(deposit)
    expect(await statusOf(system(), deposit)).toMatchObject({ mpesa_receipt_number: receipt })
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
    expect(await queuesOf(system(), deposit.transactionId)).toEqual(['second_receipt'])
  })

  test('a receipt that comes later is filled in and credits nothing', async () => {
    const deposit = await openDeposit(system())
    await receiptless(deposit)
    expect(await statusOf(system(), deposit)).toMatchObject({
      status: 'completed',
      mpesa_receipt_number: null,
    })
    const before = await effectsOf(system())
    const receipt = newReceipt()
    await tell(deposit, { receipt })
    expect(await statusOf(system(), deposit)).toMatchObject({ mpesa_receipt_number: receipt })
    expect(await effectsOf(system())).toEqual(before)
  })
})

describe('result codes', () => {
  test.each([1, '1', 1032, '1032', 1037, 2001, '2001'])('%j is a failure', async (resultCode) => {
    const deposit = await openDeposit(system())
    await tell(deposit, { resultCode })
    const status = await statusOf(system(), deposit)
    expect(status).toMatchObject({ status: 'failed', reason: { code: `mpesa_${resultCode}` } })
    for (const words of ['text', 'text_sw', 'next', 'next_sw']) {
      expect(status.reason[words]).toMatch(/\S/)
    }
    expect(await balanceOf(system(), deposit.userId)).toBe(0)
  })

  test.each([31_415, 'SFC_XX9999', -1, '00', 1e21, '0.0'])(
    '%j, which no catalogue knows, is never a failure',
    async (resultCode) => {
      const deposit = await openDeposit(system())
      const before = await effectsOf(system())
      await tell(deposit, { resultCode })
      expect(await statusOf(system(), deposit)).toMatchObject({
        status: 'pending',
        reason: { code: 'checking' },
      })
      expect(await queuesOf(system(), deposit.transactionId)).toEqual(['unclear'])
      expect(await effectsOf(system())).toEqual(before)
      await tell(deposit)
      expect(await balanceOf(system(), deposit.userId)).toBe(100)
    },
  )
})
