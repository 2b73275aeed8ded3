import { expect } from 'vitest'
import { createVirtualClock, type Simulator } from '../src/index.ts'
import vectors from '../test-data/collections.json' with { type: 'json' }
import { payer, type Received, type startSimulator, startsSimulators } from './harness.ts'

export { payer, vectors }

/** The instant of the reference's samples: 2 January 2026, 11:15 in Nairobi. */
export const sampleAt = new Date('2026-01-02T08:15:00Z')

/** The organisation of the reference's samples, with what it has before they are paid. */
export const collector = {
  shortcode: '600984',
  name: 'Example Org',
  type: 'paybill',
  passkey: 'z'.repeat(64),
  balances: { utility: 41_840.5 },
} as const

/** A till by its store number, as the samples have it, and its till number. */
export const collectorTill = {
  shortcode: '600111',
  name: 'DUKA',
  type: 'till',
  till: '300222',
  passkey: 'y'.repeat(64),
  balances: { merchant: 41_840.5, working: 1_000 },
  nominatedNumber: '254722000111',
} as const

export const confirmationUrl = vectors.requests.c2bRegister.body.ConfirmationURL
export const validationUrl = vectors.requests.c2bRegister.body.ValidationURL

/** Simulators at the instant of the samples whose books are audited after each test. */
export function startsCollections() {
  const start = startsSimulators()
  return async (options: Parameters<typeof startSimulator>[0] = {}) => {
    const started = await start({
      clock: createVirtualClock({ startAt: sampleAt }),
      businesses: [collector, collectorTill],
      subscribers: [{ phone: payer, name: 'AMINA TEST' }],
      ...options,
    })
    const { simulator, received, daraja } = started
    return {
      ...started,
      send: (name: keyof typeof vectors.requests, changes: Record<string, unknown> = {}) => {
        const { path, body } = vectors.requests[name]
        return daraja.post(path, Array.isArray(body) ? body : { ...body, ...changes })
      },
      /** What a URL got, parsed. */
      at: (url: string) => bodiesAt(received, url),
      utility: (shortcode = collector.shortcode) => inAccount(simulator, shortcode, 'utilityCents'),
      merchant: (shortcode = collectorTill.shortcode) =>
        inAccount(simulator, shortcode, 'merchantCents'),
      ofPayer: () => simulator.subscribers.get(payer)?.balance,
      texts: (phone = payer) => simulator.messages.of(phone).map(({ text }) => text),
    }
  }
}

export function bodiesAt(received: readonly Received[], url: string): Record<string, string>[] {
  return received.filter((one) => one.url === url).map((one) => JSON.parse(one.body))
}

function inAccount(
  simulator: Simulator,
  shortcode: string,
  account: 'utilityCents' | 'merchantCents',
): bigint | undefined {
  return simulator.books().organisations.find((one) => one.shortcode === shortcode)?.[account]
}

/**
 * The same keys in the same order, the same JSON types, and the same values but for those in `free`, which the simulator
 * makes up.
 */
export function expectLikeVector(actual: unknown, vector: unknown, free: readonly string[]): void {
  expect(shapeOf(actual)).toEqual(shapeOf(vector))
  expect(JSON.stringify(without(actual, free))).toBe(JSON.stringify(without(vector, free)))
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]))
}

function without(value: unknown, free: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, free))
  if (typeof value !== 'object' || value === null) return value
  const named = Reflect.get(value, 'name') ?? Reflect.get(value, 'Name')
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isFree = free.includes(key) || (/^value$/i.test(key) && free.includes(String(named)))
      return [key, isFree ? '' : without(one, free)]
    }),
  )
}
