import { expect, test } from 'vitest'
import {
  depositOf,
  type OpenDeposit,
  openDeposit,
  push,
  queriesSent,
  statusOf,
} from '../setup/deposits.ts'
import { expectCleanBooks, newPhone, newUser, sharedSystem } from '../setup/scenario.ts'
import { startTestSystem } from '../setup/system.ts'

const minuteMs = 60_000
const tickMs = 3_000
// Safaricom's sandbox: about a hundred requests a minute, five of them queries, one at a time; it answers 429 beyond.
const system = sharedSystem({
  variables: { MPESA_REQUESTS_PER_MINUTE: '100' },
  simulator: { behaviour: { querySpikeArrest: true } },
})

function queryTimes(): number[] {
  const { simulator } = system()
  return simulator
    .requests()
    .filter((one) => one.kind === 'query')
    .map((one) => new Date(one.time).getTime())
    .sort((a, b) => a - b)
}

test('fifty browsers that poll every three seconds never exceed the limit on queries', async () => {
  const deposits: OpenDeposit[] = []
  for (let count = 0; count < 10; count += 1) deposits.push(await openDeposit(system()))
  // Nobody hears of these payments but by asking.
  for (const { checkoutRequestId } of deposits) {
    system().simulator.faults.add('callback-dropped', { checkoutRequestId })
  }
  await system().advance(1_500)
  for (const { phone } of deposits) system().simulator.prompts.pay(phone)
  const pollers = Array.from({ length: 50 }, (_, place) => deposits[place % deposits.length])
  for (let elapsedMs = 0; elapsedMs < 3 * minuteMs; elapsedMs += tickMs) {
    const seen = await Promise.all(pollers.map((one) => one && statusOf(system(), one)))
    expect(seen.every((one) => one?.status === 'pending' || one?.status === 'completed')).toBe(true)
    await system().advance(tickMs)
  }
  const times = queryTimes()
  for (const start of times) {
    const within = times.filter((at) => at >= start && at < start + minuteMs)
    expect(within.length).toBeLessThanOrEqual(5)
  }
  const refused = system()
    .simulator.requests()
    .filter((one) => one.kind === 'query' && one.status === 429)
  expect(refused).toEqual([])
  for (const one of deposits)
    expect(await statusOf(system(), one)).toMatchObject({ status: 'completed' })
})

test('where nothing is limited, a deposit is still asked about once in fifteen seconds at most', async () => {
  await using own = await startTestSystem()
  const deposit = await openDeposit(own)
  for (let elapsedMs = 0; elapsedMs < minuteMs; elapsedMs += tickMs) {
    await Promise.all(Array.from({ length: 20 }, () => statusOf(own, deposit)))
    await own.advance(tickMs)
  }
  expect(queriesSent(own)).toBeGreaterThan(1)
  expect(queriesSent(own)).toBeLessThanOrEqual(5)
  await expectCleanBooks(own)
})

test('polling finds a payment out sooner than the schedule would', async () => {
  await system().advance(minuteMs)
  const deposit = await openDeposit(system())
  system().simulator.faults.add('callback-dropped', {
    checkoutRequestId: deposit.checkoutRequestId,
  })
  await system().advance(25_000)
  const asked = queriesSent(system())
  system().simulator.prompts.pay(deposit.phone)
  await system().advance(12_000)
  expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })
  await system().advance(5_000)
  await statusOf(system(), deposit)
  await system().settle()
  expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed' })
  expect(queriesSent(system())).toBe(asked + 1)
})

test('a deposit that has its end is never asked about', async () => {
  await system().advance(minuteMs)
  const deposit = await openDeposit(system())
  await system().advance(2_000)
  system().simulator.prompts.decline(deposit.phone)
  await system().advance(5_000)
  expect(await statusOf(system(), deposit)).toMatchObject({
    status: 'failed',
    mpesa_receipt_number: null,
    reason: { code: 'mpesa_1032' },
  })
  const asked = queriesSent(system())
  for (let count = 0; count < 20; count += 1) {
    await statusOf(system(), deposit)
    await system().advance(tickMs)
  }
  expect(queriesSent(system())).toBe(asked)
})

test('pushes beyond the setting are held back here, and Safaricom hears nothing of them', async () => {
  const users = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const phone = newPhone()
      return { phone, userId: await newUser(system(), phone) }
    }),
  )
  const answers = await Promise.all(users.map((who) => push(system(), who)))
  const sent = answers.filter(({ status }) => status === 200)
  const held = answers.filter(({ status }) => status === 503)
  expect(sent.length).toBeLessThanOrEqual(20)
  expect(sent.length + held.length).toBe(30)
  for (const { body, headers } of held) {
    expect(body).toMatchObject({ code: 'mpesa_busy', success: false })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  }
  for (const [place, answer] of answers.entries()) {
    const who = users[place]
    if (answer.status === 200 && who !== undefined)
      depositOf(system(), { ...who, amount: 100, answer })
  }
})
