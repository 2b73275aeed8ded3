import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/api-vectors.json' with { type: 'json' }
import { ask } from '../../test-data/ask.ts'
import type { RequestName } from '../../test-data/vector-calls.ts'
import type { FakeReply } from '../testing.ts'

const { stkPush, asyncAck } = vectors.syncResponses

describe('what may have been executed is never called rejected, nor sent again', () => {
  test.each<[string, RequestName, FakeReply, string]>([
    ['a code nobody knows', 'stkPush', saying(stkPush.body, '31415'), 'result_unlisted'],
    ['a duplicate', 'stkPush', saying(stkPush.body, '15'), 'result_unlisted'],
    ['a success of another API', 'b2cV3', saying(asyncAck.body, '200'), 'result_unlisted'],
    ['acceptance under 401', 'stkPush', { ...stkPush, status: 401 }, 'unexpected_answer'],
    ['acceptance under 401', 'b2cV3', { ...asyncAck, status: 401 }, 'unexpected_answer'],
    ['acceptance under 429', 'b2cV3', { ...asyncAck, status: 429 }, 'unexpected_answer'],
    [
      'a conflict, perhaps with the request that lost its answer',
      'ratiba',
      { body: { responseCode: 409, responseMessage: 'Conflict' } },
      'unexpected_answer',
    ],
    [
      'a failure inside Bill Manager',
      'billSingle',
      { body: { rescode: '500', resmsg: 'Internal error' } },
      'internal_error',
    ],
  ])('%s (%s)', async (_, call, reply, code) => {
    const { result, sent } = await ask(call, reply)
    expect(result).toMatchObject({ outcome: 'unknown', error: { code, moneyMayHaveMoved: true } })
    expect(sent).toBe(1)
  })
})

test.each(['00', '00000000'])('a push is accepted with a code of zeros too: %s', async (code) => {
  const { result } = await ask('stkPush', saying(stkPush.body, code))
  expect(result).toMatchObject({ outcome: 'accepted' })
})

function saying(body: object, ResponseCode: string): FakeReply {
  return { body: { ...body, ResponseCode } }
}
