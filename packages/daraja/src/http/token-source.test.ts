import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { createDaraja, type DarajaOptions } from '../daraja.ts'
import { parseMsisdn } from '../msisdn.ts'
import {
  createTestClock,
  errorReply,
  type FakeScript,
  fakeTransport,
  stkPushReply,
} from '../testing.ts'
import { createMemoryTokenStore, type TokenStore } from './token-store.ts'

const phone = parseMsisdn('0708374149')
if (!phone.ok) throw new Error('bad test data')
const input = {
  shortcode: '174379',
  passkey: 'passkey-0123456789',
  transactionType: 'CustomerPayBillOnline',
  amount: 1,
  msisdn: phone.msisdn,
  callbackUrl: 'https://pay.example.com/hooks/stk/9f3c',
  accountReference: 'INV-1',
  description: 'Invoice',
} as const

function setUp(script: FakeScript = {}, options: Partial<DarajaOptions> = {}) {
  const clock = createTestClock(new Date('2026-01-02T00:00:00Z'))
  const transport = fakeTransport(script)
  const keys = { consumerKey: 'key', consumerSecret: 'secret' }
  const baseUrl = 'https://daraja.test'
  const { fetch } = transport
  const daraja = createDaraja({ baseUrl, ...keys, fetch, clock, limits: 'off', ...options })
  const asked = (endpoint: string) =>
    transport.requests.filter((request) => request.endpoint === endpoint)
  return { clock, transport, daraja, asked }
}

function tokenReply(expiresIn: unknown) {
  return { body: { access_token: 'Zk3pQ0v9LrT7yXw2HsN8aBcD1eFg', expires_in: expiresIn } }
}

describe('getting a token', () => {
  test('the request is the documented one', async () => {
    const { daraja, asked } = setUp()
    await daraja.stkPush(input)
    expect(asked('oauth')).toMatchObject([
      {
        url: 'https://daraja.test/oauth/v1/generate?grant_type=client_credentials',
        headers: { authorization: vectors.basicAuthVector.header },
      },
    ])
    expect(asked('stkPush')[0]?.headers.authorization).toBe('Bearer fake-token-1')
  })

  test('one is fetched however many calls wait for it, and kept for later ones', async () => {
    const { daraja, asked } = setUp()
    await Promise.all(Array.from({ length: 20 }, () => daraja.stkPush(input)))
    await daraja.stkPush(input)
    expect(asked('oauth')).toHaveLength(1)
    expect(asked('stkPush')).toHaveLength(21)
  })

  test.each([
    ['3599', 3539],
    [3599, 3539],
    ['3600', 3540],
    [100, 95],
    ['unreadable', 285],
    [undefined, 285],
  ])('expires_in %j is used for %d seconds', async (expiresIn, usedSeconds) => {
    const { clock, daraja, asked } = setUp({ oauth: tokenReply(expiresIn) })
    await daraja.stkPush(input)
    clock.advance(usedSeconds * 1000 - 1)
    await daraja.stkPush(input)
    expect(asked('oauth')).toHaveLength(1)
    clock.advance(1)
    await daraja.stkPush(input)
    expect(asked('oauth')).toHaveLength(2)
  })

  test('clients that share a store share the token, also when they start together', async () => {
    const tokenStore = createMemoryTokenStore()
    const { fetch, requests } = fakeTransport()
    const clients = Array.from({ length: 5 }, () => setUp({}, { fetch, tokenStore }).daraja)
    await Promise.all(clients.map((daraja) => daraja.stkPush(input)))
    expect(requests.filter(({ endpoint }) => endpoint === 'oauth')).toHaveLength(1)
  })
})

describe('a refused token', () => {
  test.each([
    { status: 401, body: '' },
    errorReply({ errorCode: '404.001.03', errorMessage: 'Invalid Access Token' }),
    errorReply({ errorCode: '400.003.01', errorMessage: 'Invalid Access Token' }),
    errorReply({ errorCode: '401.002.01', errorMessage: 'Invalid Access Token - fake-token-1' }),
    errorReply({ errorCode: '401.003.01', errorMessage: 'no apiproduct match found' }),
    { ...errorReply({ errorCode: '404.001.03' }), status: 200 },
  ])('is dropped, and the call repeated once with a new one: %j', async (refusal) => {
    const { daraja, asked } = setUp({ stkPush: [refusal, stkPushReply()] })
    expect(await daraja.stkPush(input)).toMatchObject({ outcome: 'accepted' })
    expect(asked('oauth')).toHaveLength(2)
    const tokens = asked('stkPush').map(({ headers }) => headers.authorization)
    expect(tokens).toEqual(['Bearer fake-token-1', 'Bearer fake-token-2'])
  })

  test('refused again is rejected, in the sentence of the guide', async () => {
    const { daraja, asked } = setUp({ stkPush: errorReply({ errorCode: '404.001.03' }) })
    const push = await daraja.stkPush(input)
    expect(push).toMatchObject({
      outcome: 'rejected',
      error: { code: 'token_refused', message: 'Failed to authenticate with M-Pesa API' },
    })
    expect(asked('stkPush')).toHaveLength(2)
  })

  test('calls refused together fetch one new token together', async () => {
    const { daraja, asked } = setUp({
      stkPush: ({ headers }) =>
        headers.authorization === 'Bearer fake-token-1'
          ? errorReply({ errorCode: '404.001.03' })
          : stkPushReply(),
    })
    const pushes = await Promise.all(Array.from({ length: 10 }, () => daraja.stkPush(input)))
    expect(pushes.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    expect(asked('oauth')).toHaveLength(2)
  })
})

describe('no token to be had', () => {
  test.each([
    [
      'wrong key in production: 400 and nothing',
      { status: 400, body: '' },
      'authentication_failed',
    ],
    ['400.008.01', errorReply({ errorCode: '400.008.01' }), 'authentication_failed'],
    ['401', { status: 401, body: '<html>' }, 'authentication_failed'],
    ['500', { status: 500, body: '' }, 'authentication_unavailable'],
    ['503 page', { status: 503, body: '<html>down</html>' }, 'authentication_unavailable'],
    ['200 page', { status: 200, body: '<html>hello</html>' }, 'authentication_unavailable'],
    ['no token inside', { body: { expires_in: 3599 } }, 'authentication_unavailable'],
    ['a token unfit for a header', tokenReplyOf('a\nb'), 'authentication_unavailable'],
    ['reset', { fail: 'reset' } as const, 'authentication_unavailable'],
    ['refused', { fail: 'refused' } as const, 'authentication_unavailable'],
    ['429', { status: 429, body: '' }, 'throttled'],
  ])('%s: nothing was sent, so the push is rejected', async (_, oauth, code) => {
    const { daraja, asked } = setUp({ oauth })
    expect(await daraja.stkPush(input)).toMatchObject({
      outcome: 'rejected',
      error: { code, message: 'Failed to authenticate with M-Pesa API', moneyMayHaveMoved: false },
    })
    expect(asked('stkPush')).toHaveLength(0)
  })

  test('a failure is not kept: the next call tries again', async () => {
    const { daraja } = setUp({ oauth: [{ status: 500 }, tokenReply(3599)] })
    expect((await daraja.stkPush(input)).outcome).toBe('rejected')
    expect((await daraja.stkPush(input)).outcome).toBe('accepted')
  })

  test('a broken store rejects and never throws', async () => {
    const broken = async () => {
      throw new Error('database gone')
    }
    const store = createMemoryTokenStore()
    const stores: TokenStore[] = [
      { ...store, load: broken },
      { ...store, exclusively: broken },
      { ...createMemoryTokenStore(), save: broken },
    ]
    for (const tokenStore of stores) {
      const { daraja } = setUp({}, { tokenStore })
      const push = await daraja.stkPush(input)
      expect(push).toMatchObject({
        outcome: 'rejected',
        error: { code: 'authentication_unavailable', cause: { message: 'database gone' } },
      })
    }
    const drop = { ...createMemoryTokenStore(), drop: broken }
    const refusing = { stkPush: errorReply({ errorCode: '404.001.03' }) }
    const { daraja, asked } = setUp(refusing, { tokenStore: drop })
    expect((await daraja.stkPush(input)).outcome).toBe('rejected')
    expect(asked('stkPush')).toHaveLength(1)
  })

  test('neither Safaricom nor a lock is waited for without end', async () => {
    const never = <T>() => new Promise<T>(() => {})
    const tokenStore = { ...createMemoryTokenStore(), exclusively: <T>() => never<T>() }
    for (const { clock, daraja } of [
      setUp({ oauth: { fail: 'hang' } }),
      setUp({}, { tokenStore }),
    ]) {
      const push = daraja.stkPush(input)
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(30_000)
      expect(await push).toMatchObject({
        outcome: 'rejected',
        error: { code: 'authentication_unavailable' },
      })
    }
  })
})

function tokenReplyOf(token: string) {
  return { body: { access_token: token, expires_in: 3599 } }
}

describe('the store in memory', () => {
  const token = { accessToken: 'a', expiresAt: new Date(0) }

  test('drops only the token it is told', async () => {
    const store = createMemoryTokenStore()
    await store.save(token)
    await store.drop('b')
    expect(await store.load()).toBe(token)
    await store.drop('a')
    expect(await store.load()).toBeUndefined()
  })

  test('runs one at a time, and goes on after a failure', async () => {
    const store = createMemoryTokenStore()
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(`${name} in`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} out`)
      if (name === 'a') throw new Error('a failed')
    }
    const both = [store.exclusively(work('a')), store.exclusively(work('b'))]
    const settled = await Promise.allSettled(both)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out'])
  })
})
