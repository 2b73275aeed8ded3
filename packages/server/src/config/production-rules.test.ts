import { describe, expect, test } from 'vitest'
import { StartProblem } from '../errors.ts'
import { readVariables } from './environment.ts'
import { readConfig } from './read-config.ts'

type Given = Record<string, string | undefined>

const sound: Given = {
  MPESA_ENVIRONMENT: 'production',
  MPESA_CONSUMER_KEY: 'Gx9mPq2LrT5vYw8zAb1cDe4fHj7kNs0u',
  MPESA_CONSUMER_SECRET: 'u0sN7kHj4fDe1cAbzw8Yv5TrL2qPm9xG',
  MPESA_BUSINESS_SHORT_CODE: '600111',
  MPESA_PASSKEY: '7c1f0b2d9e8a4c6f5b3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b',
  MPESA_CALLBACK_URL: 'https://pay.duka.co.ke/hooks/stk',
  HAZINA_SECRET: 'q8WzL4nT2vXr7YpB5mKd9JhC3gFs6AeU',
  DATABASE_URL: 'postgresql://hazina_app:x@db.internal/hazina',
  DATABASE_OWNER_URL: 'postgresql://hazina_owner:y@db.internal/hazina',
  AFRICASTALKING_USERNAME: 'duka',
  AFRICASTALKING_API_KEY: 'atsk_0123456789',
  TRUSTED_PROXIES: '127.0.0.1',
}

function configOf(given: Given) {
  const all = Object.entries({ ...sound, ...given }).filter(([, value]) => value !== undefined)
  return readConfig(readVariables(Object.fromEntries(all), null), () => Buffer.alloc(32, 7))
}

test('a sound configuration starts, and believes callbacks of Safaricom only', () => {
  const config = configOf({})
  expect(config).toMatchObject({
    environment: 'production',
    runsSimulator: false,
    simulatorUrl: null,
    publicUrl: 'https://pay.duka.co.ke',
    trustedProxies: ['127.0.0.1'],
    sms: { kind: 'africastalking', sandbox: false },
    mpesa: { baseUrl: 'https://api.safaricom.co.ke', requestsPerMinute: 100 },
  })
  expect(config.mpesa.callbackAddresses).toContain('196.201.214.200')
  expect(configOf({ MPESA_CALLBACK_ADDRESSES: '198.51.100.7' }).mpesa.callbackAddresses).toEqual(
    expect.arrayContaining(['196.201.214.200', '198.51.100.7']),
  )
  expect(configOf({ TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([])
})

const at = (origin: string) => ({ MPESA_CALLBACK_URL: `${origin}/hooks/stk` })
const sandboxPasskey = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919'

const refusals: [string, Given, RegExp][] = [
  [
    'a callback over http',
    at('http://pay.duka.co.ke'),
    /^MPESA_CALLBACK_URL must be https in production/,
  ],
  ...[
    'https://localhost',
    'https://127.0.0.1',
    'https://10.1.2.3',
    'https://192.168.1.5',
    'https://172.20.0.1',
    'https://169.254.1.1',
    'https://100.64.0.1',
    'https://[::1]',
    'https://[fd00::1]',
    'https://[::ffff:10.0.0.1]',
    'https://hazina',
    'https://hazina.local',
    'https://pay.internal',
    'https://pay.example',
    'https://yourdomain.com',
  ].map((origin): [string, Given, RegExp] => [
    `a callback that is not public: ${origin}`,
    at(origin),
    /^MPESA_CALLBACK_URL must be the public address of this server/,
  ]),
  ...['https://abc.ngrok.io', 'https://abc.ngrok-free.app', 'https://x.trycloudflare.com'].map(
    (origin): [string, Given, RegExp] => [
      `a tunnel: ${origin}`,
      at(origin),
      /^MPESA_CALLBACK_URL is a tunnel/,
    ],
  ),
  [
    'an address for people over http',
    { PUBLIC_URL: 'http://pay.duka.co.ke' },
    /^PUBLIC_URL must be https/,
  ],
  [
    'the simulator’s Daraja',
    { MPESA_BASE_URL: 'http://localhost:5001' },
    /^MPESA_BASE_URL must be Safaricom’s/,
  ],
  [
    'another Daraja without https',
    { MPESA_BASE_URL: 'http://daraja.co.ke' },
    /^MPESA_BASE_URL must be/,
  ],
  [
    'the sandbox’s Daraja',
    { MPESA_BASE_URL: 'https://sandbox.safaricom.co.ke' },
    /^MPESA_BASE_URL must be/,
  ],
  [
    'the guide’s consumer key',
    { MPESA_CONSUMER_KEY: 'your_consumer_key_here' },
    /^MPESA_CONSUMER_KEY is a demon/,
  ],
  [
    'the simulator’s key',
    { MPESA_CONSUMER_KEY: 'simulator' },
    /^MPESA_CONSUMER_KEY is a demonstration value/,
  ],
  [
    'the guide’s secret',
    { MPESA_CONSUMER_SECRET: 'your_consumer_secret_here' },
    /^MPESA_CONSUMER_SECRET is a demo/,
  ],
  [
    'the sandbox’s passkey',
    { MPESA_PASSKEY: sandboxPasskey },
    /^MPESA_PASSKEY is a demonstration value/,
  ],
  [
    'the guide’s passkey',
    { MPESA_PASSKEY: 'your_passkey_here' },
    /^MPESA_PASSKEY is a demonstration value/,
  ],
  [
    'the sandbox’s shortcode',
    { MPESA_BUSINESS_SHORT_CODE: '174379' },
    /^MPESA_BUSINESS_SHORT_CODE is a demon/,
  ],
  ...[
    'MPESA_CONSUMER_KEY',
    'MPESA_CONSUMER_SECRET',
    'MPESA_BUSINESS_SHORT_CODE',
    'MPESA_PASSKEY',
    'MPESA_CALLBACK_URL',
  ].map((name): [string, Given, RegExp] => [
    `no ${name}`,
    { [name]: undefined },
    new RegExp(`^${name} is missing`),
  ]),
  ['no secret of its own', { HAZINA_SECRET: undefined }, /^HAZINA_SECRET is missing/],
  ['a short secret', { HAZINA_SECRET: 'short' }, /^HAZINA_SECRET is too short/],
  [
    'a secret of one letter',
    { HAZINA_SECRET: 'a'.repeat(40) },
    /^HAZINA_SECRET looks like a demonstration/,
  ],
  [
    'a secret to be changed',
    { HAZINA_SECRET: 'please-change-me-before-production-1' },
    /^HAZINA_SECRET looks like/,
  ],
  ['no SMS provider', { AFRICASTALKING_API_KEY: undefined }, /^An SMS provider is missing/],
  ['SMS switched off', { SMS_PROVIDER: 'none' }, /^An SMS provider is missing/],
  ['SMS of the simulator', { SMS_PROVIDER: 'simulator' }, /^SMS_PROVIDER is simulator/],
  ['SMS of a sandbox', { AFRICASTALKING_USERNAME: 'sandbox' }, /^An SMS provider is missing/],
  [
    'the embedded database',
    { DATABASE_URL: undefined },
    /^DATABASE_URL is missing: production needs a PostgreSQL/,
  ],
  ['the owner’s role', { DATABASE_URL: sound.DATABASE_OWNER_URL }, /^DATABASE_URL is the owner’s/],
  [
    'the owner’s role with another password',
    { DATABASE_URL: 'postgresql://hazina_owner:z@db.internal/hazina?sslmode=require' },
    /^DATABASE_URL is the owner’s/,
  ],
  [
    'callbacks from any address',
    { MPESA_CALLBACK_ADDRESSES: 'any' },
    /^MPESA_CALLBACK_ADDRESSES cannot be any/,
  ],
  ['nothing said of proxies', { TRUSTED_PROXIES: undefined }, /^TRUSTED_PROXIES is missing/],
]

describe('production does not start with', () => {
  test.each(refusals)('%s', (_, given, sentence) => {
    const read = () => configOf(given)
    expect(read).toThrow(StartProblem)
    expect(read).toThrow(sentence)
  })
})

test('no refusal repeats a secret', () => {
  for (const [, given] of refusals) {
    try {
      configOf(given)
    } catch (problem) {
      const { message } = problem as Error
      for (const name of [
        'MPESA_CONSUMER_SECRET',
        'MPESA_PASSKEY',
        'HAZINA_SECRET',
        'DATABASE_URL',
      ]) {
        const secret = { ...sound, ...given }[name]
        if (secret !== undefined && secret.length > 8) expect(message).not.toContain(secret)
      }
    }
  }
})
