import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type ChaosInput,
  chaosProfiles,
  createVirtualClock,
  type Simulator,
  type SimulatorOptions,
} from '../src/index.ts'
import { payer, startAt, startsSimulators } from './harness.ts'
import { askerBusiness, requestBody, vectors } from './operations-harness.ts'

const start = startsSimulators()
const hour = 3_600_000

/** Everything a simulator can be asked for, in the same order every time. */
async function liveThrough(options: SimulatorOptions) {
  const started = await start({
    certificate: vectors.credential,
    businesses: [askerBusiness, { ...askerBusiness, shortcode: '174379', passkey: sandboxPasskey }],
    subscribers: [{ phone: payer, balance: 100_000 }],
    autoAnswer: 'pay',
    ...options,
  })
  const { daraja, simulator } = started
  // An answer may be lost, or no JSON; a token may have to be fetched again. That is what it is about.
  const attempt = (work: () => Promise<unknown>) => work().catch(() => undefined)
  await attempt(() => daraja.signIn())
  for (let round = 0; round < 12; round++) {
    const phone = `25470000000${round % 4}`
    const push = await attempt(() => daraja.push({ PhoneNumber: phone, Amount: 10 + round }))
    await simulator.advance(2_500)
    const { b2cV3 } = vectors.requests
    await attempt(() =>
      daraja.post(b2cV3.path, requestBody('b2cV3', { OriginatorConversationID: `pay-${round}` })),
    )
    await simulator.advance(20_000)
    const id = (push as { json?: Record<string, unknown> } | undefined)?.json?.CheckoutRequestID
    if (id !== undefined) await attempt(() => daraja.query(id))
    if (round % 3 === 0) await attempt(() => daraja.signIn())
  }
  await simulator.advance(80 * hour)
  await simulator.settled()
  return started
}

const sandboxPasskey = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919'

function trafficOf(simulator: Simulator): unknown[] {
  const { items } = simulator.traffic.list({ limit: 100 })
  return items.map(({ id }) => simulator.traffic.get(id))
}

/** `time-out` answers nothing for good, and a test that waits for it would too. */
const storm: ChaosInput = {
  probabilities: {
    ...chaosProfiles.find(({ name }) => name === 'storm')?.probabilities,
    'time-out': 0,
  },
}

describe('chaos by seed', () => {
  test('the same seed and the same calls give the same history, another seed another one', async () => {
    const [first, same, other] = await Promise.all(
      [7, 7, 8].map((seed) => liveThrough({ seed, chaos: storm })),
    )
    if (!first || !same || !other) throw new Error('three simulators were started')
    expect(first.received.length).toBeGreaterThan(5)
    expect(trafficOf(same.simulator)).toEqual(trafficOf(first.simulator))
    expect(same.simulator.books()).toEqual(first.simulator.books())
    const posted = ({ received }: typeof first) =>
      received.map(({ url, body, atMs }) => ({ url, body, atMs }))
    expect(posted(same)).toEqual(posted(first))
    expect(posted(other)).not.toEqual(posted(first))
  })

  test('calm changes nothing: ids, receipts and delays are those without chaos', async () => {
    const without = await liveThrough({ seed: 7 })
    const calm = await liveThrough({ seed: 7, chaos: 'calm' })
    expect(trafficOf(calm.simulator)).toEqual(trafficOf(without.simulator))
    expect(calm.received).toHaveLength(without.received.length)
  })

  test('chaos draws from a stream of its own: what it does not touch stays as it was', async () => {
    const without = await liveThrough({ seed: 7 })
    const late = await liveThrough({
      seed: 7,
      chaos: { probabilities: { 'callback-delayed': { probability: 0.5, delayMs: [1, 10] } } },
    })
    const receipts = ({ simulator }: typeof late) =>
      simulator.books().transactions.map(({ receipt }) => receipt)
    expect(receipts(late)).toEqual(receipts(without))
  })

  test('a storm does what it is called for', async () => {
    const { simulator } = await liveThrough({ seed: 11, chaos: storm })
    const struck = new Set(
      simulator.traffic.list({ limit: 100 }).items.flatMap(({ faults }) => faults),
    )
    expect(struck.size).toBeGreaterThan(3)
  })

  test('goes on with the same draws after a restart, and is what it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hazina-chaos-'))
    const stateFile = join(folder, 'state.jsonl')
    const clock = createVirtualClock({ startAt })
    const first = await start({ stateFile, clock, chaos: { profile: 'storm', seed: 3 } })
    await first.daraja.push().catch(() => undefined)
    await first.simulator.close()
    const second = await start({ stateFile, clock: createVirtualClock({ startAt: clock.now() }) })
    expect(second.simulator.chaos.get()).toMatchObject({ profile: 'storm', seed: 3 })
    second.simulator.chaos.clear()
    expect(second.simulator.chaos.get()).toMatchObject({ profile: 'calm', probabilities: {} })
    await second.simulator.close()
    rmSync(folder, { recursive: true })
  })

  test('nobody’s PIN is typed by chaos', async () => {
    const { daraja, simulator } = await start({
      chaos: { probabilities: { 'callback-before-answer': 1 } },
    })
    await daraja.push()
    await simulator.advance(5_000)
    expect(simulator.prompts.on(payer)).toBeDefined()
    expect(simulator.books().organisations[0]?.utilityCents).toBe(0n)
  })
})
