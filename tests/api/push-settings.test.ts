import { describe, expect, test } from 'vitest'
import { depositOf, openDeposit, push, statusOf } from '../setup/deposits.ts'
import {
  balanceOf,
  expectCleanBooks,
  msisdnOf,
  newPhone,
  newUser,
  sharedSystem,
} from '../setup/scenario.ts'
import { startTestSystem } from '../setup/system.ts'

const system = sharedSystem()

describe('a push', () => {
  test('is answered to the letter of the guide, and asks Safaricom for exactly that', async () => {
    const phone = newPhone()
    const userId = await newUser(system(), phone)
    const { status, body } = await push(system(), { userId, phone, amount: 1000 })
    const taken = system().simulator.pushes.list().at(-1)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        success: true,
        message: 'STK Push sent. Please check your phone to complete payment.',
        transaction_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        checkout_request_id: taken?.checkoutRequestId,
        response_code: '0',
      },
    })
    expect(taken).toMatchObject({ msisdn: msisdnOf(phone), amountKes: 1000, shortcode: '174379' })
    expect(taken?.account).toMatch(/^(?=.*[A-Z])[0-9A-Z]{1,12}$/)
    expect(taken?.callbackUrl).toMatch(
      /^http:\/\/localhost:5000\/api\/mpesa\/callback\/[0-9a-f]{48}$/,
    )
  })

  test('takes a phone in every spelling of the guide', async () => {
    const spell: ((national: string) => string)[] = [
      (national) => `0${national}`,
      (national) => `254${national}`,
      (national) => `+254${national}`,
      (national) => national,
      (national) => `+254 ${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`,
    ]
    for (const ranges of ['70', '71', '72', '74', '79', '11']) {
      const numbers = spell.map((_, place) => `${ranges}0000${100 + place}`)
      for (const [place, national] of numbers.entries()) {
        const phone = spell[place]?.(national) ?? ''
        const userId = await newUser(system(), `0${national}`)
        expect(await push(system(), { userId, phone })).toMatchObject({ status: 200 })
        expect(system().simulator.pushes.list().at(-1)?.msisdn).toBe(`254${national}`)
      }
    }
  })

  test('of 1 and of 150,000 shillings is in the limits', async () => {
    for (const amount of [1, 150_000]) await openDeposit(system(), { amount })
  })
})

test('the limit in force is a setting', async () => {
  await using own = await startTestSystem({ variables: { MPESA_AMOUNT_MAX: '250000' } })
  const deposit = await openDeposit(own, { amount: 250_000 })
  const phone = newPhone()
  const refused = await push(own, { ...deposit, phone, amount: 250_001 })
  expect(refused).toMatchObject({ status: 400, body: { code: 'amount_out_of_range' } })
  expect(refused.body.detail).toContain('250,000')
  const settings = await own.call('GET', '/api/settings', { as: 'nobody' })
  expect(settings.body).toMatchObject({ amount_min: 1, amount_max: 250_000 })
  await expectCleanBooks(own)
})

test('numbers outside of Safaricom’s ranges pass where the setting lets them', async () => {
  await using own = await startTestSystem({ variables: { MPESA_ALLOW_OTHER_NETWORKS: 'true' } })
  const deposit = await openDeposit(own, { phone: '0733123456' })
  expect(await statusOf(own, deposit)).toMatchObject({ status: 'pending' })
  await expectCleanBooks(own)
})

test('the address without the word mpesa serves the same, end to end', async () => {
  const variables = { MPESA_CALLBACK_URL: 'http://localhost:5000/hooks/stk' }
  await using own = await startTestSystem({ variables })
  const phone = newPhone()
  const userId = await newUser(own, phone)
  const answer = await push(own, { userId, phone })
  const deposit = depositOf(own, { userId, phone, amount: 100, answer })
  expect(deposit.callbackPath).toMatch(/^\/hooks\/stk\/[0-9a-f]{48}$/)
  await own.advance(2_000)
  own.simulator.prompts.pay(phone)
  await own.advance(10_000)
  const status = await statusOf(own, deposit)
  expect(status).toEqual({
    transaction_id: deposit.transactionId,
    amount: 100,
    status: 'completed',
    type: 'deposit',
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    mpesa_receipt_number: expect.stringMatching(/^[A-Z0-9]{10}$/),
    phone_number: `${phone.slice(0, 4)}***${phone.slice(-3)}`,
    expires_at: expect.any(String),
    reason: null,
    paybill: null,
  })
  expect(await balanceOf(own, userId)).toBe(100)
  expect((await own.verify()).totals).toMatchObject({ wallet: 10_000n, mpesa: 10_000n })
  await expectCleanBooks(own)
})
