import { afterAll, beforeAll, expect, test } from 'vitest'
import { findUser, findUserByPhone, openUser } from '../../src/auth/index.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('a phone is one user with one wallet, also when twenty ask at once', async () => {
  const msisdn = world.phone()
  const opened = await Promise.all(
    Array.from({ length: 20 }, () => openUser(world.ctx, { msisdn, name: null })),
  )
  expect(new Set(opened.map(({ userId }) => userId)).size).toBe(1)
  expect(opened.filter(({ created }) => created)).toHaveLength(1)
  const [first] = opened
  const { rows } = await world.superuser.query(
    "select count(*)::int as wallets from ledger.account where code = 'wallet:' || $1",
    [String(first?.userId)],
  )
  expect(rows).toEqual([{ wallets: 1 }])
})

test('a name fills an empty one and replaces none', async () => {
  const msisdn = world.phone()
  const { userId } = await openUser(world.ctx, { msisdn, name: null })
  await openUser(world.ctx, { msisdn, name: 'Otieno' })
  await openUser(world.ctx, { msisdn, name: 'Somebody else' })
  expect(await findUser(world.ctx, userId)).toMatchObject({ userId, msisdn, name: 'Otieno' })
})

test('a user is found by id and by phone, and a stranger is not', async () => {
  const msisdn = world.phone()
  const { userId } = await openUser(world.ctx, { msisdn, name: 'Njeri' })
  const byId = await findUser(world.ctx, userId)
  expect(await findUserByPhone(world.ctx, msisdn)).toEqual(byId)
  expect(byId?.createdAt).toEqual(world.clock.now())
  expect(await findUser(world.ctx, userId + 1_000n)).toBeUndefined()
  expect(await findUserByPhone(world.ctx, world.phone())).toBeUndefined()
})
