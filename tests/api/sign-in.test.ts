import { describe, expect, test } from 'vitest'
import {
  codeOn,
  expectCleanBooks,
  expectRefused,
  newPhone,
  newUser,
  type Scenario,
  sharedSystem,
  signIn,
} from '../setup/scenario.ts'
import { startTestSystem, type TestSystem } from '../setup/system.ts'

const system = sharedSystem()

function askCode(phone_number: unknown, on: TestSystem = system(), remoteAddress = '127.0.0.1') {
  return on.call('POST', '/api/auth/code', { as: 'nobody', body: { phone_number }, remoteAddress })
}

function giveCode(phone_number: string, code: string, on: TestSystem = system()) {
  return on.call('POST', '/api/auth/verify', { as: 'nobody', body: { phone_number, code } })
}

describe('signing in', () => {
  test('by a code that was asked for and given in different spellings is one user', async () => {
    const phone = newPhone()
    const national = phone.slice(1)
    const userId = await newUser(system(), phone)
    for (const [asked, given] of [
      [phone, `254${national}`],
      [`+254 ${national}`, national],
      [national, `0${national.slice(0, 3)} ${national.slice(3)}`],
    ] as const) {
      expect((await askCode(asked)).status).toBe(202)
      const signedIn = await giveCode(given, await codeOn(system(), phone))
      expect(signedIn).toMatchObject({ status: 200, body: { user: { user_id: userId } } })
      await system().advance(31_000)
    }
  })

  test('opens a wallet on the first visit, and shows only a masked phone beside one’s own', async () => {
    const phone = newPhone()
    const { headers, userId } = await signIn(system(), phone)
    const session = await system().call('GET', '/api/auth/session', { as: 'nobody', headers })
    expect(session.body).toMatchObject({
      user: {
        user_id: userId,
        phone_number: `${phone.slice(0, 4)}***${phone.slice(-3)}`,
        msisdn: `254${phone.slice(1)}`,
        name: null,
      },
      environment: 'simulator',
      limits: { amount_min: 1, amount_max: 150_000 },
    })
    const wallet = await system().call('GET', '/api/wallet', { as: 'nobody', headers })
    expect(wallet.body).toMatchObject({ user_id: userId, balance: 0 })
  })

  test('is answered alike for phones that have a wallet and phones that do not', async () => {
    const [known, unknown] = [newPhone(), newPhone()]
    await newUser(system(), known)
    const [first, second] = [await askCode(known), await askCode(unknown)]
    expect(first.status).toBe(202)
    expect({ status: second.status, body: second.body }).toEqual({
      status: first.status,
      body: first.body,
    })
    const [wrongForKnown, wrongForUnknown] = [
      await giveCode(known, wrong(await codeOn(system(), known))),
      await giveCode(unknown, wrong(await codeOn(system(), unknown))),
    ]
    expect(wrongForKnown).toMatchObject({ status: 401, body: { code: 'code_wrong' } })
    expect(wrongForUnknown.body).toEqual(wrongForKnown.body)
    expect((await giveCode(newPhone(), '123456')).body).toEqual(wrongForKnown.body)
  })

  test('works once with one code, and not after five minutes', async () => {
    const phone = newPhone()
    await askCode(phone)
    const code = await codeOn(system(), phone)
    expect((await giveCode(phone, code)).status).toBe(200)
    expect((await giveCode(phone, code)).body.code).toBe('code_wrong')
    await system().advance(31_000)
    await askCode(phone)
    const late = await codeOn(system(), phone)
    await system().advance(300_000)
    expect((await giveCode(phone, late)).body.code).toBe('code_wrong')
  })

  test('of twenty who give the same code at once lets one in', async () => {
    const phone = newPhone()
    await askCode(phone)
    const code = await codeOn(system(), phone)
    const answers = await Promise.all(Array.from({ length: 5 }, () => giveCode(phone, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('cannot be guessed: five tries a code', async () => {
    const phone = newPhone()
    await askCode(phone)
    const code = await codeOn(system(), phone)
    for (let count = 0; count < 5; count += 1) {
      expect((await giveCode(phone, wrong(code))).status).toBe(401)
    }
    expect(await giveCode(phone, code)).toMatchObject({ status: 401, body: { code: 'code_wrong' } })
  })

  test('sends one code in thirty seconds, five in an hour, however the phone is spelt', async () => {
    const phone = newPhone()
    const national = phone.slice(1)
    await askCode(phone)
    const soon = await askCode(`+254${national}`)
    expect(soon).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    expect(Number(soon.headers['retry-after'])).toBeLessThanOrEqual(30)
    for (const spelling of [national, `254${national}`, `0${national}`, `+254 ${national}`]) {
      await system().advance(30_000)
      expect((await askCode(spelling)).status).toBe(202)
    }
    await system().advance(30_000)
    expect((await askCode(phone)).status).toBe(429)
  })

  test('sends thirty codes an hour to whoever asks from one address, whatever it pretends', async () => {
    await using own = await startTestSystem()
    const ask = (count: number) =>
      own.call('POST', '/api/auth/code', {
        as: 'nobody',
        body: { phone_number: newPhone() },
        remoteAddress: '203.0.113.20',
        headers: { 'x-forwarded-for': `198.51.100.${count}`, 'x-real-ip': `198.51.100.${count}` },
      })
    const statuses: number[] = []
    for (let count = 0; count < 32; count += 1) statuses.push((await ask(count)).status)
    expect(statuses).toEqual([...Array(30).fill(202), 429, 429])
    expect((await askCode(newPhone(), own)).status).toBe(202)
    await expectCleanBooks(own)
  })

  test('refuses what cannot be a phone or a code, naming the field', async () => {
    const phone_number = newPhone()
    const phoneWrong = {
      status: 400,
      code: 'invalid_phone_number',
      fields: ['phone_number'],
    } as const
    const invalid = { status: 400, code: 'invalid_request' } as const
    const rows: (Omit<Scenario, 'promise' | 'call'> & { path: string })[] = [
      { path: 'code', body: {}, ...phoneWrong },
      { path: 'code', body: { phone_number: 'abc' }, ...phoneWrong },
      { path: 'code', body: { phone_number: '0733123456' }, ...phoneWrong },
      { path: 'code', body: { phone_number, code: '1' }, ...invalid, fields: ['code'] },
      { path: 'verify', body: { phone_number }, ...invalid, fields: ['code'] },
      { path: 'verify', body: { phone_number, code: '12345' }, ...invalid, fields: ['code'] },
      { path: 'verify', body: { phone_number, code: 123456 }, ...invalid, fields: ['code'] },
      { path: 'verify', body: { phone_number, code: '1234567' }, ...invalid, fields: ['code'] },
      { path: 'verify', body: { phone_number, code: '12345x' }, ...invalid, fields: ['code'] },
      { path: 'verify', body: { phone_number: '0212345678', code: '123456' }, ...phoneWrong },
    ]
    for (const { path, ...row } of rows) {
      await expectRefused(system(), {
        promise: '',
        call: ['POST', `/api/auth/${path}`],
        as: 'nobody',
        ...row,
      })
    }
  })
})

describe('the session cookie', () => {
  async function cookieUnder(variables: Record<string, string>) {
    await using own = await startTestSystem({ variables })
    const phone = newPhone()
    await askCode(phone, own)
    const answer = await giveCode(phone, await codeOn(own, phone), own)
    const cookie = String(answer.headers['set-cookie'])
    const [pair = ''] = cookie.split(';')
    const session = await own.call('GET', '/api/auth/session', {
      as: 'nobody',
      headers: { cookie: pair },
    })
    expect(session.status).toBe(200)
    const out = await own.call('POST', '/api/auth/sign-out', {
      as: 'nobody',
      headers: { cookie: pair },
    })
    return { cookie, cleared: String(out.headers['set-cookie']) }
  }

  test('over https is bound to this host, secure, and out of reach of scripts and other sites', async () => {
    const { cookie, cleared } = await cookieUnder({ PUBLIC_URL: 'https://pay.example.co.ke' })
    for (const one of [cookie, cleared]) {
      expect(one).toMatch(/^__Host-hazina_session=/)
      const attributes = one.split('; ').map((part) => part.toLowerCase())
      expect(attributes).toEqual(
        expect.arrayContaining(['path=/', 'httponly', 'secure', 'samesite=lax']),
      )
      expect(one).not.toMatch(/domain=/i)
    }
  })

  test('on this machine is the same, but for what needs https', async () => {
    const { cookie } = await cookieUnder({})
    expect(cookie).toMatch(/^hazina_session=[\w-]{43}; /)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
  })
})

test('without an SMS provider signing in is off, and says so', async () => {
  await using own = await startTestSystem({ variables: { SMS_PROVIDER: 'none' } })
  const refused = await askCode(newPhone(), own)
  expect(refused).toMatchObject({ status: 503, body: { code: 'sign_in_unavailable' } })
  const settings = await own.call('GET', '/api/settings', { as: 'nobody' })
  expect(settings.body).toMatchObject({ environment: 'simulator', sign_in_available: false })
})

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000'
}
