import { expect, test, vi } from 'vitest'
import {
  callbackBody,
  depositOf,
  openDeposit,
  postCallback,
  push,
  statusOf,
} from '../setup/deposits.ts'
import { balanceOf, effectsOf, newPhone, newUser, sharedSystem, signIn } from '../setup/scenario.ts'
import { Crash, type Step } from '../setup/system.ts'

const system = sharedSystem()

async function payer() {
  const phone = newPhone()
  return { phone, userId: await newUser(system(), phone) }
}

/** An Idempotency-Key of its own for each test. */
function withKey(name: string): { 'idempotency-key': string } {
  return { 'idempotency-key': `test ${name}` }
}

test('the same key and body get the same answer, and the phone one prompt', async () => {
  const who = await payer()
  const first = await push(system(), who, withKey('same'))
  const before = await effectsOf(system())
  const second = await push(system(), who, withKey('same'))
  expect(first.status).toBe(200)
  expect({ status: second.status, body: second.body }).toEqual({ status: 200, body: first.body })
  expect(second.headers['idempotency-replayed']).toBe('true')
  expect(await effectsOf(system())).toEqual(before)
})

test('the order of the fields makes no other body', async () => {
  const { userId, phone } = await payer()
  const headers = withKey('order')
  const first = await push(system(), { userId, phone }, headers)
  const body = JSON.stringify({ phone_number: phone, amount: 100, user_id: userId })
  const second = await system().call('POST', '/api/mpesa/stk-push', { body, headers })
  expect(second.body).toEqual(first.body)
})

test('the same key with another body is refused, and nothing is sent', async () => {
  const who = await payer()
  await push(system(), who, withKey('other body'))
  const before = await effectsOf(system())
  const second = await push(system(), { ...who, amount: 200 }, withKey('other body'))
  expect(second).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } })
  expect(await effectsOf(system())).toEqual(before)
})

test('a key belongs to its caller: the same words from somebody else are another request', async () => {
  const who = await payer()
  await push(system(), who, withKey('whose'))
  const person = await signIn(system())
  const other = await system().call('POST', '/api/mpesa/stk-push', {
    as: 'nobody',
    headers: { ...person.headers, ...withKey('whose') },
    body: { amount: 50, phone_number: person.phone },
  })
  expect(other).toMatchObject({ status: 200, body: { success: true } })
})

test('while the first request runs the second is told to wait', async () => {
  const who = await payer()
  system().simulator.faults.add('time-out', { phone: `254${who.phone.slice(1)}`, times: 1 })
  const pushesHeard = () =>
    system()
      .simulator.requests()
      .filter(({ kind }) => kind === 'push').length
  const before = pushesHeard()
  const first = push(system(), who, withKey('in flight'))
  await vi.waitFor(() => expect(pushesHeard()).toBe(before + 1))
  const second = await push(system(), who, withKey('in flight'))
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'idempotency_in_flight', retry_after: expect.any(Number) },
  })
  expect(Number(second.headers['retry-after'])).toBeGreaterThan(0)
  expect((await system().whilePassing(first)).status).toBe(202)
})

/** The server dies at a step of the push, and comes back. */
async function pushInterrupted(who: { userId: number; phone: string }, key: string, step: Step) {
  system().crashAt(step)
  await expect(push(system(), who, withKey(key))).rejects.toThrow(Crash)
  expect(await system().revive()).toBe(true)
}

test.each(['deposit.pushed', 'deposit.answer-noted'] as const)(
  'after a crash at %s the same key finds the same transaction, and nothing is sent again',
  async (step) => {
    const who = await payer()
    await pushInterrupted(who, step, step)
    const before = await effectsOf(system())
    const soon = await push(system(), who, withKey(step))
    expect(soon).toMatchObject({ status: 409, body: { code: 'idempotency_in_flight' } })
    await system().advance(90_000)
    const later = await push(system(), who, withKey(step))
    expect([200, 202]).toContain(later.status)
    expect(await effectsOf(system())).toEqual(before)
    const again = await push(system(), who, withKey(step))
    expect(again.body).toEqual(later.body)
    const deposit = depositOf(system(), { ...who, amount: 100, answer: later })
    await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
    expect(await balanceOf(system(), who.userId)).toBe(100)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed' })
  },
)

test('after a crash before the push nothing is sent blindly: the deposit lapses', async () => {
  const who = await payer()
  await pushInterrupted(who, 'before', 'deposit.opened')
  const before = await effectsOf(system())
  await system().advance(90_000)
  const later = await push(system(), who, withKey('before'))
  expect(later).toMatchObject({ status: 202, body: { success: true, checkout_request_id: null } })
  await system().advance(600_000)
  expect(await statusOf(system(), { transactionId: later.body.transaction_id })).toMatchObject({
    status: 'failed',
    reason: { code: 'lapsed' },
  })
  expect(await effectsOf(system())).toEqual(before)
})

test('a refusal that was noted before the crash is the answer to the same key', async () => {
  const who = await payer()
  system().simulator.faults.add('spike-arrest', { phone: `254${who.phone.slice(1)}`, times: 1 })
  await pushInterrupted(who, 'noted', 'deposit.answer-noted')
  const before = await effectsOf(system())
  await system().advance(90_000)
  const later = await push(system(), who, withKey('noted'))
  expect(later).toMatchObject({
    status: 502,
    body: { success: false, message: 'Failed to initiate payment', response_code: '1' },
  })
  expect(await effectsOf(system())).toEqual(before)
})

test('of many who resume one interrupted request at once, one opens the deposit', async () => {
  const who = await payer()
  await push(system(), who, withKey('before many'))
  await system().advance(120_000)
  // The same request under another key, whose process died right after it had claimed the key.
  await system().server.ctx.db.pool.query(
    `insert into app.idempotency (caller, route, key, request_hash, created_at)
     select caller, route, $2, request_hash, created_at from app.idempotency where key = $1`,
    [withKey('before many')['idempotency-key'], withKey('many')['idempotency-key']],
  )
  const before = await effectsOf(system())
  const resume = () => push(system(), who, withKey('many'))
  const answers = await Promise.all(Array.from({ length: 8 }, resume))
  const answered = answers.filter(({ status }) => status === 200)
  const told = new Set(answered.map(({ body }) => body.transaction_id))
  expect(told.size).toBe(1)
  for (const { status, body } of answers) {
    if (status !== 200) expect({ status, code: body.code }).toEqual(inFlight)
  }
  expect(told).toContain((await resume()).body.transaction_id)
  expect(await effectsOf(system())).toEqual({
    ...before,
    transactions: before.transactions + 1,
    pushes: before.pushes + 1,
  })
})

const inFlight = { status: 409, code: 'idempotency_in_flight' }

test('a refusal by Safaricom is replayed as it was, and opens no second deposit', async () => {
  const who = await payer()
  const rule = { phone: `254${who.phone.slice(1)}`, times: 1, on: 'push' } as const
  system().simulator.faults.add('spike-arrest', rule)
  const first = await push(system(), who, withKey('refused'))
  expect(first).toMatchObject({ status: 502, body: { success: false, response_code: '1' } })
  const before = await effectsOf(system())
  const second = await push(system(), who, withKey('refused'))
  expect({ status: second.status, body: second.body }).toEqual({ status: 502, body: first.body })
  await system().advance(120_000)
  expect((await push(system(), who, withKey('refused'))).body).toEqual(first.body)
  expect(await effectsOf(system())).toEqual(before)
})

test('a refusal before anything was begun is forgotten: the same key may try again', async () => {
  const deposit = await openDeposit(system())
  const refused = await push(system(), deposit, withKey('forgotten'))
  expect(refused).toMatchObject({ status: 409, body: { code: 'prompt_open' } })
  await system().advance(120_000)
  expect(await push(system(), deposit, withKey('forgotten'))).toMatchObject({ status: 200 })
})

test.each(['', 'x'.repeat(256)])('a key of the wrong length is refused (%#)', async (key) => {
  const who = await payer()
  const before = await effectsOf(system())
  const refused = await push(system(), who, { 'idempotency-key': key })
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  expect(refused.body.errors[0].field.toLowerCase()).toBe('idempotency-key')
  expect(await effectsOf(system())).toEqual(before)
})
