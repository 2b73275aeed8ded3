import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { composeServer } from '../../packages/server/src/system/compose.ts'
import {
  callbackBody,
  depositOf,
  openDeposit,
  postCallback,
  push,
  statusOf,
} from '../setup/deposits.ts'
import {
  balanceOf,
  effectsOf,
  expectProblem,
  msisdnOf,
  newPhone,
  newUser,
  sharedSystem,
  signIn,
} from '../setup/scenario.ts'
import { createSeededRandom, startTestSystem } from '../setup/system.ts'

const system = sharedSystem()

async function payer() {
  const phone = newPhone()
  return { phone, userId: await newUser(system(), phone) }
}

describe('refused by Safaricom', () => {
  test('wrong consumer keys: the sentence of the guide, code 1, nothing pending', async () => {
    await using own = await startTestSystem({
      simulator: { apps: [{ consumerKey: 'another', consumerSecret: 'another' }] },
    })
    const phone = newPhone()
    const userId = await newUser(own, phone)
    const refused = await push(own, { userId, phone })
    expect(refused.status).toBe(502)
    expectProblem(refused.body, 502)
    expect(refused.body).toMatchObject({
      message: 'Failed to authenticate with M-Pesa API',
      code: 'mpesa_authentication',
      response_code: '1',
      checkout_request_id: null,
    })
    expect(await own.call('GET', `/api/wallet?user_id=${userId}`)).toMatchObject({
      body: { balance: 0, pending: 0 },
    })
    expect(await own.verify()).toMatchObject({ ok: true, breaks: [] })
  })

  test('a wrong passkey: the sentence of the guide, code 1', async () => {
    await using own = await startTestSystem({ variables: { MPESA_PASSKEY: 'a wrong passkey' } })
    const phone = newPhone()
    const refused = await push(own, { userId: await newUser(own, phone), phone })
    expect(refused).toMatchObject({
      status: 502,
      body: { success: false, message: 'Failed to initiate payment', response_code: '1' },
    })
    const status = await statusOf(own, { transactionId: refused.body.transaction_id })
    expect(status).toMatchObject({ status: 'failed', reason: { code: 'refused' } })
    expect(await own.verify()).toMatchObject({ ok: true, breaks: [] })
  })

  test.each([
    ['400.002.02', 'Bad Request - Invalid PhoneNumber', 400, 'Invalid phone number'],
    ['400.002.02', 'Bad Request - Invalid Amount', 400, 'Failed to initiate payment'],
    ['500.001.1001', '[MerchantValidate] - Wrong credentials', 500, 'Failed to initiate payment'],
  ])('%s %s', async (errorCode, errorMessage, status, sentence) => {
    const { refused, pushes } = await pushAnswered({
      status,
      body: { requestId: '1', errorCode, errorMessage },
    })
    expect(refused.status).toBe(502)
    expect(refused.body).toMatchObject({
      success: false,
      message: sentence,
      response_code: '1',
      gateway_code: errorCode,
    })
    expect(pushes).toBe(1)
  })

  test.each([
    ['no token can be had', 'http-500', 'oauth'],
    ['the gateway is too busy', 'spike-arrest', 'push'],
  ] as const)(
    '%s: refused, nobody is prompted, and the phone is free again',
    async (_, fault, on) => {
      await using own = await startTestSystem()
      const phone = newPhone()
      const userId = await newUser(own, phone)
      own.simulator.faults.set({ [fault]: { on } })
      const refused = await push(own, { userId, phone })
      expect(refused).toMatchObject({ status: 502, body: { success: false, response_code: '1' } })
      expect(own.simulator.pushes.list()).toEqual([])
      own.simulator.faults.clear()
      expect(await push(own, { userId, phone })).toMatchObject({ status: 200 })
    },
  )
})

let seeds = 100

/** Pushes through a second server on the same database, with this answer to the push. */
async function pushAnswered(answer: { status: number; body: unknown }) {
  let pushes = 0
  const { config, database, clock, simulator } = system()
  const server = await composeServer(config, {
    databaseUrl: database.appUrl,
    clock,
    random: createSeededRandom(seeds++, () => clock.now()),
    logger: pino({ level: 'silent' }),
    automaticWork: false,
    fetch: async (input, init) => {
      if (!String(input).endsWith('/processrequest')) return simulator.fetch(input, init)
      pushes += 1
      return Response.json(answer.body, { status: answer.status })
    },
  })
  const { phone, userId } = await payer()
  const response = await server.app.inject({
    method: 'POST',
    url: '/api/mpesa/stk-push',
    headers: { authorization: `Bearer ${system().key}` },
    payload: { user_id: userId, amount: 100, phone_number: phone },
  })
  await server.close()
  return { refused: { status: response.statusCode, body: response.json() }, pushes }
}

describe('the answer is lost', () => {
  test.each(['answer-lost', 'http-500', 'http-503-html', 'http-200-html', 'empty-body'] as const)(
    '%s: 202, lapses after ten minutes, and a late success credits all the same',
    async (fault) => {
      const who = await payer()
      const before = await effectsOf(system())
      system().simulator.faults.add('callback-dropped', { times: 1, phone: msisdnOf(who.phone) })
      system().simulator.faults.add(fault, { accepted: true, times: 1, phone: msisdnOf(who.phone) })
      const answer = await push(system(), { ...who, amount: 70 })
      expect(answer.status).toBe(202)
      expect(answer.body).toMatchObject({ success: true, checkout_request_id: null })
      expect(answer.body.message).toMatch(/may still arrive/)
      const deposit = depositOf(system(), { ...who, amount: 70, answer })
      const inspect = () => statusOf(system(), deposit)
      expect(await inspect()).toMatchObject({
        status: 'pending',
        reason: { code: 'push_unanswered' },
      })
      await system().advance(9 * 60_000)
      expect(await inspect()).toMatchObject({ status: 'pending' })
      await system().advance(61_000)
      expect(await inspect()).toMatchObject({ status: 'failed', reason: { code: 'lapsed' } })
      expect(await balanceOf(system(), who.userId)).toBe(0)
      await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
      expect(await inspect()).toMatchObject({ status: 'completed', reason: null })
      expect(await balanceOf(system(), who.userId)).toBe(70)
      expect((await effectsOf(system())).postings).toBe(before.postings + 1)
    },
  )

  test('no answer at all: 202 after the deadline, one push', async () => {
    const who = await payer()
    const pushesBefore = system().simulator.pushes.list().length
    system().simulator.faults.add('time-out', {
      accepted: true,
      times: 1,
      phone: msisdnOf(who.phone),
    })
    const answer = await system().whilePassing(push(system(), who))
    expect(answer).toMatchObject({ status: 202, body: { checkout_request_id: null } })
    expect(system().simulator.pushes.list()).toHaveLength(pushesBefore + 1)
  })
})

describe('one prompt a phone', () => {
  test('a second push is refused while the first prompt is open, and says when to come back', async () => {
    const deposit = await openDeposit(system())
    const before = await effectsOf(system())
    const refused = await push(system(), deposit)
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'prompt_open', transaction_id: deposit.transactionId },
    })
    const wait = Number(refused.headers['retry-after'])
    expect(refused.body.retry_after).toBe(wait)
    expect(await effectsOf(system())).toEqual(before)
    await system().advance(wait * 1000)
    expect(await push(system(), deposit)).toMatchObject({ status: 200 })
  })

  test('twenty pushes to one phone at once open one prompt', async () => {
    const who = await payer()
    const before = await effectsOf(system())
    const answers = await Promise.all(Array.from({ length: 20 }, () => push(system(), who)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)])
    const after = await effectsOf(system())
    expect(after).toEqual({
      ...before,
      transactions: before.transactions + 1,
      pushes: before.pushes + 1,
    })
  })

  test('somebody else learns that the phone is busy, not by which transaction', async () => {
    const deposit = await openDeposit(system())
    const person = await signIn(system())
    const refused = await system().call('POST', '/api/mpesa/stk-push', {
      as: 'nobody',
      headers: person.headers,
      body: { amount: 10, phone_number: deposit.phone },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'prompt_open' } })
    expect(refused.body).not.toHaveProperty('transaction_id')
  })

  test('a subscriber whom Safaricom has locked is the same refusal', async () => {
    const { refused } = await pushAnswered({
      status: 500,
      body: {
        requestId: '1',
        errorCode: '500.001.1001',
        errorMessage:
          'Unable to lock subscriber, a transaction is already in process for the current subscriber',
      },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'prompt_open', retry_after: 60 } })
  })

  test('a phone that was asked ten times in an hour and never paid is left alone', async () => {
    const who = await payer()
    for (let count = 0; count < 10; count += 1) {
      expect((await push(system(), who)).status).toBe(200)
      await system().advance(80_000)
    }
    const before = await effectsOf(system())
    const refused = await push(system(), who)
    expect(refused).toMatchObject({ status: 429, body: { code: 'prompt_limit' } })
    expect(await effectsOf(system())).toEqual(before)
    await system().advance(Number(refused.headers['retry-after']) * 1000)
    expect((await push(system(), who)).status).toBe(200)
  })
})
