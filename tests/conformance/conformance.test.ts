import { createDaraja } from '@hazina/daraja'
import { describe, expect, test } from 'vitest'
import { vectorCalls } from '../../packages/daraja/test-data/vector-calls.ts'
import { callbackWays } from '../../packages/simulator/test/callback-ways.ts'
import { gatewayMistakes } from '../../packages/simulator/test/gateway-mistakes.ts'
import { startsOperations } from '../../packages/simulator/test/operations-harness.ts'
import { answerWays } from './answer-ways.ts'
import { collectionWays } from './collection-ways.ts'
import { mdsDarajaSdkCalls, safaricomDarajaApiCalls } from './mds-daraja-sdk.ts'
import { mpesaNodeCalls } from './mpesa-node.ts'
import { mpesapayCalls } from './mpesapay.ts'
import type { Seen } from './proofs.ts'
import {
  expectExplained,
  expectLikeVector,
  expectParsedAlike,
  expectReadAlike,
  shapeOf,
} from './reading.ts'
import { isAccepted, preparations } from './request-ways.ts'
import { openStage } from './stage.ts'
import { openWorld, type RequestName, vectors } from './world.ts'

const startOperations = startsOperations()

describe('every request of the vectors', () => {
  test.each(Object.keys(vectors.requests) as RequestName[])('%s is accepted', async (name) => {
    await using world = await openWorld()
    const changes = await preparations[name]?.(world)
    const { status, json } = await world.send(name, changes)
    expect({ status, isAccepted: isAccepted(json) }, JSON.stringify(json)).toEqual({
      status: 200,
      isAccepted: true,
    })
    await world.simulator.advance(60_000)
    expect(world.simulator.audit()).toEqual([])
  })
  test.each(Object.keys(vectors.requests) as RequestName[])(
    '%s is accepted of the client',
    async (name) => {
      await using world = await openWorld()
      const { simulator, clock } = world
      if (name !== 'stkQuery') await preparations[name]?.(world)
      const keys = { consumerKey: 'key', consumerSecret: 'secret' }
      const daraja = createDaraja({
        baseUrl: simulator.url,
        ...keys,
        fetch: simulator.fetch,
        clock,
      })
      const r = await vectorCalls[name].send(daraja)
      expect(['accepted', 'answered'], JSON.stringify(r)).toContain(r.outcome)
    },
  )
})
describe('every answer', () => {
  test.each(Object.entries(answerWays))('%s', async (name, { options, make, reads, free }) => {
    await using world = await openWorld(options)
    const { status, json } = await make(world)
    const vector = vectors.syncResponses[name as keyof typeof answerWays]
    expect(status).toBe(vector.status)
    expectLikeVector(json, vector.body, free)
    await expectReadAlike(reads, { status, body: json }, vector)
    expect(world.simulator.audit()).toEqual([])
  })
})
describe('every callback', () => {
  test.each(Object.entries(collectionWays))('%s', async (name, { options, make, free }: any) => {
    await using world = await openWorld(options)
    const told = await make(world)
    const vector = vectors.callbacks[name as keyof typeof vectors.callbacks]
    expectLikeVector(told, vector.body, free)
    expectParsedAlike(told, vector.body)
  })
  test.each(Object.entries(callbackWays))('%s', async (name, { options, act }) => {
    const started = await startOperations(options)
    await act(started)
    const told = JSON.parse(started.received.at(-1)?.body ?? 'null')
    const vector = vectors.callbacks[name as keyof typeof vectors.callbacks]
    expect(shapeOf(told)).toEqual(shapeOf(vector.body))
    expectParsedAlike(told, vector.body)
  })
})
