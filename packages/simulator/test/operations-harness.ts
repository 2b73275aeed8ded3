import { expect } from 'vitest'
import type { Simulator, SimulatorOptions } from '../src/index.ts'
import vectors from '../test-data/operations.json' with { type: 'json' }
import {
  createCaller,
  payer,
  type Received,
  type startSimulator,
  startsSimulators,
} from './harness.ts'

export { payer, vectors }

export type Fields = Record<string, unknown>
export type RequestName = keyof typeof vectors.requests

/** The organisation that asks in the reference's samples. */
export const asker = '600992'
/** The operator of the sandbox organisations, with the password of the reference's test credential. */
const initiator = { name: 'testapi', password: vectors.credential.password }

/** The reference's organisation 600992, with money. */
export const askerBusiness = {
  shortcode: asker,
  name: 'Example Org',
  type: 'paybill',
  passkey: 'x'.repeat(64),
  initiators: [initiator],
  balances: { utility: 100_000, working: 50_000 },
} as const

export const receiverTill = {
  shortcode: '600111',
  name: 'DUKA',
  type: 'till',
  till: '300222',
  passkey: 'y'.repeat(64),
  initiators: [initiator],
  balances: { merchant: 20_000, working: 5_000 },
} as const

export const collector = {
  shortcode: '600984',
  name: 'Example Org',
  type: 'paybill',
  passkey: 'z'.repeat(64),
  initiators: [initiator],
} as const

/** Simulators whose organisations know the reference's test credential; books are audited after each test. */
export function startsOperations() {
  const start = startsSimulators()
  return async (options: SimulatorOptions & Parameters<typeof startSimulator>[0] = {}) => {
    const started = await start({
      certificate: vectors.credential,
      businesses: [askerBusiness, receiverTill, collector],
      subscribers: [{ phone: payer, name: 'AMINA TEST', pochi: true }],
      timings: { operationDelayMs: 3_000 },
      ...options,
    })
    return { ...started, ask: createAsker(started.simulator, started.received) }
  }
}

/** Asks, lets the result come, and gives both. */
export function createAsker(simulator: Simulator, received: Received[]) {
  const daraja = createCaller(simulator)
  const send = (name: RequestName, changes: Fields = {}) =>
    daraja.post(vectors.requests[name].path, requestBody(name, changes))
  return {
    daraja,
    send,
    body: requestBody,
    /** The answer and the callback of a request that is taken. */
    async done(name: RequestName, changes: Fields = {}) {
      const before = received.length
      const ack = await send(name, changes)
      expect(ack).toMatchObject({ status: 200, json: { ResponseCode: '0' } })
      await simulator.advance(3_000)
      expect(received).toHaveLength(before + 1)
      return { ack: ack.json, result: resultOf(received.at(-1)), callback: received.at(-1) }
    },
  }
}

/** The reference's request with its credential, and these fields changed; undefined leaves one out. */
export function requestBody(name: RequestName, changes: Fields = {}): Fields {
  const { body } = vectors.requests[name]
  const isSigned = 'SecurityCredential' in body
  const signature = isSigned ? { SecurityCredential: vectors.credential.ciphertext } : {}
  return { ...body, ...signature, ...changes }
}

/** What the organisation that asks has. */
export function booksOfAsker(simulator: Simulator) {
  return simulator.books().organisations.find(({ shortcode }) => shortcode === asker)
}

export type Item = { Key: string; Value?: string | number }
export type Result = {
  ResultType: unknown
  ResultCode: unknown
  ResultDesc: string
  OriginatorConversationID: string
  ConversationID: string
  TransactionID: string
  ResultParameters?: { ResultParameter: Item | Item[] }
  ReferenceData: { ReferenceItem: Item | Item[] }
}

export function resultOf(received: Received | undefined): Result {
  return JSON.parse(received?.body ?? '{}').Result
}

/** The value of a result parameter. */
export function parameter(result: Result, key: string): unknown {
  return [result.ResultParameters?.ResultParameter ?? []].flat().find((item) => item.Key === key)
    ?.Value
}
