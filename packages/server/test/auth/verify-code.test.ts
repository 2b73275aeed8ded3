import type { Msisdn } from '@hazina/daraja/msisdn'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findUserByPhone, openUser, requestCode, verifyCode } from '../../src/auth/index.ts'
import { openWorld, otherThan, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

let lastAddress = 0
const address = () => `41.90.${++lastAddress >> 8}.${lastAddress & 255}`

async function codeFor(msisdn: Msisdn): Promise<string> {
  const before = world.sent.filter((message) => message.to === msisdn).length
  await requestCode(world.ctx, { msisdn, address: address() })
  return world.codeOf(msisdn, before + 1)
}

const guess = (msisdn: Msisdn, code: string) =>
  verifyCode(world.ctx, { msisdn, code, address: address() })

test('the right code opens a user, a wallet and a session on the first visit, and the same user later', async () => {
  const msisdn = world.phone()
  const first = await guess(msisdn, await codeFor(msisdn))
  expect(first).toMatchObject({ msisdn, name: null })
  expect(first.token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  await world.clock.advance(60_000)
  const second = await guess(msisdn, await codeFor(msisdn))
  expect(second.userId).toBe(first.userId)
  expect(second.token).not.toBe(first.token)
  expect(await findUserByPhone(world.ctx, msisdn)).toMatchObject({ userId: first.userId })
})

test('a user that an application made signs in as that user, with their name', async () => {
  const msisdn = world.phone()
  const { userId } = await openUser(world.ctx, { msisdn, name: 'Wanjiku' })
  const signedIn = await guess(msisdn, await codeFor(msisdn))
  expect(signedIn).toMatchObject({ userId, name: 'Wanjiku' })
})

test('a code works once', async () => {
  const msisdn = world.phone()
  const code = await codeFor(msisdn)
  await guess(msisdn, code)
  await expect(guess(msisdn, code)).rejects.toMatchObject({ code: 'code_wrong' })
})

test('the right code from ten devices at once signs in one of them', async () => {
  const msisdn = world.phone()
  const code = await codeFor(msisdn)
  const { promise: allTried, resolve: go } = Promise.withResolvers<void>()
  let tries = 0
  const db = pausingTries(() => {
    tries += 1
    if (tries === 5) go()
    return allTried
  })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      verifyCode({ ...world.ctx, db }, { msisdn, code, address: address() }),
    ),
  )
  expect(tries).toBe(5)
  expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(await sessionsOf(msisdn)).toBe(1)
})

test('a code that is replaced while it is being tried is worth nothing, and the new one is good', async () => {
  const msisdn = world.phone()
  const first = await codeFor(msisdn)
  let second = ''
  const db = pausingTries(async () => {
    await world.clock.advance(30_000)
    second = await codeFor(msisdn)
  })
  const tried = verifyCode({ ...world.ctx, db }, { msisdn, code: first, address: address() })
  await expect(tried).rejects.toMatchObject({ code: 'code_wrong' })
  await guess(msisdn, second)
})

test('a code is good until five minutes are over', async () => {
  const msisdn = world.phone()
  const code = await codeFor(msisdn)
  await world.clock.advance(299_999)
  await guess(msisdn, code)
  const later = await codeFor(msisdn)
  await world.clock.advance(300_000)
  await expect(guess(msisdn, later)).rejects.toMatchObject({ code: 'code_wrong' })
})

test('wrong, expired, used, burnt and never sent are told alike', async () => {
  const [wrong, expired, used, burnt, never] = [1, 2, 3, 4, 5].map(() => world.phone()) as [
    Msisdn,
    Msisdn,
    Msisdn,
    Msisdn,
    Msisdn,
  ]
  const expiredCode = await codeFor(expired)
  await world.clock.advance(300_000)
  const wrongCode = otherThan(await codeFor(wrong))
  const usedCode = await codeFor(used)
  await guess(used, usedCode)
  const burntCode = await codeFor(burnt)
  for (let i = 0; i < 5; i++) await guess(burnt, otherThan(burntCode)).catch(() => {})
  const problems = await Promise.all(
    [
      guess(wrong, wrongCode),
      guess(expired, expiredCode),
      guess(used, usedCode),
      guess(burnt, burntCode),
      guess(never, '004213'),
    ].map((attempt) => attempt.catch((thrown: unknown) => thrown)),
  )
  for (const problem of problems) expect(problem).toEqual(problems[0])
  expect(problems[0]).toMatchObject({
    code: 'code_wrong',
    facts: {
      detail:
        'That code is not right, or no longer good. Check the latest SMS, or ask for a new code.',
    },
  })
})

test('a code sent to one phone is worth nothing for another', async () => {
  const [mine, theirs] = [world.phone(), world.phone()]
  const code = await codeFor(mine)
  await codeFor(theirs)
  const kept = await world.superuser.query(
    `update app.one_time_code set code_hmac = (select code_hmac from app.one_time_code where msisdn = $1)
     where msisdn = $2`,
    [mine, theirs],
  )
  expect(kept.rowCount).toBe(1)
  await expect(guess(theirs, code)).rejects.toMatchObject({ code: 'code_wrong' })
})

test('five wrong guesses from ten devices at once burn the code', async () => {
  const msisdn = world.phone()
  const code = await codeFor(msisdn)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => guess(msisdn, otherThan(code, i + 1))),
  )
  expect(outcomes.every((one) => one.status === 'rejected')).toBe(true)
  expect(await guessesLeft(msisdn)).toBe(0)
  await expect(guess(msisdn, code)).rejects.toMatchObject({ code: 'code_wrong' })
})

test('100 concurrent guesses get at most five tries', async () => {
  const msisdn = world.phone()
  const code = await codeFor(msisdn)
  let tries = 0
  const db = pausingTries(async () => {
    tries += 1
  })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, (_, i) =>
      verifyCode(
        { ...world.ctx, db },
        { msisdn, code: otherThan(code, i + 1), address: address() },
      ),
    ),
  )
  expect(tries).toBe(5)
  const codes = outcomes.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'))
  expect(codes.filter((one) => one === 'code_wrong')).toHaveLength(15)
  expect(codes.filter((one) => one === 'too_many_requests')).toHaveLength(85)
})

test('a phone bears fifteen guesses an hour over all its codes', async () => {
  await nextHour()
  const msisdn = world.phone()
  for (let round = 0; round < 3; round++) {
    const code = await codeFor(msisdn)
    for (let i = 1; i <= 5; i++) {
      await expect(guess(msisdn, otherThan(code, i))).rejects.toMatchObject({ code: 'code_wrong' })
    }
    await world.clock.advance(60_000)
  }
  const code = await codeFor(msisdn)
  await expect(guess(msisdn, code)).rejects.toMatchObject({
    code: 'too_many_requests',
    facts: { retryAfterSeconds: 57 * 60 },
  })
  await nextHour()
  await guess(msisdn, await codeFor(msisdn))
})

test('one address may guess 150 times an hour, at whatever phones', async () => {
  await nextHour()
  const from = address()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 160 }, () =>
      verifyCode(world.ctx, { msisdn: world.phone(), code: '004213', address: from }),
    ),
  )
  const refused = outcomes.filter(
    (one) => one.status === 'rejected' && one.reason.code === 'too_many_requests',
  )
  expect(refused).toHaveLength(10)
})

test('a user has twenty sessions at most: the quietest ends', async () => {
  const msisdn = world.phone()
  for (let i = 0; i < 22; i++) {
    await world.clock.advance(3_600_000)
    await guess(msisdn, await codeFor(msisdn)).catch(() => world.clock.advance(24 * 3_600_000))
  }
  expect(await sessionsOf(msisdn)).toBe(20)
})

/** The same database, but each guess that it grants waits for `pause` before it is looked at. */
function pausingTries(pause: () => Promise<void>): World['ctx']['db'] {
  const query = world.ctx.db.query.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      for (const row of result.rows) if ('code_hmac' in row) await pause()
      return result
    },
  })
  return { ...world.ctx.db, query }
}

async function guessesLeft(msisdn: Msisdn): Promise<number> {
  const row = await world.ctx.db.query
    .selectFrom('app.one_time_code')
    .select('attempts_left')
    .where('msisdn', '=', msisdn)
    .executeTakeFirstOrThrow()
  return row.attempts_left
}

async function sessionsOf(msisdn: Msisdn): Promise<number> {
  const user = await findUserByPhone(world.ctx, msisdn)
  const rows = await world.ctx.db.query
    .selectFrom('app.session')
    .select('token_hash')
    .where('user_id', '=', user?.userId ?? 0n)
    .execute()
  return rows.length
}

async function nextHour() {
  const hourMs = 3_600_000
  await world.clock.advance(hourMs - (world.clock.now().getTime() % hourMs))
}
