import { describe } from 'vitest'
import { type Scenario, scenarios, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()

const good = { user_id: 1, amount: 100, phone_number: '0712345678' }
const path = '/api/mpesa/stk-push'

function row(
  promise: string,
  body: unknown,
  expected: Pick<Scenario, 'status' | 'code' | 'fields' | 'message'>,
  headers: Record<string, string> = {},
): Scenario {
  return { promise, call: ['POST', path], body, headers, ...expected }
}

describe('an amount that cannot be moved is refused', () => {
  const invalid = { status: 400, code: 'invalid_request', fields: ['amount'] } as const
  const outside = { status: 400, code: 'amount_out_of_range', fields: ['user_id'] } as const
  scenarios(system, () => [
    ...[0, 0.5, -1, -0, 1.000001, 'abc', '100', '', null, true, [100], {}].map((amount) =>
      row(`amount ${JSON.stringify(amount)}`, { ...good, amount }, invalid),
    ),
    ...[2 ** 53, 1e21, Number.MAX_VALUE].map((amount) =>
      row(`amount ${amount}`, { ...good, amount }, invalid),
    ),
    row('1e400, which JavaScript reads as infinite', jsonWith('"amount":1e400'), invalid),
    ...[150_001, 250_001, 9_007_199_254_740_991].map((amount) =>
      row(
        `amount ${amount}, over the limit`,
        { ...good, amount },
        { ...outside, fields: ['amount'] },
      ),
    ),
    ...['NaN', 'Infinity', '-Infinity', '0x10', '1_000', '.5', '+1'].map((literal) =>
      row(`the literal ${literal}, which is not JSON`, jsonWith(`"amount":${literal}`), {
        status: 400,
        code: 'invalid_json',
      }),
    ),
  ])
})

describe('a phone that cannot pay is refused with the sentence of the guide', () => {
  const invalid = {
    status: 400,
    code: 'invalid_phone_number',
    fields: ['phone_number'],
    message: 'Invalid phone number',
  } as const
  const wrong = [
    '',
    ' ',
    'abc',
    '071234567',
    '07123456789',
    '25471234567',
    '2547123456789',
    '+1 212 555 0100',
    '256712345678',
    '0212345678',
    '0812345678',
    '00712345678',
    '07l2345678',
    '0712345678;0712345679',
    "0712345678' or 1=1",
    '0712345678\u0000',
    '٠٧١٢٣٤٥٦٧٨',
    '07'.repeat(200),
    254712345678,
    712345678,
    null,
    false,
    ['0712345678'],
    { phone: '0712345678' },
  ]
  const otherNetworks = ['0733123456', '0100123456', '0779123456', '254780123456']
  scenarios(system, () =>
    [...wrong, ...otherNetworks].map((phone_number) =>
      row(`phone ${JSON.stringify(phone_number).slice(0, 40)}`, { ...good, phone_number }, invalid),
    ),
  )
})

describe('a user who is not there is refused', () => {
  const unknown = { status: 404, code: 'user_not_found', fields: ['user_id'] } as const
  const invalid = { status: 400, code: 'invalid_request', fields: ['user_id'] } as const
  scenarios(system, () => [
    row('a user_id nobody has', good, unknown),
    row('the largest user_id', { ...good, user_id: Number.MAX_SAFE_INTEGER }, unknown),
    ...[0, -1, 1.5, '1', null, 1e20, [1], { id: 1 }].map((user_id) =>
      row(`user_id ${JSON.stringify(user_id)}`, { ...good, user_id }, invalid),
    ),
    row('no user_id, with a key', { amount: 100, phone_number: '0712345678' }, invalid),
  ])
})

describe('every field that is missing or should not be there is named', () => {
  const invalid = (...fields: string[]) =>
    ({ status: 400, code: 'invalid_request', fields }) as const
  scenarios(system, () => [
    row('no fields at all', {}, invalid('amount', 'phone_number')),
    row('no amount', { user_id: 1, phone_number: '0712345678' }, invalid('amount')),
    row('one field too many', { ...good, currency: 'KES' }, invalid('currency')),
    row(
      'three too many',
      { ...good, a: 1, b: {}, amount_cents: 5 },
      invalid('a', 'b', 'amount_cents'),
    ),
    row(
      'wrong and too many',
      { ...good, amount: 'x', callback_url: 'http://a' },
      invalid('amount', 'callback_url'),
    ),
    row('a list', [good], invalid('body')),
    row('null', 'null', invalid('body')),
    row('a number', '5', invalid('body')),
    row('a text', '"abc"', invalid('body')),
  ])
  scenarios(system, () => [
    {
      promise: 'no phone',
      call: ['POST', path],
      body: { user_id: 1, amount: 100 },
      status: 400,
      code: 'invalid_phone_number',
      fields: ['phone_number'],
    },
    {
      promise: 'no body',
      call: ['POST', path],
      status: 400,
      code: 'invalid_request',
      fields: ['body'],
    },
  ])
})

describe('a body that is no JSON of a proper size is refused', () => {
  const malformed = { status: 400, code: 'invalid_json' } as const
  const wrongType = { status: 415, code: 'unsupported_media_type' } as const
  scenarios(system, () => [
    row('cut short', '{"user_id":1,"amo', malformed),
    row('empty', '', malformed, { 'content-type': 'application/json' }),
    row('single quotes', "{'amount':1}", malformed),
    row('an attempt on the prototype', '{"__proto__":{"amount":1},"amount":1}', malformed),
    row(
      'over 64 kB',
      { ...good, name: 'x'.repeat(70_000) },
      { status: 413, code: 'body_too_large' },
    ),
    row('a form', 'user_id=1&amount=100', wrongType, {
      'content-type': 'application/x-www-form-urlencoded',
    }),
    row('plain text, as a form of another site could send', JSON.stringify(good), wrongType, {
      'content-type': 'text/plain',
    }),
    row('XML', '<amount>1</amount>', wrongType, { 'content-type': 'application/xml' }),
    row('no type', JSON.stringify(good), wrongType, { 'content-type': '' }),
    row('a broken type', JSON.stringify(good), wrongType, { 'content-type': ';;/' }),
  ])
})

function jsonWith(field: string): string {
  return `{"user_id":1,"phone_number":"0712345678",${field}}`
}
