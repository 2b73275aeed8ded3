import { describe, expect, test } from 'vitest'
import { shapeOf } from './callback-shape.ts'
import { callbackWays } from './callback-ways.ts'
import type { Received } from './harness.ts'
import {
  askerBusiness,
  collector,
  receiverTill,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const start = startsOperations()

describe('every callback that the reference has is sent, key by key, with its JSON types', () => {
  test.each(Object.entries(callbackWays))('%s', async (name, { options, act }) => {
    const started = await start({
      businesses: [askerBusiness, receiverTill, collector],
      ...options,
    })
    await act(started)
    const expected = vectors.callbacks[name as keyof typeof callbackWays] // the ways have the same names
    expect(shapeOf(bodyOf(started.received))).toEqual(shapeOf(expected))
  })
})

function bodyOf(received: readonly Received[]): unknown {
  return JSON.parse(received.at(-1)?.body ?? 'null')
}
