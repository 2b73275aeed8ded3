import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createDaraja } from '../daraja.ts'
import { nodeTransport } from './node-transport.ts'
import { createMemoryTokenStore } from './token-store.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
const page = { from: new Date(0), to: new Date(60_000), shortcode: '600984' } as const

test('a Pull query can go as GET with its body, as the portal has it', async () => {
  const seen: { method?: string | undefined; body: string }[] = []
  const baseUrl = await listen((method, body) => {
    seen.push({ method, body })
    return method === 'GET' && body === ''
      ? { access_token: 'token', expires_in: '3599' }
      : { ResponseCode: '1000', Response: [[]] }
  })
  const client = { baseUrl, ...keys, fetch: nodeTransport, clock: systemClock }
  const told = await createDaraja(client).pullQuery({ ...page, method: 'GET' })
  expect(told).toMatchObject({ outcome: 'answered', rows: [] })
  expect(seen[1]?.method).toBe('GET')
  expect(JSON.parse(seen[1]?.body ?? '')).toEqual({
    ShortCode: '600984',
    StartDate: '1970-01-01 03:00:00',
    EndDate: '1970-01-01 03:01:00',
    OffSetValue: '0',
  })
})

test('no connection is certain not to have sent anything', async () => {
  const baseUrl = await listen(() => ({}))
  server?.close()
  const tokenStore = createMemoryTokenStore()
  await tokenStore.save({ accessToken: 'token', expiresAt: new Date(8.64e15) })
  const client = { baseUrl, ...keys, fetch: nodeTransport, clock: systemClock, tokenStore }
  const told = await createDaraja({ ...client, lookUps: { attemptsMax: 1 } }).pullQuery(page)
  expect(told).toMatchObject({ outcome: 'rejected', error: { code: 'connection_failed' } })
})

async function listen(answer: (method: string | undefined, body: string) => object) {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.stringify(answer(request.method, Buffer.concat(chunks).toString()))
    response.setHeader('content-type', 'application/json')
    response.end(body)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return `http://127.0.0.1:${port}`
}
