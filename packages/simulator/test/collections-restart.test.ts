import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVirtualClock } from '../src/index.ts'
import {
  bodiesAt,
  collector,
  confirmationUrl,
  payer,
  sampleAt,
  validationUrl,
  vectors,
} from './collections-harness.ts'
import { type Received, startSimulator } from './harness.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'collections-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const dayMs = 86_400_000

function open(atMs: number, receive?: (received: Received) => Promise<Response> | Response) {
  return startSimulator({
    clock: createVirtualClock({ startAt: new Date(atMs) }),
    stateFile: join(folder, 'state'),
    businesses: [{ ...collector, externalValidation: true }],
    subscribers: [{ phone: payer, name: 'AMINA TEST' }],
    timings: { callbackDelayMs: 1_000 },
    ...(receive === undefined ? {} : { receive }),
  })
}

type Started = Awaited<ReturnType<typeof open>>

const utilityOf = ({ simulator }: Started) =>
  simulator.books().organisations.find(({ shortcode }) => shortcode === '600984')?.utilityCents

const register = (started: Started, body: Record<string, unknown> = {}) =>
  started.daraja.post(vectors.requests.c2bRegister.path, {
    ...vectors.requests.c2bRegister.body,
    ...body,
  })

const pay = ({ simulator }: Started) =>
  simulator.phones.payBill({
    phone: payer,
    business: '600984',
    account: 'A',
    amount: 40,
    pin: '1234',
  })

async function close({ simulator }: Started): Promise<void> {
  expect(simulator.audit()).toEqual([])
  await simulator.close()
}

describe('a restart', () => {
  test('in the middle of a validation asks again, and the money moves once', async () => {
    const first = await open(sampleAt.getTime(), ({ url }) =>
      url === validationUrl ? new Promise<Response>(() => {}) : new Response('{}'),
    )
    await register(first)
    const { receipt } = pay(first)
    await first.simulator.advance(2_000)
    expect(utilityOf(first)).toBe(4_184_050n)
    await close(first)

    const second = await open(sampleAt.getTime() + 3_000, () => new Response('{"ResultCode":"0"}'))
    await second.simulator.settled()
    await second.simulator.advance(60_000)
    expect(bodiesAt(second.received, validationUrl)).toMatchObject([{ TransID: receipt }])
    expect(bodiesAt(second.received, confirmationUrl)).toMatchObject([{ TransID: receipt }])
    expect(utilityOf(second)).toBe(4_188_050n)
    await close(second)
  })

  test('after the time of a validation lets the ResponseType decide, once', async () => {
    const silent = ({ url }: Received) =>
      url === validationUrl ? new Promise<Response>(() => {}) : new Response('{}')
    const first = await open(sampleAt.getTime(), silent)
    await register(first, { ResponseType: 'Cancelled' })
    pay(first)
    await first.simulator.advance(2_000)
    await close(first)
    const second = await open(sampleAt.getTime() + 3_600_000, silent)
    await second.simulator.advance(60_000)
    expect(utilityOf(second)).toBe(4_184_050n)
    expect(second.received).toEqual([])
    expect(second.simulator.messages.of(payer)).toHaveLength(1)
    await close(second)
  })

  test('between a payment and its confirmation sends the confirmation once', async () => {
    const first = await open(sampleAt.getTime(), () => new Response('{"ResultCode":"0"}'))
    await register(first)
    const { receipt } = pay(first)
    await first.simulator.settled()
    await close(first)
    const second = await open(sampleAt.getTime() + 500)
    await second.simulator.advance(60_000)
    expect(bodiesAt(second.received, confirmationUrl)).toMatchObject([{ TransID: receipt }])
    expect(bodiesAt(second.received, validationUrl)).toEqual([])
    expect(utilityOf(second)).toBe(4_188_050n)
    await close(second)
  })

  test('during a standing order repeats no debit and forgets none', async () => {
    const first = await open(sampleAt.getTime())
    await register(first)
    await first.daraja.post(vectors.requests.ratiba.path, {
      ...vectors.requests.ratiba.body,
      BusinessShortCode: '600984',
      Frequency: '2',
      StartDate: '20260103',
      EndDate: '20260108',
      Amount: '100',
    })
    await first.simulator.advance(1_000)
    // Asked before the restart, answered after it.
    await close(first)
    const second = await open(sampleAt.getTime() + 2_000)
    await second.simulator.advance(0)
    expect(second.simulator.prompts.pay(payer)).toMatchObject({ accepted: true })
    await second.simulator.advance(2 * dayMs)
    expect(utilityOf(second)).toBe(4_184_050n + 20_000n)
    await close(second)
    // Two of its days pass while nothing runs.
    const third = await open(sampleAt.getTime() + 4 * dayMs)
    await third.simulator.advance(1_000)
    expect(utilityOf(third)).toBe(4_184_050n + 40_000n)
    await third.simulator.advance(10 * dayMs)
    expect(utilityOf(third)).toBe(4_184_050n + 60_000n)
    expect(third.simulator.phones.standingOrders(payer)).toEqual([])
    await close(third)
  })

  test('keeps invoices and reminds of them once', async () => {
    const first = await open(sampleAt.getTime())
    await first.daraja.post(vectors.requests.billOptin.path, vectors.requests.billOptin.body)
    await first.daraja.post(vectors.requests.billSingle.path, vectors.requests.billSingle.body)
    await first.simulator.advance(23 * dayMs)
    await close(first)
    const second = await open(sampleAt.getTime() + 27 * dayMs)
    await second.simulator.advance(10 * dayMs)
    const reminders = second.simulator.messages
      .of(payer)
      .filter(({ text }) => text.includes('reminder'))
    expect(reminders).toHaveLength(3)
    await close(second)
  })
})
