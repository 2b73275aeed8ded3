import { createDaraja } from '@hazina/daraja'
import { describe, expect, test } from 'vitest'
import { vectorCalls } from '../../packages/daraja/test-data/vector-calls.ts'
import { shapeOf } from '../../packages/simulator/test/callback-shape.ts'
import { callbackWays } from '../../packages/simulator/test/callback-ways.ts'
import { expectLikeVector } from '../../packages/simulator/test/collections-harness.ts'
import { gatewayMistakes } from '../../packages/simulator/test/gateway-mistakes.ts'
import { startsOperations } from '../../packages/simulator/test/operations-harness.ts'
import { answerWays } from './answer-ways.ts'
import { collectionWays } from './collection-ways.ts'
import type { VectorRow } from './matrix.ts'
import { expectExplained, expectParsedAlike, expectReadAlike } from './reading.ts'
import { isAccepted, preparations } from './request-ways.ts'
import { openWorld, type RequestName, vectors } from './world.ts'

const groups = {
  requests:
    'accepted as they are, and as the client asks the same; the query names a push of another day, which nobody knows',
  syncResponses: 'produced; the client reads them as it reads the vector',
  callbacks: 'produced; the parser reads them as it reads the vector',
  gatewayErrors: 'produced; the catalogue of the client explains them',
} as const

type Group = keyof typeof groups
type CallbackName = keyof typeof vectors.callbacks

/** Adds the tests of every vector; the function it returns says what was proved. */
export function proveVectors(): () => VectorRow[] {
  const proved: Record<Group, Set<string>> = {
    requests: new Set(),
    syncResponses: new Set(),
    callbacks: new Set(),
    gatewayErrors: new Set(),
  }
  proveRequests(proved.requests)
  proveAnswers(proved.syncResponses)
  proveCallbacks(proved.callbacks)
  proveGatewayErrors(proved.gatewayErrors)
  return () =>
    Object.entries(groups).map(([name, what]) => {
      const group = name as Group // the key of one of them
      const total = Object.keys(vectors[group]).length
      return { group: `\`${group}\``, what, proved: proved[group].size, total }
    })
}

function proveRequests(proved: Set<string>): void {
  describe('a request of the vectors is accepted', () => {
    test.each(Object.keys(vectors.requests) as RequestName[])('%s', async (name) => {
      await using world = await openWorld()
      const changes = await preparations[name]?.(world)
      const { status, json } = await world.send(name, changes)
      expect(status, JSON.stringify(json)).toBe(200)
      expect(isAccepted(json), JSON.stringify(json)).toBe(true)
      await world.simulator.advance(60_000)
      expect(world.simulator.audit()).toEqual([])
      await expectClientAccepted(name)
      proved.add(name)
    })
  })
}

/** The client's own call for this request is accepted by a fresh simulator. */
async function expectClientAccepted(name: RequestName): Promise<void> {
  await using world = await openWorld()
  const { simulator, clock } = world
  await preparations[name]?.(world)
  const keys = { consumerKey: 'key', consumerSecret: 'secret' }
  const client = { baseUrl: simulator.url, ...keys, fetch: simulator.fetch, clock }
  const answer = await vectorCalls[name].send(createDaraja({ ...client, limits: 'off' }))
  // The vectors ask after a push of another day, which only they know.
  const wanted = name === 'stkQuery' ? ['unknown'] : ['accepted', 'answered']
  expect(wanted, JSON.stringify(answer)).toContain(answer.outcome)
}

function proveAnswers(proved: Set<string>): void {
  describe('an answer of the vectors is produced', () => {
    test.each(Object.entries(vectors.syncResponses))('%s', async (name, vector) => {
      const way = answerWays[name as keyof typeof answerWays] // there is one for each
      await using world = await openWorld(way.options)
      const { status, json } = await way.make(world)
      expect(status).toBe(vector.status)
      expectLikeVector(json, vector.body, way.free)
      await expectReadAlike(way.reads, { status, body: json }, vector)
      expect(world.simulator.audit()).toEqual([])
      proved.add(name)
    })
  })
}

function proveCallbacks(proved: Set<string>): void {
  const start = startsOperations()
  describe('a callback of the vectors is produced', () => {
    test.each(Object.entries(callbackWays))('%s', async (name, { options = {}, act }) => {
      const started = await start(options)
      await act(started)
      const told: unknown = JSON.parse(started.received.at(-1)?.body ?? 'null')
      const { body } = vectors.callbacks[name as CallbackName] // the ways have its names
      expect(shapeOf(told)).toEqual(shapeOf(body))
      expectParsedAlike(told, body)
      proved.add(name)
    })

    test.each(Object.entries(collectionWays))('%s', async (name, way) => {
      await using world = await openWorld('options' in way ? way.options : {})
      const told = await way.make(world)
      const { body } = vectors.callbacks[name as CallbackName] // the ways have its names
      expectLikeVector(told, body, way.free)
      expectParsedAlike(told, body)
      expect(world.simulator.audit()).toEqual([])
      proved.add(name)
    })
  })

  test('no callback of the vectors is left out', () => {
    const ways = [...Object.keys(callbackWays), ...Object.keys(collectionWays)]
    expect(ways.sort()).toEqual(Object.keys(vectors.callbacks).sort())
  })
}

function proveGatewayErrors(proved: Set<string>): void {
  describe('a gateway error of the vectors is produced', () => {
    const named = vectors.gatewayErrors.map((error) => ({
      ...error,
      name: `${error.errorCode} ${error.errorMessage}`,
    }))
    test.each(named)('$name', async ({ name, http, errorCode, errorMessage }) => {
      const mistake = gatewayMistakes[name]
      if (mistake === undefined) throw new Error('No mistake gets it')
      await using world = await openWorld(mistake.options)
      const { status, json } = await mistake.make(world.daraja)
      expect(Object.keys(json)).toEqual(['requestId', 'errorCode', 'errorMessage'])
      expect(Object.values(json).map((value) => typeof value)).toEqual(Array(3).fill('string'))
      expect({ status, errorCode: json.errorCode }).toEqual({ status: http, errorCode })
      const words = errorMessage
        .replace('<Field>', 'Amount')
        .replace('<METHOD>', 'PUT')
        .replace('<token>', 'nothing')
      // The vectors have this one without its end.
      const isCut = errorCode === '400.003.02'
      expect(json.errorMessage).toBe(isCut ? `${words} - Invalid ResponseType` : words)
      expectExplained({ status, body: json })
      proved.add(name)
    })
  })
}
