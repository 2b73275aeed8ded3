import { describe, expect, test } from 'vitest'
import { createApiKey, revokeApiKey } from '../../packages/server/src/auth/index.ts'
import { expectRefused, newPhone, newUser, type Scenario, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()

const push = { amount: 100, phone_number: '0799000001' }
const notSignedIn = { status: 401, code: 'not_signed_in' } as const

describe('nobody in particular', () => {
  const protectedCalls: Scenario['call'][] = [
    ['POST', '/api/mpesa/stk-push'],
    ['GET', '/api/mpesa/check-status/0199f0c4-0000-7000-8000-000000000000'],
    ['GET', '/api/wallet'],
    ['GET', '/api/transactions'],
    ['GET', '/api/auth/session'],
    ['POST', '/api/auth/sign-out'],
  ]
  test.each(protectedCalls)('may not call %s %s', async (method, url) => {
    const row = { promise: '', call: [method, url] as const, as: 'nobody' as const, ...notSignedIn }
    await expectRefused(system(), method === 'POST' ? { ...row, body: push } : row)
  })

  test.each(['', 'Basic aHpuOng=', 'Bearer', 'Bearer ', 'hzn_abc'])(
    'may not make users with Authorization %j',
    (authorization) =>
      expectRefused(system(), {
        promise: '',
        call: ['POST', '/api/users'],
        body: { phone_number: newPhone() },
        as: 'nobody',
        headers: { authorization },
        status: 401,
        code: 'key_invalid',
      }),
  )
})

describe('an application', () => {
  async function keyWith(scopes: string[]) {
    const made = await createApiKey(system().server.ctx, { name: 'scenario', scopes })
    return { ...made, as: 'nobody' as const, headers: { authorization: `Bearer ${made.key}` } }
  }

  test('does what its scopes say and nothing else', async () => {
    const userId = await newUser(system())
    const missing = { status: 403, code: 'scope_missing' } as const
    const [users, deposits, reads] = [
      await keyWith(['users']),
      await keyWith(['deposits']),
      await keyWith(['reads']),
    ]
    const makeUser = { call: ['POST', '/api/users'], body: { phone_number: newPhone() } } as const
    const pushTo = {
      call: ['POST', '/api/mpesa/stk-push'],
      body: { ...push, user_id: userId },
    } as const
    const read = { call: ['GET', `/api/wallet?user_id=${userId}`] } as const
    const history = { call: ['GET', `/api/transactions?user_id=${userId}`] } as const
    for (const { as, headers, row } of [
      { ...users, row: pushTo },
      { ...users, row: read },
      { ...deposits, row: makeUser },
      { ...deposits, row: history },
      { ...reads, row: makeUser },
      { ...reads, row: pushTo },
    ]) {
      await expectRefused(system(), { promise: '', as, headers, ...row, ...missing })
    }
    expect((await system().call(...read.call, reads)).status).toBe(200)
  })

  test('has no session, and names whose data it wants', async () => {
    for (const url of ['/api/wallet', '/api/transactions']) {
      await expectRefused(system(), {
        promise: '',
        call: ['GET', url],
        status: 400,
        code: 'invalid_request',
        fields: ['user_id'],
      })
    }
    await expectRefused(system(), {
      promise: '',
      call: ['GET', '/api/auth/session'],
      ...notSignedIn,
    })
  })

  test('is refused from the moment its key is revoked', async () => {
    const { id, as, headers } = await keyWith(['users'])
    const make = () =>
      system().call('POST', '/api/users', { as, headers, body: { phone_number: newPhone() } })
    expect((await make()).status).toBe(201)
    await revokeApiKey(system().server.ctx, { id })
    await expectRefused(system(), {
      promise: '',
      call: ['POST', '/api/users'],
      as,
      headers,
      body: { phone_number: newPhone() },
      status: 401,
      code: 'key_invalid',
    })
  })

  test('who tries keys is stopped, and a right key from elsewhere is not', async () => {
    const guess = (guessed: string) =>
      system().call('POST', '/api/users', {
        as: 'nobody',
        remoteAddress: '203.0.113.77',
        headers: { authorization: `Bearer ${guessed}` },
        body: { phone_number: newPhone() },
      })
    const statuses: number[] = []
    for (let count = 0; count < 31; count += 1) {
      statuses.push((await guess(`hzn_${String(count).padStart(43, 'x')}`)).status)
    }
    expect(statuses).toEqual([...Array(30).fill(401), 429])
    expect((await guess(`hzn_${'y'.repeat(43)}`)).headers['retry-after']).toBeDefined()
    const right = await system().call('POST', '/api/users', { body: { phone_number: newPhone() } })
    expect(right.status).toBe(201)
  })

  test('is not limited as people are', async () => {
    const userId = await newUser(system())
    const answers = await Promise.all(
      Array.from({ length: 700 }, () => system().call('GET', `/api/wallet?user_id=${userId}`)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })
})
