import type { Msisdn } from '@hazina/daraja/msisdn'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createApiKey,
  findSession,
  requestCode,
  sweepExpired,
  verifyCode,
} from '../../src/auth/index.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const address = '197.248.1.7'

test('codes, tokens and keys never lie readable in the database', async () => {
  const waiting = world.phone()
  const code = '730915'
  const integer = () => Number(code)
  const ctx = { ...world.ctx, random: { ...world.ctx.random, integer } }
  const { token } = await signIn(world.phone())
  await requestCode(ctx, { msisdn: waiting, address })
  const { key, prefix } = await createApiKey(ctx, { name: 'till' })
  const dump = await everything()
  expect(dump).toContain(waiting)
  expect(dump).toContain(prefix)
  for (const secret of [code, token, key, key.slice(prefix.length)]) {
    expect(dump).not.toContain(secret)
    expect(dump).not.toContain(Buffer.from(secret).toString('hex'))
  }
  expect(dump).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
})

test('a copy of the database does not give the codes away: the hash needs the secret', async () => {
  const msisdn = world.phone()
  await requestCode(world.ctx, { msisdn, address })
  const code = await world.codeOf(msisdn)
  const other = { ...world.ctx, config: { ...world.ctx.config, secret: Buffer.alloc(32, 7) } }
  const guess = verifyCode(other, { msisdn, code, address })
  await expect(guess).rejects.toMatchObject({ code: 'code_wrong' })
})

test('sweeping removes what time has ended and nothing else', async () => {
  await world.superuser.query(
    'truncate app.one_time_code, app.attempt, app.session, app.idempotency',
  )
  const old = await signIn(world.phone())
  await requestCode(world.ctx, { msisdn: world.phone(), address })
  await keepAnswers(7_000)
  await world.clock.advance(31 * 86_400_000)
  const live = await signIn(world.phone())
  const waiting = world.phone()
  await requestCode(world.ctx, { msisdn: waiting, address })
  const code = await world.codeOf(waiting)
  await keepAnswers(3)
  expect(await sweepExpired(world.ctx)).toEqual({
    codes: 1,
    sessions: 1,
    attempts: 7,
    idempotency: 7_000,
  })
  expect(await sweepExpired(world.ctx)).toEqual({
    codes: 0,
    sessions: 0,
    attempts: 0,
    idempotency: 0,
  })
  expect(await findSession(world.ctx, old.token)).toBeUndefined()
  expect(await findSession(world.ctx, live.token)).toBeDefined()
  await verifyCode(world.ctx, { msisdn: waiting, code, address })
})

async function signIn(msisdn: Msisdn) {
  await requestCode(world.ctx, { msisdn, address })
  return verifyCode(world.ctx, { msisdn, code: await world.codeOf(msisdn), address })
}

/** Every row of the schema `app` as text; bytes show as hexadecimal. */
async function everything(): Promise<string> {
  const { rows: tables } = await world.superuser.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema = 'app' and table_type = 'BASE TABLE'`,
  )
  const texts = []
  for (const { name } of tables) {
    const { rows } = await world.superuser.query<{ text: string }>(
      `select t::text as text from ${name} t`,
    )
    texts.push(...rows.map(({ text }) => text))
  }
  return texts.join('\n')
}

async function keepAnswers(count: number): Promise<void> {
  await world.superuser.query(
    `insert into app.idempotency (caller, route, key, request_hash, status, response, created_at)
     select 'key:1', 'stkPush', $1 || '-' || n, '\\x00', 200, '{}', $1::timestamptz
     from generate_series(1, $2) n`,
    [world.clock.now().toISOString(), count],
  )
}
