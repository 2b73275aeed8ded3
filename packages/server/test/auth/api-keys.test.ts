import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiKey, findApiKey, listApiKeys, revokeApiKey } from '../../src/auth/index.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('a key finds its application, with the default scopes', async () => {
  const { key, id, prefix, scopes } = await createApiKey(world.ctx, { name: ' Duka till ' })
  expect(key).toMatch(/^hzn_[A-Za-z0-9_-]{43}$/)
  expect(key.startsWith(prefix)).toBe(true)
  expect(prefix).toHaveLength(12)
  expect(scopes).toEqual(['users', 'deposits', 'reads'])
  expect(await findApiKey(world.ctx, key)).toEqual({ id, name: 'Duka till', scopes })
})

test('a key has only the scopes it was given', async () => {
  const { key } = await createApiKey(world.ctx, { name: 'report', scopes: ['reads', 'reads'] })
  expect((await findApiKey(world.ctx, key))?.scopes).toEqual(['reads'])
})

test.each([
  [
    'a scope that does not exist',
    { name: 'x', scopes: ['reads', 'payouts'] },
    /"payouts": choose from users, deposits, reads/,
  ],
  ['no scope', { name: 'x', scopes: [] }, /at least one scope/],
  ['no name', { name: '  ' }, /name of 1 to 120 characters/],
  ['an overlong name', { name: 'x'.repeat(121) }, /name of 1 to 120 characters/],
])('%s is refused with a sentence, and makes no key', async (_, input, detail) => {
  const before = (await listApiKeys(world.ctx)).length
  await expect(createApiKey(world.ctx, input)).rejects.toMatchObject({
    code: 'invalid_request',
    facts: { detail: expect.stringMatching(detail) },
  })
  expect(await listApiKeys(world.ctx)).toHaveLength(before)
})

test('a revoked key is refused at once', async () => {
  const { key, id } = await createApiKey(world.ctx, { name: 'leaked' })
  expect(await findApiKey(world.ctx, key)).toBeDefined()
  const revoked = await revokeApiKey(world.ctx, { id })
  expect(revoked.revokedAt).toEqual(world.clock.now())
  expect(await findApiKey(world.ctx, key)).toBeUndefined()
})

test('a key is revoked by its prefix too, and a second time changes nothing', async () => {
  const { key, prefix } = await createApiKey(world.ctx, { name: 'leaked again' })
  const first = await revokeApiKey(world.ctx, { prefix })
  await world.clock.advance(1_000)
  expect(await revokeApiKey(world.ctx, { prefix })).toEqual(first)
  expect(await findApiKey(world.ctx, key)).toBeUndefined()
})

test('revoking what does not exist, or a prefix of two keys, revokes nothing', async () => {
  await expect(revokeApiKey(world.ctx, { id: 999_999n })).rejects.toMatchObject({
    code: 'not_found',
  })
  const keys = [
    await createApiKey(world.ctx, { name: 'a' }),
    await createApiKey(world.ctx, { name: 'b' }),
  ]
  await world.superuser.query(
    "update app.api_key set prefix = 'hzn_twins---' where id = any ($1)",
    [keys.map(({ id }) => String(id))],
  )
  const both = revokeApiKey(world.ctx, { prefix: 'hzn_twins---' })
  await expect(both).rejects.toMatchObject({ code: 'invalid_request' })
  for (const { key } of keys) expect(await findApiKey(world.ctx, key)).toBeDefined()
})

test.each([
  ['empty', ''],
  ['forged', `hzn_${'A'.repeat(43)}`],
  ['a prefix', 'hzn_AAAAAAAA'],
  ['oversized', `hzn_${'A'.repeat(100_000)}`],
])('a key that is %s finds nothing', async (_, key) => {
  expect(await findApiKey(world.ctx, key)).toBeUndefined()
})

test('a scope of a later version grants nothing', async () => {
  const { key, id } = await createApiKey(world.ctx, { name: 'future', scopes: ['reads'] })
  await world.superuser.query(
    "update app.api_key set scopes = '{reads,withdrawals}' where id = $1",
    [String(id)],
  )
  expect((await findApiKey(world.ctx, key))?.scopes).toEqual(['reads'])
})

test('when a key was used is written, once a minute at most', async () => {
  const { key, id } = await createApiKey(world.ctx, { name: 'busy' })
  await Promise.all(Array.from({ length: 50 }, () => findApiKey(world.ctx, key)))
  const first = world.clock.now()
  await vi.waitFor(async () => expect(await lastUsed(id)).toEqual(first))
  await world.clock.advance(59_999)
  await findApiKey(world.ctx, key)
  await world.clock.advance(1)
  expect(await lastUsed(id)).toEqual(first)
  await findApiKey(world.ctx, key)
  await vi.waitFor(async () => expect(await lastUsed(id)).toEqual(world.clock.now()))
})

async function lastUsed(id: bigint): Promise<Date | null | undefined> {
  return (await listApiKeys(world.ctx)).find((one) => one.id === id)?.lastUsedAt
}
