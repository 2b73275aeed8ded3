import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import vectors from '../test-data/stk-vectors.json' with { type: 'json' }
import { createDaraja, type DarajaOptions } from './daraja.ts'
import {
  asUnknown,
  DarajaError,
  DarajaInputError,
  isDarajaError,
  isDarajaInputError,
} from './errors.ts'
import type { Msisdn } from './msisdn.ts'
import { createTestClock, errorReply, type FakeScript, fakeTransport } from './testing.ts'

const passkey = vectors.sandboxConstants.stkPasskey
const input = {
  shortcode: '174379',
  passkey,
  transactionType: 'CustomerPayBillOnline',
  amount: 125,
  msisdn: '254708374149' as Msisdn,
  callbackUrl: 'https://pay.example.com/hooks/stk/9f3c',
  accountReference: 'INV-20417',
  description: 'Invoice',
} as const

function setUp(script: FakeScript = {}, options: Partial<DarajaOptions> = {}) {
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const { fetch } = fakeTransport(script)
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const baseUrl = 'https://daraja.test'
  return { daraja: createDaraja({ baseUrl, ...keys, fetch, clock, limits: 'off', ...options }) }
}

test('no secret is in any error, its JSON, its inspection, or the kept text', async () => {
  const told = (text: string) => errorReply({ errorCode: '401.002.01', errorMessage: text })
  const password = vectors.requests.stkPush.body.Password
  const everything = `fake-token-1 ${passkey} ${password} the-secret 254708374149`
  const quoted = 'Error Occurred - Invalid Access Token - somebody-elses-token'
  const failing = () => {
    const cause = Object.assign(new Error(everything), { code: 'ECONNRESET', syscall: 'read' })
    return Promise.reject(Object.assign(new TypeError('fetch failed', { cause }), { everything }))
  }
  const { fetch } = fakeTransport()
  const clients = [
    setUp({ stkPush: told(everything) }),
    setUp({ stkPush: told(quoted) }),
    setUp({ stkPush: { status: 500, body: `<p>${everything}</p>` } }),
    setUp({ stkPush: errorReply({ errorCode: '1.2', errorMessage: everything }) }),
    setUp({ oauth: errorReply({ errorCode: '400.008.01', errorMessage: 'the-secret' }) }),
    setUp({}, { fetch: (url, init) => (url.includes('oauth') ? fetch(url, init) : failing()) }),
    setUp({}, { fetch: () => failing() }),
  ]
  for (const { daraja } of clients) {
    const push = await daraja.stkPush(input)
    if (push.outcome === 'accepted' || !isDarajaError(push.error)) throw new Error('no error')
    const shown = [
      JSON.stringify(push),
      inspect(push, { depth: 9, showHidden: true }),
      push.error.stack,
    ]
    const own = ['the-secret', 'dGhlLWtleTp', 'somebody-elses-token']
    // OAuth is sent before these are: nobody could quote them.
    const isOauth = push.error.code.startsWith('authentication')
    const sent = isOauth ? [] : ['fake-token', passkey, password, '254708374149']
    for (const secret of [...own, ...sent]) {
      expect(shown.join('\n')).not.toContain(secret)
    }
  }
})

describe('one family', () => {
  const facts = { code: 'throttled', outcome: 'rejected', message: 'Failed' } as const

  test('guards know their own, and nothing else', () => {
    const field = new DarajaInputError({ field: 'amount', message: 'Invalid amount', detail: '' })
    expect(isDarajaError(new DarajaError(facts))).toBe(true)
    expect(isDarajaInputError(new DarajaError(facts))).toBe(false)
    expect(isDarajaError(field) && isDarajaInputError(field)).toBe(true)
    for (const other of [new Error('x'), { code: 'throttled' }, null, undefined, 'x']) {
      expect(isDarajaError(other)).toBe(false)
    }
  })

  test('the JSON of an error says all that is known and what to do', () => {
    const told = { detail: 'd', httpStatus: 429, gatewayCode: 'g', requestId: 'r', retryAfterMs: 5 }
    const error = new DarajaError({ ...facts, ...told })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'DarajaError',
      ...facts,
      ...told,
      moneyMayHaveMoved: false,
      whatToDo: error.whatToDo,
    })
  })

  test('a refused question leaves the payment unknown, and keeps every other fact', () => {
    const error = new DarajaError({ ...facts, detail: 'd', cause: { name: 'E', message: 'm' } })
    const { outcome: _, moneyMayHaveMoved: __, ...rest } = error.toJSON()
    const unknown = asUnknown(error).toJSON()
    expect(unknown).toEqual({ ...rest, outcome: 'unknown', moneyMayHaveMoved: true })
  })
})
