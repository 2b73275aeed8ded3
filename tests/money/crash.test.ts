import { afterEach, expect, test } from 'vitest'
import { statusOf } from '../setup/deposits.ts'
import { balanceOf, expectCleanBooks, newPhone, newUser } from '../setup/scenario.ts'
import {
  type CallAnswer,
  Crash,
  type Step,
  startTestSystem,
  steps,
  type TestSystem,
} from '../setup/system.ts'

let system: TestSystem
afterEach(async () => {
  await expectCleanBooks(system)
  await system[Symbol.asyncDispose]()
})

/** What must go wrong first, so that a deposit comes to the step at all. */
const before: Partial<Record<Step, (phone: string) => void>> = {
  'query.answered': (phone) => system.simulator.faults.add('callback-dropped', { phone, times: 1 }),
  'query.settled': (phone) => system.simulator.faults.add('callback-dropped', { phone, times: 1 }),
}

test.each(steps)('a server that dies at %s loses nothing and credits once', async (step) => {
  const seen: Step[] = []
  system = await startTestSystem({ step: (label) => seen.push(label) })
  const phone = newPhone()
  const userId = await newUser(system, phone)
  system.simulator.subscribers.create({ phone, autoAnswer: 'pay' })
  before[step]?.(`254${phone.slice(1)}`)
  await system.settle()

  seen.length = 0
  system.crashAt(step)
  const pushed = await pushUntilAnswered(userId, phone)
  await system.elapse(12 * 60_000)

  // It came to the step, died there, and another server came to it or past it.
  expect(seen).toContain(step)
  const [organisation] = system.simulator.books().organisations
  expect(await balanceOf(system, userId)).toBe(Number(organisation?.utilityCents ?? 0n) / 100)
  expect(system.simulator.pushes.list()).toHaveLength(step === 'deposit.opened' ? 0 : 1)
  const status = await statusOf(system, { transactionId: pushed.body.transaction_id })
  // Without an answer there is nothing to ask by: that deposit waits for its callback, which came.
  expect(status.status).toBe(step === 'deposit.opened' ? 'failed' : 'completed')
})

test('a server that dies over and over settles all the same', async () => {
  system = await startTestSystem()
  const phone = newPhone()
  const userId = await newUser(system, phone)
  system.simulator.subscribers.create({ phone, autoAnswer: 'pay' })
  for (const step of steps) {
    const pushed = await pushUntilAnswered(userId, phone)
    expect(pushed.status).toBe(200)
    system.crashAt(step)
    await system.elapse(5 * 60_000)
    system.crashAt(null)
  }
  const paid = system.simulator.pushes.list().filter(({ receipt }) => receipt !== null)
  expect(await balanceOf(system, userId)).toBe(paid.length * 100)
  expect(paid).toHaveLength(steps.length)
})

let keys = 0

/** A client that keeps asking with its Idempotency-Key until it is answered. */
async function pushUntilAnswered(userId: number, phone: string): Promise<CallAnswer> {
  keys += 1
  const request = {
    body: { user_id: userId, amount: 100, phone_number: phone },
    headers: { 'idempotency-key': `crash ${keys}` },
  }
  for (;;) {
    try {
      const answer = await system.call('POST', '/api/mpesa/stk-push', request)
      if (answer.status !== 409) return answer
      await system.elapse(Number(answer.headers['retry-after']) * 1_000)
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      await system.revive()
    }
  }
}
