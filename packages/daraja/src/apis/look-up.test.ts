import { describe, expect, test } from 'vitest'
import { createDaraja, type DarajaOptions } from '../daraja.ts'
import type { Msisdn } from '../msisdn.ts'
import {
  asyncAckReply,
  createTestClock,
  errorReply,
  type FakeScript,
  fakeTransport,
  gatewayTimeoutReply,
  spikeArrestReply,
} from '../testing.ts'

const organisation = { type: 'paybill', number: '600984' } as const
const page = { status: 503, body: '<html>Service Unavailable</html>' }
const found = { body: { ResponseCode: '4000', OrganizationName: 'Example Org' } }
const status = {
  initiator: { name: 'testapi', securityCredential: 'A'.repeat(344) },
  receipt: 'UA25M0QB7R',
  party: organisation,
  remarks: 'OK',
  resultUrl: 'https://pay.example.com/hooks/status/result',
  queueTimeOutUrl: 'https://pay.example.com/hooks/status/timeout',
}

function setUp(script: FakeScript, options: Partial<DarajaOptions> = {}) {
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const startMs = clock.now().getTime()
  const { fetch, requests } = fakeTransport(script)
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const base = { baseUrl: 'https://daraja.test', ...keys, fetch, clock, limits: 'off' } as const
  const daraja = createDaraja({ ...base, ...options })
  const asked = () => requests.filter(({ endpoint }) => endpoint !== 'oauth').length
  return { clock, daraja, asked, passedMs: () => clock.now().getTime() - startMs }
}

/** Lets time pass in small steps until the work is done. */
async function run<T>(clock: { advance(ms: number): void }, work: Promise<T>): Promise<T> {
  let done = false
  const finished = work.finally(() => {
    done = true
  })
  for (let step = 0; step < 2000 && !done; step += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!done) clock.advance(100)
  }
  return await finished
}

describe('a question is asked again while nothing answers it', () => {
  test.each([
    ['a page', page],
    ['a reset', { fail: 'reset' } as const],
    ['no connection', { fail: 'refused' } as const],
    ['a time-out of the gateway', gatewayTimeoutReply()],
    ['a catch-all', errorReply({ errorCode: '500.003.1001' })],
    ['maintenance', errorReply({ errorCode: '503.001' })],
  ])('%s', async (_, reply) => {
    const { clock, daraja, asked, passedMs } = setUp({ orgInfo: [reply, reply, found] })
    const answer = await run(clock, daraja.orgInfo({ organisation }))
    expect(answer).toMatchObject({ outcome: 'answered', name: 'Example Org' })
    expect(asked()).toBe(3)
    expect(passedMs()).toBeGreaterThanOrEqual(1500) // half a second, then a whole one
  })

  test('after a 429 no sooner than Safaricom asks', async () => {
    const busy = { ...spikeArrestReply(), headers: { 'retry-after': '20' } }
    const { clock, daraja, asked, passedMs } = setUp({ orgInfo: [busy, found] }, { limits: {} })
    expect(await run(clock, daraja.orgInfo({ organisation }))).toMatchObject({
      outcome: 'answered',
    })
    expect(asked()).toBe(2)
    expect(passedMs()).toBeGreaterThanOrEqual(20_000)
  })

  test('held back by its own limit, it waits its turn', async () => {
    const limits = { orgInfo: { perMinute: 60, burst: 1 } }
    const { clock, daraja, asked } = setUp({ orgInfo: found }, { limits })
    await daraja.orgInfo({ organisation })
    expect(await run(clock, daraja.orgInfo({ organisation }))).toMatchObject({
      outcome: 'answered',
    })
    expect(asked()).toBe(2)
  })

  test('also the questions whose answer comes by callback', async () => {
    const script = {
      transactionStatus: [page, asyncAckReply()],
      accountBalance: [page, asyncAckReply()],
    }
    const { clock, daraja, asked } = setUp(script)
    expect(await run(clock, daraja.transactionStatus(status))).toMatchObject({
      outcome: 'accepted',
    })
    const { receipt: _, ...balance } = status
    expect(await run(clock, daraja.accountBalance(balance))).toMatchObject({ outcome: 'accepted' })
    expect(asked()).toBe(4)
  })
})

describe('and no longer', () => {
  test('than four times', async () => {
    const { clock, daraja, asked } = setUp({ orgInfo: page })
    const answer = await run(clock, daraja.orgInfo({ organisation }))
    expect(answer).toMatchObject({ outcome: 'unknown', error: { code: 'unreadable_answer' } })
    expect(asked()).toBe(4)
  })

  test('than the deadline, hanging included', async () => {
    const lookUps = { deadlineMs: 20_000, attemptsMax: 100 }
    const { clock, daraja, asked, passedMs } = setUp({ orgInfo: { fail: 'hang' } }, { lookUps })
    const answer = await run(clock, daraja.orgInfo({ organisation }))
    expect(answer).toMatchObject({ outcome: 'unknown', error: { code: 'timed_out' } })
    expect(asked()).toBe(2)
    expect(passedMs()).toBeLessThanOrEqual(20_000)
  })

  test('than the deadline, also when no token can be had', async () => {
    const lookUps = { deadlineMs: 10_000 }
    const { clock, daraja, asked, passedMs } = setUp({ oauth: { fail: 'hang' } }, { lookUps })
    const answer = await run(clock, daraja.orgInfo({ organisation }))
    expect(answer).toMatchObject({ outcome: 'unknown', error: { code: 'timed_out' } })
    expect(asked()).toBe(0)
    expect(passedMs()).toBe(10_000)
  })

  test('than it takes to be refused', async () => {
    const refusal = errorReply({ errorCode: '400.002.05', errorMessage: 'Invalid Request Payload' })
    const { clock, daraja, asked } = setUp({ orgInfo: refusal })
    const answer = await run(clock, daraja.orgInfo({ organisation }))
    expect(answer).toMatchObject({ outcome: 'rejected', error: { code: 'payload_refused' } })
    expect(asked()).toBe(1)
  })
})

test('what moves money is sent once, whatever comes back', async () => {
  const payment = {
    ...status,
    commandId: 'BusinessPayment',
    amount: 450,
    shortcode: '600992',
    msisdn: '254708374149' as Msisdn,
    originatorConversationId: 'acme-7f1c2a90',
  } as const
  for (const reply of [
    page,
    { fail: 'reset' } as const,
    gatewayTimeoutReply(),
    spikeArrestReply(),
  ]) {
    const { clock, daraja, asked } = setUp({ b2c: reply, bongaRedeemPaybill: reply })
    await run(clock, daraja.b2c(payment))
    expect(asked()).toBe(1)
    const points = { points: 100, rate: '0.2', accountNumber: 'A1', amount: 20 }
    const { msisdn, shortcode } = payment
    await run(clock, daraja.bonga.redeemPaybill({ ...points, msisdn, shortcode }))
    expect(asked()).toBe(2)
  }
})

test('a token that a question cannot get is asked for again; a wrong key is not', async () => {
  const { clock, daraja } = setUp({
    oauth: [page, { body: { access_token: 'token', expires_in: 3599 } }],
    orgInfo: found,
  })
  expect(await run(clock, daraja.orgInfo({ organisation }))).toMatchObject({ outcome: 'answered' })
  const wrong = setUp({ oauth: { status: 400, body: '' } })
  expect(await run(wrong.clock, wrong.daraja.orgInfo({ organisation }))).toMatchObject({
    outcome: 'rejected',
    error: { code: 'authentication_failed' },
  })
  expect(wrong.asked()).toBe(0)
})
