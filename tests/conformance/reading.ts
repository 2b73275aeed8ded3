import { createDaraja, explainGatewayError, parseDaraja } from '@hazina/daraja'
import { createTestClock, fakeTransport } from '@hazina/daraja/testing'
import { expect } from 'vitest'
import { ask } from '../../packages/daraja/test-data/ask.ts'
import type { RequestName } from './world.ts'

type Reply = { status: number; body: unknown }

/** The client understands the simulator's answer as it understands that of the vectors. */
export async function expectReadAlike(call: RequestName | 'oauth', made: Reply, vector: Reply) {
  // The client binds what a query answers to the push it asked about.
  const { CheckoutRequestID } = Object(vector.body)
  const isBound = call === 'stkQuery' && CheckoutRequestID !== undefined
  const body = isBound ? { ...Object(made.body), CheckoutRequestID } : made.body
  const theirs = await readAnswer(call, vector)
  const mine = await readAnswer(call, { ...made, body })
  expect(Object.keys(Object(mine)).sort()).toEqual(Object.keys(Object(theirs)).sort())
  expect(verdictOf(mine)).toEqual(verdictOf(theirs))
}

/** The parser reads the simulator's callback as it reads that of the vectors: the same kind, fields and types. */
export function expectParsedAlike(made: unknown, vector: unknown): void {
  const [mine, theirs] = [parsed(made), parsed(vector)]
  expect(mine.unreadable).toEqual([])
  expect(typesOf(mine)).toEqual(typesOf(theirs))
  for (const name of ['kind', 'api', 'paid', 'succeeded', 'created', 'resultCode', 'step']) {
    expect(Reflect.get(mine, name), name).toEqual(Reflect.get(theirs, name))
  }
}

/** The catalogue knows what the gateway answered. */
export function expectExplained({ status, body }: Reply): void {
  const { errorCode, errorMessage } = Object(body)
  expect(explainGatewayError({ httpStatus: status, errorCode, errorMessage })).toMatchObject({
    known: true,
  })
}

async function readAnswer(call: RequestName | 'oauth', reply: Reply): Promise<unknown> {
  if (call !== 'oauth') return (await ask(call, reply)).result
  const { fetch } = fakeTransport({ oauth: reply })
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const daraja = createDaraja({ baseUrl: 'https://daraja.test', ...keys, fetch, clock })
  return daraja.accessToken()
}

function verdictOf(result: unknown) {
  const { outcome, resultCode, error } = Object(result)
  return { outcome, resultCode, code: error?.code, moneyMayHaveMoved: error?.moneyMayHaveMoved }
}

function parsed(body: unknown) {
  const read = parseDaraja(JSON.stringify(body))
  if (!read.ok) throw new Error(read.reason)
  return read.message
}

/** What of a message is there, and as what; a list has the types of its members, each once. */
function typesOf(value: unknown): unknown {
  if (value instanceof Date) return 'Date'
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(typesOf(one))))]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typesOf(one)]))
}
