import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createApiKey, revokeApiKey } from '../../packages/server/src/auth/index.ts'
import { callbackBody, depositOf, openDeposit, postCallback, push } from '../setup/deposits.ts'
import { newUser, sharedSystem, signIn } from '../setup/scenario.ts'

const system = sharedSystem()
let address = ''

beforeAll(async () => {
  address = await system().server.app.listen({ host: '127.0.0.1', port: 0 })
})

type Page = {
  heard: { type: string; transaction_id?: string }[]
  closed: Promise<number>
  until(type: string): Promise<unknown>
  socket: WebSocket
}

/** Opens a page's socket; rejects with the status when it is refused. */
function open(headers: Record<string, string>, query = ''): Promise<Page> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/realtime${query}`, { headers })
  const heard: Page['heard'] = []
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  const page: Page = {
    heard,
    closed,
    socket,
    async until(type) {
      for (let waits = 0; waits < 200; waits += 1) {
        const found = heard.find((event) => event.type === type)
        if (found !== undefined) return found
        await sleep(10)
      }
      throw new Error(`no ${type}, only ${JSON.stringify(heard)}`)
    },
  }
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(page))
    socket.on('unexpected-response', (_request, response) => reject(response.statusCode))
    socket.on('error', reject)
  })
}

test('a page says hello and hears of its own transactions as they change', async () => {
  const person = await signIn(system())
  const stranger = await signIn(system())
  const page = await open({ ...person.headers, origin: address })
  const other = await open(stranger.headers)
  await page.until('hello')
  const answer = await push(system(), { userId: person.userId, phone: person.phone })
  const deposit = depositOf(system(), { ...person, amount: 100, answer })
  await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
  await system().settle()
  expect(await page.until('transaction.changed')).toEqual({
    type: 'transaction.changed',
    transaction_id: deposit.transactionId,
  })
  await page.until('wallet.changed')
  expect(JSON.stringify(page.heard)).not.toMatch(/amount|balance|\d{9}/)
  await other.until('hello')
  expect(other.heard).toEqual([{ type: 'hello' }])
  page.socket.close()
  other.socket.close()
})

test('an application listens for the user it names', async () => {
  const deposit = await openDeposit(system())
  const authorization = `Bearer ${system().key}`
  const page = await open({ authorization }, `?user_id=${deposit.userId}`)
  await page.until('hello')
  await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
  await system().settle()
  await page.until('transaction.changed')
  page.socket.close()
})

test('who may not listen is refused before the socket opens', async () => {
  const { headers } = await signIn(system())
  const deaf = await createApiKey(system().server.ctx, { name: 'deaf', scopes: ['deposits'] })
  const key = `Bearer ${system().key}`
  await expect(open({})).rejects.toBe(401)
  await expect(open({ cookie: `hazina_session=${'A'.repeat(43)}` })).rejects.toBe(401)
  for (const origin of ['https://evil.example', 'null', `${address}.evil.example`]) {
    await expect(open({ ...headers, origin })).rejects.toBe(403)
  }
  await expect(open({ authorization: `Bearer hzn_${'x'.repeat(43)}` })).rejects.toBe(401)
  await expect(open({ authorization: `Bearer ${deaf.key}` }, '?user_id=1')).rejects.toBe(403)
  await expect(open({ authorization: key })).rejects.toBe(400)
  await expect(open({ authorization: key }, '?user_id=abc')).rejects.toBe(400)
})

test('the socket closes when its session ends', async () => {
  const { headers } = await signIn(system())
  const [page, stays] = [await open(headers), await open((await signIn(system())).headers)]
  await system().call('POST', '/api/auth/sign-out', { as: 'nobody', headers })
  await system().clock.advance(31_000)
  expect(await page.closed).toBe(4401)
  expect(stays.socket.readyState).toBe(WebSocket.OPEN)
  stays.socket.close()
})

test('the socket closes when its key is revoked', async () => {
  const userId = await newUser(system())
  const { id, key } = await createApiKey(system().server.ctx, { name: 'short-lived' })
  const page = await open({ authorization: `Bearer ${key}` }, `?user_id=${userId}`)
  await revokeApiKey(system().server.ctx, { id })
  await system().clock.advance(31_000)
  expect(await page.closed).toBe(4401)
})

test('the socket closes after half an hour, when something is sent to it, and beyond ten pages', async () => {
  const { headers } = await signIn(system())
  const old = await open(headers)
  await system().clock.advance(30 * 60_000 + 1_000)
  expect(await old.closed).toBe(4408)
  const talker = await open(headers)
  talker.socket.send('hello')
  expect(await talker.closed).toBe(4400)
  const loud = await open(headers)
  loud.socket.send('x'.repeat(2_000))
  expect(await loud.closed).toBe(1009)
  const pages = await Promise.all(Array.from({ length: 10 }, () => open(headers)))
  expect(await (await open(headers)).closed).toBe(4429)
  for (const page of pages) page.socket.close()
})
