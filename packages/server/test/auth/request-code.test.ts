import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openUser, requestCode, verifyCode } from '../../src/auth/index.ts'
import { openWorld, otherThan, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

let lastAddress = 0
const address = () => `197.248.${++lastAddress >> 8}.${lastAddress & 255}`

const refused = (retryAfterSeconds: number) => ({
  name: 'AppError',
  code: 'too_many_requests',
  facts: { retryAfterSeconds },
})

test('a phone gets six digits, good for five minutes, and another code after thirty seconds', async () => {
  const msisdn = world.phone()
  const answer = await requestCode(world.ctx, { msisdn, address: address() })
  expect(answer).toEqual({ expiresInSeconds: 300, resendInSeconds: 30 })
  expect(await world.codeOf(msisdn)).toMatch(/^\d{6}$/)
  await world.clock.advance(29_000)
  const tooSoon = requestCode(world.ctx, { msisdn, address: address() })
  await expect(tooSoon).rejects.toMatchObject(refused(1))
  await world.clock.advance(1_000)
  await requestCode(world.ctx, { msisdn, address: address() })
})

test('a new code makes the one before it worthless', async () => {
  const msisdn = world.phone()
  await requestCode(world.ctx, { msisdn, address: address() })
  const first = await world.codeOf(msisdn)
  await world.clock.advance(30_000)
  // One time in a million the two codes are the same.
  await requestCode(world.ctx, { msisdn, address: address() })
  const second = await world.codeOf(msisdn, 2)
  const late = verifyCode(world.ctx, { msisdn, code: first, address: address() })
  if (first !== second) await expect(late).rejects.toMatchObject({ code: 'code_wrong' })
  else await late
})

test('the answer is alike for a phone with a wallet and one without', async () => {
  const known = world.phone()
  await openUser(world.ctx, { msisdn: known, name: 'Amina' })
  const answers = await Promise.all(
    [known, world.phone()].map((msisdn) => requestCode(world.ctx, { msisdn, address: address() })),
  )
  expect(answers[0]).toEqual(answers[1])
})

test('the answer does not wait for the SMS', async () => {
  const msisdn = world.phone()
  const never = { available: true, send: () => new Promise<void>(() => {}) }
  await requestCode({ ...world.ctx, sms: never }, { msisdn, address: address() })
})

test('two requests at once send one code', async () => {
  const msisdn = world.phone()
  const both = await Promise.allSettled(
    [1, 2].map(() => requestCode(world.ctx, { msisdn, address: address() })),
  )
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  await world.codeOf(msisdn)
  expect(world.sent.filter((message) => message.to === msisdn)).toHaveLength(1)
})

test('a phone gets five codes an hour and twenty a day, from however many addresses', async () => {
  const msisdn = world.phone()
  await nextHour()
  for (let hour = 0; hour < 4; hour++) {
    for (let code = 0; code < 5; code++) {
      await requestCode(world.ctx, { msisdn, address: address() })
      await world.clock.advance(60_000)
    }
    const sixth = requestCode(world.ctx, { msisdn, address: address() })
    await expect(sixth).rejects.toMatchObject(refused(55 * 60))
    await nextHour()
  }
  const nextDay = requestCode(world.ctx, { msisdn, address: address() })
  await expect(nextDay).rejects.toMatchObject({ code: 'too_many_requests' })
  await world.clock.advance(24 * 3_600_000)
  await requestCode(world.ctx, { msisdn, address: address() })
})

test('one address gets thirty codes an hour, and its whole IPv6 network counts as one', async () => {
  await nextHour()
  for (let code = 0; code < 30; code++) {
    await requestCode(world.ctx, { msisdn: world.phone(), address: `2c0f:fe38:1:2::${code}` })
  }
  const next = requestCode(world.ctx, { msisdn: world.phone(), address: '2c0f:fe38:1:2:ffff::1' })
  await expect(next).rejects.toMatchObject(refused(3600))
  await requestCode(world.ctx, { msisdn: world.phone(), address: '2c0f:fe38:1:3::1' })
})

test('forty requests at once from one address get thirty codes', async () => {
  await nextHour()
  const from = address()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, () =>
      requestCode(world.ctx, { msisdn: world.phone(), address: from }),
    ),
  )
  expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(30)
})

test('a refused request uses up nothing', async () => {
  await nextHour()
  const msisdn = world.phone()
  await requestCode(world.ctx, { msisdn, address: address() })
  for (let early = 0; early < 10; early++) {
    await requestCode(world.ctx, { msisdn, address: address() }).catch(() => {})
  }
  for (let code = 1; code < 5; code++) {
    await world.clock.advance(30_000)
    await requestCode(world.ctx, { msisdn, address: address() })
  }
})

test('an SMS that fails is an event without the phone, and the code stays good', async () => {
  const msisdn = world.phone()
  const code = '004213'
  const ctx = { ...world.ctx, random: { ...world.ctx.random, integer: () => 4213 } }
  world.provider.failure = new Error(`could not reach ${msisdn} with ${code}`)
  await requestCode(ctx, { msisdn, address: address() })
  const failed = await vi.waitFor(() => {
    const event = world.events.find((one) => one.event === 'smsFailed')
    if (!event) throw new Error('not yet')
    return event
  })
  world.provider.failure = undefined
  expect(failed).toEqual({
    event: 'smsFailed',
    purpose: 'code',
    reason: 'The SMS could not be sent (Error).',
  })
  await verifyCode(ctx, { msisdn, code, address: address() })
})

test('without SMS nobody is promised a code', async () => {
  world.provider.available = false
  const asked = requestCode(world.ctx, { msisdn: world.phone(), address: address() })
  await expect(asked).rejects.toMatchObject({ code: 'sign_in_unavailable' })
  world.provider.available = true
})

test('events name phones masked and never a code', async () => {
  const msisdn = world.phone()
  await requestCode(world.ctx, { msisdn, address: address() })
  const code = await world.codeOf(msisdn)
  await verifyCode(world.ctx, { msisdn, code: otherThan(code), address: address() }).catch(() => {})
  const told = JSON.stringify(world.events, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(told).toContain(`"phone":"0712***${msisdn.slice(-3)}"`)
  expect(told).not.toContain(msisdn.slice(3))
  expect(told).not.toContain(code)
})

async function nextHour() {
  const hourMs = 3_600_000
  await world.clock.advance(hourMs - (world.clock.now().getTime() % hourMs))
}
