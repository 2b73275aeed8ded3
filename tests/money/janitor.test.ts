import { afterEach, expect, test } from 'vitest'
import { confirmationToken } from '../../packages/server/src/transactions/index.ts'
import { safaricomAddress } from '../setup/api-call.ts'
import {
  callbackBody,
  newReceipt,
  type OpenDeposit,
  openDeposit,
  postCallback,
  push,
  queuesOf,
  statusOf,
} from '../setup/deposits.ts'
import { balanceOf, expectCleanBooks, msisdnOf, newPhone, newUser } from '../setup/scenario.ts'
import { startTestSystem, type TestSystem, type TestSystemOptions } from '../setup/system.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

let system: TestSystem
afterEach(async () => {
  await expectCleanBooks(system)
  await system[Symbol.asyncDispose]()
})

async function start(options: TestSystemOptions = {}): Promise<void> {
  system = await startTestSystem(options)
}

/** A prompt that its phone pays at once, and whose callback never comes. */
async function openUntold(amount = 100): Promise<OpenDeposit> {
  const phone = newPhone()
  system.simulator.subscribers.create({ phone, autoAnswer: 'pay' })
  system.simulator.faults.add('callback-dropped', { phone: msisdnOf(phone), times: 1 })
  return openDeposit(system, { phone, amount })
}

function receiptOf({ checkoutRequestId }: OpenDeposit): string {
  const receipt = system.simulator.pushes.get(checkoutRequestId)?.receipt
  if (receipt == null) throw new Error('the phone has not paid')
  return receipt
}

test('a payment whose callback was lost is completed by asking, and its receipt is filled by a late callback', async () => {
  await start()
  const deposit = await openUntold()
  await system.elapse(19 * second)
  expect(await statusOf(system, deposit)).toMatchObject({ status: 'pending' })
  await system.elapse(3 * second)
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'completed',
    mpesa_receipt_number: null,
    reason: { code: 'receipt_follows' },
  })
  expect(await balanceOf(system, deposit.userId)).toBe(100)
  const receipt = receiptOf(deposit)
  await postCallback(system, deposit.callbackPath, callbackBody(deposit, { receipt }))
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'completed',
    mpesa_receipt_number: receipt,
    reason: null,
  })
  expect(await balanceOf(system, deposit.userId)).toBe(100)
})

test('… or by a confirmation, typed by hand in small letters', async () => {
  await start()
  const deposit = await openUntold()
  await system.elapse(30 * second)
  const push = system.simulator.pushes.get(deposit.checkoutRequestId)
  const confirmation = {
    TransID: receiptOf(deposit),
    TransAmount: '100',
    BillRefNumber: push?.account.toLowerCase(),
    MSISDN: '2547 ***** 000',
  }
  const path = `/hooks/c2b/${confirmationToken(system.config.secret)}`
  const tell = (body: object) =>
    postCallback(system, path, JSON.stringify(body), { from: safaricomAddress })
  // Another person's money under our reference is for a person to look at.
  await tell({ ...confirmation, MSISDN: '2549 ***** 000' })
  expect(await queuesOf(system, deposit.transactionId)).toEqual(['wrong_phone'])
  const msisdn = msisdnOf(deposit.phone)
  await tell({ ...confirmation, MSISDN: `${msisdn.slice(0, 4)} ***** ${msisdn.slice(-3)}` })
  expect(await statusOf(system, deposit)).toMatchObject({
    mpesa_receipt_number: receiptOf(deposit),
  })
  expect(await balanceOf(system, deposit.userId)).toBe(100)
})

test('many silent payments are asked about within the limit of Safaricom, and all are found', async () => {
  await start({
    variables: { MPESA_REQUESTS_PER_MINUTE: '100' },
    simulator: { behaviour: { querySpikeArrest: true } },
  })
  const deposits: OpenDeposit[] = []
  for (let count = 0; count < 12; count += 1) deposits.push(await openUntold())
  for (let waited = 0; waited < 4 * minute; waited += 3 * second) {
    // Every browser polls.
    await Promise.all(deposits.map((deposit) => statusOf(system, deposit)))
    await system.elapse(3 * second)
  }
  const queries = system.simulator.requests().filter(({ kind }) => kind === 'query')
  expect(new Set(queries.map(({ status }) => status))).toEqual(new Set([200]))
  expect(queries).toHaveLength(deposits.length)
  for (const deposit of deposits) expect(await balanceOf(system, deposit.userId)).toBe(100)
})

test('a payment that Safaricom never explains is asked about for a day, then waits for a person', async () => {
  await start()
  const deposit = await openUntold()
  system.simulator.faults.add('query-says-pending', {})
  await system.elapse(23 * hour)
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'pending',
    reason: { code: 'asking_mpesa' },
  })
  await system.elapse(2 * hour)
  const asked = system.simulator.requests().filter(({ kind }) => kind === 'query').length
  // Eight by the schedule, and one because somebody looked.
  expect(asked).toBe(9)
  expect(await queuesOf(system, deposit.transactionId)).toEqual(['unresolved'])
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'pending',
    reason: { code: 'with_a_person' },
  })
  await system.elapse(48 * hour)
  expect(system.simulator.requests().filter(({ kind }) => kind === 'query')).toHaveLength(asked)

  const receipt = receiptOf(deposit)
  await postCallback(system, deposit.callbackPath, callbackBody(deposit, { receipt }))
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'completed',
    mpesa_receipt_number: receipt,
  })
  expect(await queuesOf(system, deposit.transactionId)).toEqual([])
})

test('a push whose answer was lost lapses after ten minutes, and is credited when it was paid after all', async () => {
  await start()
  const phone = newPhone()
  const userId = await newUser(system, phone)
  system.simulator.subscribers.create({ phone, autoAnswer: 'pay' })
  system.simulator.faults.add('answer-lost', { times: 1 })
  system.simulator.faults.add('callback-delayed', { times: 1, delayMs: 3 * hour })
  const pushed = await push(system, { userId, phone })
  expect(pushed).toMatchObject({ status: 202, body: { checkout_request_id: null } })
  const deposit = { transactionId: pushed.body.transaction_id }
  await system.elapse(9 * minute)
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'pending',
    reason: { code: 'push_unanswered' },
  })
  await system.elapse(2 * minute)
  expect(await statusOf(system, deposit)).toMatchObject({
    status: 'failed',
    reason: { code: 'lapsed' },
  })
  expect(await queuesOf(system, deposit.transactionId)).toEqual(['lapsed'])
  expect(await balanceOf(system, userId)).toBe(0)
  await system.elapse(3 * hour)
  expect(await statusOf(system, deposit)).toMatchObject({ status: 'completed', reason: null })
  expect(await queuesOf(system, deposit.transactionId)).toEqual([])
  expect(await balanceOf(system, userId)).toBe(100)
})

test('while it is pending the reason says what is waited for', async () => {
  await start()
  const deposit = await openDeposit(system)
  const reason = async () => (await statusOf(system, deposit)).reason.code
  expect(await reason()).toBe('waiting_for_pin')
  await postCallback(system, deposit.callbackPath, callbackBody(deposit, { amount: 99 }))
  expect(await reason()).toBe('checking')

  const phone = newPhone()
  const userId = await newUser(system, phone)
  system.simulator.faults.add('time-out', { times: 1 })
  const hanging = push(system, { userId, phone, amount: 70 })
  await system.clock.advance(5 * second)
  const listed = await system.call('GET', `/api/transactions?user_id=${userId}`)
  expect(listed.body.items).toMatchObject([{ status: 'pending', reason: { code: 'sending' } }])
  expect((await system.whilePassing(hanging)).status).toBe(202)
})

test('a hint without a token brings the next question forward once, and moves nothing', async () => {
  await start()
  const deposit = await openUntold()
  await system.elapse(5 * second)
  const asked = () => system.simulator.requests().filter(({ kind }) => kind === 'query').length
  system.simulator.faults.add('query-says-pending', {})
  for (let times = 0; times < 5; times += 1) {
    const forged = callbackBody(deposit, { receipt: newReceipt() })
    await postCallback(system, '/api/mpesa/callback', forged, { from: '203.0.113.9' })
    expect(await balanceOf(system, deposit.userId)).toBe(0)
    await system.settle()
    expect(asked()).toBe(1)
  }
  system.simulator.faults.clear()
  await system.elapse(30 * second)
  expect(await balanceOf(system, deposit.userId)).toBe(100)
  expect(await statusOf(system, deposit)).toMatchObject({ mpesa_receipt_number: null })
})
