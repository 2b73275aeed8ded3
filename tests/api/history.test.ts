import { describe, expect, test } from 'vitest'
import { callbackBody, newReceipt, openDeposit, postCallback, push } from '../setup/deposits.ts'
import {
  balanceOf,
  expectRefused,
  msisdnOf,
  newPhone,
  newUser,
  sharedSystem,
  signIn,
} from '../setup/scenario.ts'

const system = sharedSystem()

const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

describe('the history', () => {
  /** A user with a deposit each minute: paid, declined and pending in turn. */
  async function historyOf(count: number) {
    const userId = await newUser(system())
    for (let place = 0; place < count; place += 1) {
      const phone = newPhone()
      const answer = await push(system(), { userId, phone, amount: place + 1 })
      const taken = system().simulator.pushes.get(answer.body.checkout_request_id)
      if (taken === undefined) throw new Error('not pushed')
      const deposit = {
        ...taken,
        userId,
        phone,
        amount: place + 1,
        transactionId: '',
        callbackPath: '',
      }
      const path = new URL(taken.callbackUrl).pathname
      const resultCode = [0, 1032][place % 3]
      if (resultCode !== undefined) {
        await postCallback(system(), path, callbackBody(deposit, { resultCode }))
      }
      await system().clock.advance(10)
    }
    return userId
  }

  async function pages(query: string): Promise<{ amounts: number[]; sizes: number[] }> {
    const amounts: number[] = []
    const sizes: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const url: string = `/api/transactions?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`
      const { body } = await system().call('GET', url)
      amounts.push(...body.items.map((item: { amount: number }) => item.amount))
      sizes.push(body.items.length)
      cursor = body.next_cursor
    }
    return { amounts, sizes }
  }

  test('comes newest first, in pages that neither miss nor repeat, whatever arrives between them', async () => {
    const userId = await historyOf(25)
    const descending = Array.from({ length: 25 }, (_, place) => 25 - place)
    expect(await pages(`user_id=${userId}&limit=7`)).toEqual({
      amounts: descending,
      sizes: [7, 7, 7, 4],
    })
    expect(await pages(`user_id=${userId}&limit=25`)).toEqual({ amounts: descending, sizes: [25] })
    const first = await system().call('GET', `/api/transactions?user_id=${userId}&limit=10`)
    await push(system(), { userId, phone: newPhone(), amount: 99 })
    const second = await system().call(
      'GET',
      `/api/transactions?user_id=${userId}&limit=10&cursor=${first.body.next_cursor}`,
    )
    expect(second.body.items[0].amount).toBe(15)
    const byDefault = await system().call('GET', `/api/transactions?user_id=${userId}`)
    expect(byDefault.body.items).toHaveLength(20)
  })

  test('can be narrowed by status, type and time', async () => {
    const userId = await historyOf(9)
    const amountsOf = async (query: string) => (await pages(`user_id=${userId}&${query}`)).amounts
    expect(await amountsOf('status=completed')).toEqual([7, 4, 1])
    expect(await amountsOf('status=failed')).toEqual([8, 5, 2])
    expect(await amountsOf('status=pending&limit=2')).toEqual([9, 6, 3])
    expect(await amountsOf('type=deposit')).toHaveLength(9)
    expect(await amountsOf('type=withdrawal')).toEqual([])
    const now = system().clock.now()
    const at = (ms: number) => encodeURIComponent(new Date(now.getTime() + ms).toISOString())
    expect(await amountsOf(`from=${at(-30)}`)).toEqual([9, 8, 7])
    expect(await amountsOf(`to=${at(-30)}`)).toEqual([6, 5, 4, 3, 2, 1])
    expect(await amountsOf(`from=${at(-60)}&to=${at(-30)}`)).toEqual([6, 5, 4])
    expect(
      await amountsOf(`from=${encodeURIComponent('2026-11-23T09:00:00+03:00')}&limit=100`),
    ).toHaveLength(9)
    expect(await amountsOf('to=0001-01-01T00:00:00Z')).toEqual([])
  })

  test('has every field of the record, by the names of the guide', async () => {
    const deposit = await openDeposit(system(), { amount: 40 })
    const receipt = newReceipt()
    await postCallback(system(), deposit.callbackPath, callbackBody(deposit, { receipt }))
    const { body } = await system().call('GET', `/api/transactions?user_id=${deposit.userId}`)
    const record = {
      id: expect.any(Number),
      user_id: deposit.userId,
      transaction_id: deposit.transactionId,
      mpesa_receipt_number: receipt,
      checkout_request_id: deposit.checkoutRequestId,
      merchant_request_id: deposit.merchantRequestId,
      amount: 40,
      phone_number: msisdnOf(deposit.phone),
      type: 'deposit',
      status: 'completed',
      created_at: expect.stringMatching(stamp),
      completed_at: expect.stringMatching(stamp),
      balance_after: 40,
      reason: null,
    }
    expect(body).toEqual({ items: [record], next_cursor: null })
    expect(await balanceOf(system(), deposit.userId)).toBe(40)
  })

  test('a person sees phones masked', async () => {
    const person = await signIn(system())
    await push(system(), { userId: person.userId, phone: person.phone })
    const { body } = await system().call('GET', '/api/transactions', {
      as: 'nobody',
      headers: person.headers,
    })
    const masked = `${person.phone.slice(0, 4)}***${person.phone.slice(-3)}`
    expect(body.items[0].phone_number).toBe(masked)
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1.5', 'limit'],
    ['cursor=abc', 'cursor'],
    ['cursor=-1', 'cursor'],
    ['cursor=99999999999999999999', 'cursor'],
    [`cursor=${'9'.repeat(101)}`, 'cursor'],
    ['status=paid', 'status'],
    ['type=gift', 'type'],
    ['from=yesterday', 'from'],
    ['from=2026-02-31T00:00:00Z', 'from'],
    ['to=2026-11-23', 'to'],
    ['offset=10', 'offset'],
  ])('%s is refused', async (query, field) => {
    const userId = await newUser(system())
    await expectRefused(system(), {
      promise: '',
      call: ['GET', `/api/transactions?user_id=${userId}&${query}`],
      status: 400,
      code: 'invalid_request',
      fields: [field],
    })
  })
})
