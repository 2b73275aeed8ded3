/**
 * The real server as a process of its own, killed with -9 at moments nobody chose, under a storm of deposits.
 * HAZINA_PROOF=1 kills it a hundred times.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createSimulator, type Simulator } from '@hazina/simulator'
import { expect, test } from 'vitest'
import { type ChildServer, createChildServer } from '../setup/child-server.ts'

const kills = process.env.HAZINA_PROOF === '1' ? 100 : 5
/** More than can be pushed to between two kills, for a kill may leave a phone locked for a minute. */
const usersCount = 160
const payersAtOnce = 12

test('killed over and over under a storm of deposits, it loses and doubles nothing', async () => {
  await using simulator = await createSimulator({
    subscriberDefaults: { balanceKes: 400_000 },
    autoAnswer: 'pay',
    timings: {
      promptDelayMs: 10,
      autoAnswerAfterMs: 10,
      callbackDelayMs: [5, 250],
      callbackTimeoutMs: 5_000,
    },
    // More patient than Safaricom, so that nothing is left to the questions of a day.
    behaviour: { callbackAttempts: 10_000, callbackRetryMs: 300 },
  })
  await using hazina = await createChildServer({
    MPESA_ENVIRONMENT: 'simulator',
    MPESA_BASE_URL: await simulator.listen(),
    MPESA_UNPAID_PROMPTS_PER_HOUR: '1000',
  })
  await hazina.start()
  const application = await createApplication(hazina)
  const payers = await makePayers(application)

  const storm = new AbortController()
  const paying = Promise.all(
    Array.from({ length: payersAtOnce }, (_, place) =>
      payUntil(storm.signal, application, payers, place),
    ),
  )
  for (let count = 0; count < kills; count += 1) {
    await untilMorePushes(simulator, 20)
    await sleep(Math.random() * 300)
    const before = hazina.postmaster()
    await hazina.kill()
    const takesPostgresToo = count % 3 === 2
    if (takesPostgresToo && before !== undefined) process.kill(before, 'SIGKILL')
    await hazina.start()
    if (!takesPostgresToo) expect(hazina.postmaster(), 'PostgreSQL is adopted').toBe(before)
  }
  await sleep(500)
  storm.abort()
  await paying
  await untilEqual(simulator, application, payers)

  expect(await verify(hazina)).toEqual(booksOf(simulator))
  expect(simulator.audit()).toEqual([])
  expect(simulator.pushes.list().filter(({ receipt }) => receipt !== null).length).toBeGreaterThan(
    kills * 10,
  )

  expect(await hazina.stop()).toBe(0)
  expect(hazina.postmaster()).toBeUndefined()
  await hazina.start()
  expect(await wallets(application, payers)).toEqual(paidBy(simulator, payers))
  expect(await verify(hazina)).toEqual(booksOf(simulator))
}, 3_600_000)

type Application = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>
type Payer = { userId: number; phone: string; msisdn: string }

async function createApplication(hazina: ChildServer): Promise<Application> {
  const printed = await hazina.hazina('api-key', 'create', '--name', 'storm')
  const key = printed.trim().split('\n').at(-1)
  return async (method, path, body) => {
    const response = await fetch(hazina.url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return response.json()
  }
}

function makePayers(application: Application): Promise<Payer[]> {
  return Promise.all(
    Array.from({ length: usersCount }, async (_, place) => {
      const phone = `0722${String(place).padStart(6, '0')}`
      const made = await application('POST', '/api/users', { phone_number: phone })
      const { user_id: userId } = made as { user_id: number }
      return { userId, phone, msisdn: `254${phone.slice(1)}` }
    }),
  )
}

/** Pushes one deposit after the other, whatever becomes of them. */
async function payUntil(
  over: AbortSignal,
  application: Application,
  payers: readonly Payer[],
  first: number,
): Promise<void> {
  for (let turn = first; !over.aborted; turn += 1) {
    const payer = payers[turn % payers.length]
    const body = { user_id: payer?.userId, phone_number: payer?.phone, amount: 1 + (turn % 90) }
    // A server that is down, or dies under the request, is what this is about.
    await application('POST', '/api/mpesa/stk-push', body).catch(() => sleep(50))
    await sleep(10)
  }
}

/** Until the storm has begun again; on a slow machine what has come by then must do. */
async function untilMorePushes(simulator: Simulator, more: number): Promise<void> {
  const wanted = simulator.pushes.list().length + more
  for (let waits = 0; waits < 200 && simulator.pushes.list().length < wanted; waits += 1) {
    await sleep(25)
  }
}

async function untilEqual(
  simulator: Simulator,
  application: Application,
  payers: readonly Payer[],
): Promise<void> {
  await expect
    .poll(() => wallets(application, payers), { timeout: 60_000, interval: 500 })
    .toEqual(paidBy(simulator, payers))
}

async function wallets(application: Application, payers: readonly Payer[]): Promise<number[]> {
  const read = payers.map(({ userId }) => application('GET', `/api/wallet?user_id=${userId}`))
  return (await Promise.all(read)).map((wallet) => (wallet as { balance: number }).balance)
}

/** What each phone paid, by the books of the simulator. */
function paidBy(simulator: Simulator, payers: readonly Payer[]): number[] {
  const { transactions } = simulator.books()
  return payers.map(({ msisdn }) => {
    const cents = transactions
      .filter(({ kind }) => kind === 'payment')
      .flatMap(({ entries }) => entries)
      .filter(({ account }) => account === `subscriber:${msisdn}`)
      .reduce((sum, entry) => sum - entry.cents, 0n)
    return Number(cents) / 100
  })
}

type Books = { ok: boolean; breaks: unknown[]; wallet: number; mpesa: number }

async function verify(hazina: ChildServer): Promise<Books> {
  const { ok, breaks, totals } = JSON.parse(await hazina.hazina('verify', '--json'))
  return { ok, breaks, wallet: Number(totals.wallet), mpesa: Number(totals.mpesa) }
}

function booksOf(simulator: Simulator): Books {
  const [organisation] = simulator.books().organisations
  const cents = Number(organisation?.utilityCents)
  return { ok: true, breaks: [], wallet: cents, mpesa: cents }
}
