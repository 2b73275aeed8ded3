import { createDaraja } from '../src/daraja.ts'
import { endpointPaths } from '../src/http/endpoints.ts'
import { createTestClock, type FakeReply, fakeTransport } from '../src/testing.ts'
import { type RequestName, vectorCalls } from './vector-calls.ts'

/** What the client makes of this reply to one call of the vectors, asked once. */
export async function ask(call: RequestName, reply: FakeReply) {
  const { fetch, requests } = fakeTransport(
    Object.fromEntries(endpoints.map((endpoint) => [endpoint, reply])),
  )
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const client = { baseUrl: 'https://daraja.test', ...keys, fetch, clock, limits: 'off' } as const
  const daraja = createDaraja({ ...client, lookUps: { attemptsMax: 1 } })
  const result = await vectorCalls[call].send(daraja)
  return { result, sent: requests.filter(({ endpoint }) => endpoint !== 'oauth').length }
}

const endpoints = Object.keys(endpointPaths).filter((endpoint) => endpoint !== 'oauth')
