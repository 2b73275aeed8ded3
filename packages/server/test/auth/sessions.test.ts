import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  endAllSessions,
  endSession,
  findSession,
  requestCode,
  verifyCode,
} from '../../src/auth/index.ts'
import { openWorld, type World } from './world.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

let lastAddress = 0
async function signIn(msisdn = world.phone()) {
  const address = `105.160.0.${++lastAddress}`
  const before = world.sent.filter((message) => message.to === msisdn).length
  await requestCode(world.ctx, { msisdn, address })
  const code = await world.codeOf(msisdn, before + 1)
  return verifyCode(world.ctx, { msisdn, code, address })
}

const find = (token: string) => findSession(world.ctx, token)

test('a token finds its session and whose it is', async () => {
  const { token, userId, msisdn, expiresAt } = await signIn()
  expect(await find(token)).toMatchObject({ userId, msisdn, name: null, expiresAt })
})

test.each([
  ['empty', ''],
  ['too short', 'abc'],
  ['forged', 'A'.repeat(43)],
  ['oversized', 'A'.repeat(100_000)],
  ['with other characters', `${'A'.repeat(42)}'`],
])('a token that is %s finds nothing', async (_, token) => {
  expect(await find(token)).toBeUndefined()
})

test('a session that is not used ends after thirty days', async () => {
  const { token } = await signIn()
  await world.clock.advance(30 * dayMs - 1)
  expect(await find(token)).toBeDefined()
  const { token: idle } = await signIn()
  await world.clock.advance(30 * dayMs)
  expect(await find(idle)).toBeUndefined()
})

test('a session in use ends after ninety days all the same', async () => {
  const { token } = await signIn()
  const endsAt = world.clock.now().getTime() + 90 * dayMs
  for (let day = 0; day < 89; day++) {
    await world.clock.advance(dayMs)
    expect(await find(token)).toBeDefined()
  }
  expect((await find(token))?.expiresAt.getTime()).toBe(endsAt)
  await world.clock.advance(dayMs)
  expect(await find(token)).toBeUndefined()
})

test('use is written once a minute at most', async () => {
  const { token } = await signIn()
  const first = await lastSeen(token)
  await world.clock.advance(minuteMs - 1)
  await find(token)
  expect(await lastSeen(token)).toEqual(first)
  await world.clock.advance(1)
  await Promise.all(Array.from({ length: 10 }, () => find(token)))
  expect(await lastSeen(token)).toEqual(world.clock.now())
})

test('a session that was ended finds nothing any more, and use does not bring it back', async () => {
  const { token } = await signIn()
  const session = await find(token)
  await world.clock.advance(2 * minuteMs)
  const racing = Array.from({ length: 10 }, () => find(token))
  await Promise.all([...racing, endSession(world.ctx, session?.tokenHash ?? Buffer.alloc(0))])
  expect(await find(token)).toBeUndefined()
})

test('ending all sessions of a user leaves those of others', async () => {
  const phone = world.phone()
  const mine = await signIn(phone)
  await world.clock.advance(minuteMs)
  const alsoMine = await signIn(phone)
  const theirs = await signIn()
  await endAllSessions(world.ctx, mine.userId)
  expect(await find(mine.token)).toBeUndefined()
  expect(await find(alsoMine.token)).toBeUndefined()
  expect(await find(theirs.token)).toBeDefined()
})

async function lastSeen(token: string): Promise<Date | undefined> {
  const session = await find(token)
  const row = await world.ctx.db.query
    .selectFrom('app.session')
    .select('last_seen_at')
    .where('token_hash', '=', session?.tokenHash ?? Buffer.alloc(0))
    .executeTakeFirst()
  return row?.last_seen_at
}
