import { describe, expect, test } from 'vitest'
import { openDeposit } from '../setup/deposits.ts'
import { expectRefused, newPhone, type Scenario, sharedSystem, signIn } from '../setup/scenario.ts'

const system = sharedSystem()

const origin = 'http://localhost:5000'
const push = { amount: 100, phone_number: '0799000001' }
const notSignedIn = { status: 401, code: 'not_signed_in' } as const

describe('a person', () => {
  test('acts for themselves only', async () => {
    const person = await signIn(system())
    const other = await openDeposit(system())
    const as = { as: 'nobody', headers: person.headers } as const
    const someoneElses = { status: 403, code: 'someone_elses', fields: ['user_id'] } as const
    const rows: Scenario[] = [
      {
        ...as,
        promise: 'pushing into another wallet',
        call: ['POST', '/api/mpesa/stk-push'],
        body: { user_id: other.userId, amount: 100, phone_number: person.phone },
        ...someoneElses,
      },
      {
        ...as,
        promise: 'pushing into the wallet of a user who is not there, with no hint of it',
        call: ['POST', '/api/mpesa/stk-push'],
        body: { user_id: 999_999, amount: 100, phone_number: person.phone },
        ...someoneElses,
      },
      {
        ...as,
        promise: 'wallet',
        call: ['GET', `/api/wallet?user_id=${other.userId}`],
        ...someoneElses,
      },
      {
        ...as,
        promise: 'history',
        call: ['GET', `/api/transactions?user_id=${other.userId}`],
        ...someoneElses,
      },
      {
        ...as,
        promise: 'status: as if it were not there',
        call: ['GET', `/api/mpesa/check-status/${other.transactionId}`],
        status: 404,
        code: 'transaction_not_found',
      },
      {
        ...as,
        promise: 'making users',
        call: ['POST', '/api/users'],
        body: { phone_number: newPhone() },
        status: 401,
        code: 'key_invalid',
      },
    ]
    for (const row of rows) await expectRefused(system(), row)
  })

  test('may leave out or name their own user_id, and any phone', async () => {
    const person = await signIn(system())
    const as = { as: 'nobody', headers: person.headers } as const
    const pushed = await system().call('POST', '/api/mpesa/stk-push', {
      ...as,
      body: { user_id: person.userId, amount: 5, phone_number: newPhone() },
    })
    expect(pushed.status).toBe(200)
    const status = await system().call(
      'GET',
      `/api/mpesa/check-status/${pushed.body.transaction_id}`,
      as,
    )
    expect(status).toMatchObject({ status: 200, body: { status: 'pending', amount: 5 } })
    expect(status.body.phone_number).toMatch(/^0\d{3}\*{3}\d{3}$/)
    const { body } = await system().call('GET', '/api/transactions', as)
    expect(body.items).toHaveLength(1)
    expect(body.items[0].phone_number).toMatch(/^0\d{3}\*{3}\d{3}$/)
  })

  test('is out once signed out, on this device, and after thirty idle days', async () => {
    const phone = newPhone()
    const first = await signIn(system(), phone)
    await system().advance(31_000)
    const other = await signIn(system(), phone)
    const session = (headers: { cookie: string }) =>
      system().call('GET', '/api/auth/session', { as: 'nobody', headers })
    expect(await session(first.headers)).toMatchObject({
      status: 200,
      body: { user: { user_id: first.userId } },
    })
    const out = await system().call('POST', '/api/auth/sign-out', {
      as: 'nobody',
      headers: first.headers,
    })
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/hazina_session=;/)
    expect(await session(first.headers)).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    })
    expect((await session(other.headers)).status).toBe(200)
    await system().advance(30 * 86_400_000 + 60_000)
    await expectRefused(system(), {
      promise: 'an expired session cannot push',
      call: ['POST', '/api/mpesa/stk-push'],
      as: 'nobody',
      headers: other.headers,
      body: push,
      ...notSignedIn,
    })
  })

  test.each([
    ['forged', 'hazina_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['too short', 'hazina_session=abc'],
    ['empty', 'hazina_session='],
    ['hostile', "hazina_session=' or 1=1 --"],
    ['under another name', '__Host-hazina_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ])('has no session by a cookie that is %s', (_, cookie) =>
    expectRefused(system(), {
      promise: '',
      call: ['POST', '/api/mpesa/stk-push'],
      as: 'nobody',
      headers: { cookie },
      body: push,
      ...notSignedIn,
    }),
  )

  test('is not made to pay by a page of another site', async () => {
    const person = await signIn(system())
    const attempts: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:5000.evil.example' },
      { origin: 'http://localhost:5001' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of attempts) {
      for (const url of ['/api/mpesa/stk-push', '/api/auth/sign-out']) {
        await expectRefused(system(), {
          promise: '',
          call: ['POST', url],
          as: 'nobody',
          headers: { host: 'localhost:5000', ...person.headers, ...headers },
          body: push,
          status: 403,
          code: 'cross_site',
        })
      }
    }
    const own = await system().call('POST', '/api/mpesa/stk-push', {
      as: 'nobody',
      headers: { ...person.headers, origin, 'sec-fetch-site': 'same-origin' },
      body: { amount: 5, phone_number: person.phone },
    })
    expect(own.status).toBe(200)
  })

  test('is signed in by nobody else: a foreign page can send no code', () =>
    expectRefused(system(), {
      promise: '',
      call: ['POST', '/api/auth/verify'],
      as: 'nobody',
      headers: { origin: 'https://evil.example' },
      body: { phone_number: newPhone(), code: '000000' },
      status: 403,
      code: 'cross_site',
    }))

  test('who asks too much is told to wait; others are not', async () => {
    const [person, other] = [await signIn(system()), await signIn(system())]
    const ask = (headers: { cookie: string }) =>
      system().call('GET', '/api/auth/session', { as: 'nobody', headers })
    const answers = await Promise.all(Array.from({ length: 130 }, () => ask(person.headers)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask(other.headers)).status).toBe(200)
    await system().advance(5_000)
    expect((await ask(person.headers)).status).toBe(200)
  })
})
