import { expect, test } from 'vitest'
import vectors from '../../test-data/api-vectors.json' with { type: 'json' }
import { type RequestName, vectorCalls } from '../../test-data/vector-calls.ts'
import { createDaraja } from '../daraja.ts'
import { createTestClock, fakeTransport } from '../testing.ts'
import { wireRequests } from './wire-requests.ts'

const { requests } = vectors
const names = Object.keys(requests) as RequestName[] // the keys of the file, nothing else

test.each(names)('%s is sent as it is documented, field by field with its types', async (name) => {
  const at = name === 'stkQuery' ? '2026-01-02T03:05:00+03:00' : '2026-01-02T03:04:05+03:00'
  const clock = createTestClock(new Date(at))
  const transport = fakeTransport()
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const client = { baseUrl: 'https://daraja.test', ...keys, fetch: transport.fetch, clock }
  const { outcome } = await vectorCalls[name].send(createDaraja({ ...client, limits: 'off' }))
  expect(['accepted', 'answered', 'paid']).toContain(outcome)
  const [, sent] = transport.requests
  expect(sent?.url).toBe(`https://daraja.test${requests[name].path}`)
  expect(sent?.method).toBe(requests[name].method)
  expect(sent?.headers.authorization).toBe('Bearer fake-token-1')
  expect(sent?.json).toEqual(requests[name].body)
})

test.each(names)('%s is what the exported schema accepts, unknown fields excepted', (name) => {
  const schema = wireRequests[vectorCalls[name].schema]
  const { body } = requests[name]
  expect(schema.safeParse(body).success).toBe(true)
  const [first] = Array.isArray(body) ? body : [body]
  const misspelt = { ...first, Recieverid: '4' }
  expect(schema.safeParse(Array.isArray(body) ? [misspelt] : misspelt).success).toBe(false)
  for (const key of Object.keys(first ?? {})) {
    const { [key]: _, ...less } = first as Record<string, unknown>
    if (optional.has(key) || optional.has(`${name}.${key}`)) continue
    expect(schema.safeParse(Array.isArray(body) ? [less] : less).success, key).toBe(false)
  }
})

const optional: ReadonlySet<string> = new Set([
  'BillRefNumber',
  'Occasion',
  'Occassion',
  'Requester',
  'TransactionID',
  'OriginalConversationID',
  'b2bBuyGoods.AccountReference',
  'b2bTopUp.AccountReference',
  'logo',
  'invoiceItems',
])
