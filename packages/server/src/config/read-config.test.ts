import { describe, expect, test } from 'vitest'
import { StartProblem } from '../errors.ts'
import { readVariables } from './environment.ts'
import { readConfig } from './read-config.ts'

type Given = Record<string, string>

const generated = Buffer.alloc(32, 7)
const credentials = {
  MPESA_CONSUMER_KEY: 'key of the sandbox',
  MPESA_CONSUMER_SECRET: 'secret of the sandbox',
  MPESA_BUSINESS_SHORT_CODE: '174379',
  MPESA_PASSKEY: 'passkey of the sandbox',
}
const callback = { MPESA_CALLBACK_URL: 'https://abc.ngrok.io/api/mpesa/callback' }

function configOf(given: Given) {
  return readConfig(readVariables(given, null), () => generated)
}

function expectRefused(given: Given, sentence: RegExp) {
  const read = () => configOf(given)
  expect(read).toThrow(StartProblem)
  expect(read).toThrow(sentence)
}

test('without anything it is the simulator, on this machine, with everything set', () => {
  expect(configOf({})).toMatchObject({
    environment: 'simulator',
    runsSimulator: true,
    host: 'localhost',
    port: 5000,
    publicUrl: 'http://localhost:5000',
    simulatorUrl: 'http://localhost:5001',
    database: { kind: 'embedded' },
    secret: generated,
    sms: { kind: 'simulator' },
    mpesa: {
      baseUrl: 'http://localhost:5001',
      callbackUrl: 'http://localhost:5000/api/mpesa/callback',
      shortcode: '174379',
      amountMaxKes: 150_000,
      requestsPerMinute: null,
      callbackAddresses: null,
      allowOtherNetworks: false,
    },
  })
})

test('other ports are followed everywhere', () => {
  const { publicUrl, simulatorUrl, mpesa } = configOf({ PORT: '6000', SIMULATOR_PORT: '6001' })
  expect([publicUrl, simulatorUrl, mpesa.baseUrl, mpesa.callbackUrl]).toEqual([
    'http://localhost:6000',
    'http://localhost:6001',
    'http://localhost:6001',
    'http://localhost:6000/api/mpesa/callback',
  ])
})

test('credentials alone mean the sandbox, never production', () => {
  expect(configOf({ ...credentials, ...callback })).toMatchObject({
    environment: 'sandbox',
    runsSimulator: false,
    publicUrl: 'https://abc.ngrok.io',
    sms: { kind: 'none' },
    mpesa: { baseUrl: 'https://sandbox.safaricom.co.ke', requestsPerMinute: 100 },
  })
})

describe('the simulator is never mistaken for Safaricom', () => {
  test('a simulator on another machine is refused', () => {
    expectRefused(
      { MPESA_ENVIRONMENT: 'simulator', MPESA_BASE_URL: 'https://sandbox.safaricom.co.ke' },
      /^MPESA_ENVIRONMENT is simulator but MPESA_BASE_URL is another machine/,
    )
  })

  test('its SMS exist only beside it', () => {
    expectRefused(
      { ...credentials, ...callback, SMS_PROVIDER: 'simulator' },
      /^SMS_PROVIDER is simulator/,
    )
  })
})

describe('the sandbox', () => {
  test.each(Object.keys({ ...credentials, ...callback }))('is refused without %s', (missing) => {
    const given: Given = { ...credentials, ...callback, MPESA_ENVIRONMENT: 'sandbox' }
    delete given[missing]
    expectRefused(given, new RegExp(`^${missing} is missing: set it`))
  })

  test('may call back to this machine when its Daraja is on this machine', () => {
    for (const host of ['http://localhost:7000', 'http://127.0.0.1:7000', 'http://[::1]:7000/']) {
      const config = configOf({
        ...credentials,
        MPESA_ENVIRONMENT: 'sandbox',
        MPESA_BASE_URL: host,
        PORT: '6060',
      })
      expect(config.runsSimulator).toBe(false)
      expect(config.mpesa).toMatchObject({
        baseUrl: host.replace(/\/$/, ''),
        callbackUrl: 'http://localhost:6060/api/mpesa/callback',
        requestsPerMinute: null,
      })
    }
  })

  test.each([
    'http://localhost:5000',
    'http://127.0.0.1:5000',
    'https://[::1]',
    'http://a.localhost',
  ])('of Safaricom cannot call back to %s', (origin) => {
    const url = { MPESA_CALLBACK_URL: `${origin}/api/mpesa/callback` }
    expectRefused({ ...credentials, ...url }, /^MPESA_CALLBACK_URL is an address of this machine/)
  })

  test.each([
    ['https://abc.ngrok.io/api/mpesa/callback?x=1', /must have no \? or # part/],
    ['https://abc.ngrok.io/api/mpesa/callback#x', /must have no \? or # part/],
    ['https://abc.ngrok.io/', /must end in \/api\/mpesa\/callback or \/hooks\/stk/],
    ['https://abc.ngrok.io/api/mpesa', /must end in/],
  ])('has no use for %s', (url, sentence) => {
    expectRefused({ ...credentials, MPESA_CALLBACK_URL: url }, sentence)
  })

  test('serves below another path and with a slash at the end', () => {
    const url = 'https://abc.ngrok.io/hazina/hooks/stk'
    expect(configOf({ ...credentials, MPESA_CALLBACK_URL: `${url}/` }).mpesa.callbackUrl).toBe(url)
  })
})

describe('settings', () => {
  test('the outgoing rate is one setting', () => {
    const rate = (given: Given) =>
      configOf({ ...credentials, ...callback, ...given }).mpesa.requestsPerMinute
    expect(rate({ MPESA_REQUESTS_PER_MINUTE: '30' })).toBe(30)
    expect(rate({ MPESA_REQUESTS_PER_MINUTE: 'off' })).toBeNull()
    expect(configOf({ MPESA_REQUESTS_PER_MINUTE: '60' }).mpesa.requestsPerMinute).toBe(60)
  })

  test('a till is paid at its own number, and needs it', () => {
    const type = { MPESA_TRANSACTION_TYPE: 'CustomerBuyGoodsOnline' }
    expect(configOf({ ...type, MPESA_TILL_NUMBER: '5551234' }).mpesa.partyB).toBe('5551234')
    expectRefused(type, /^MPESA_TILL_NUMBER is missing/)
  })

  test('callback addresses are Safaricom’s and those that are added', () => {
    const { callbackAddresses } = configOf({
      MPESA_CALLBACK_ADDRESSES: '198.51.100.7, 2001:db8::7',
    }).mpesa
    expect(callbackAddresses).toEqual(
      expect.arrayContaining(['196.201.214.200', '198.51.100.7', '2001:db8::7']),
    )
    expect(configOf({ MPESA_CALLBACK_ADDRESSES: 'any' }).mpesa.callbackAddresses).toBeNull()
  })

  test.each(['196.201.214.0/24', 'safaricom.co.ke', '1.2.3', 'any, 1.2.3.4'])(
    'callback address %s is refused',
    (addresses) => {
      expectRefused(
        { MPESA_CALLBACK_ADDRESSES: addresses },
        /^MPESA_CALLBACK_ADDRESSES has .* in it/,
      )
    },
  )

  test('trusted proxies are addresses and networks', () => {
    const proxies = '127.0.0.1, 10.0.0.0/8, ::1, fd00::/8'
    expect(configOf({ TRUSTED_PROXIES: proxies }).trustedProxies).toEqual(proxies.split(', '))
    expect(configOf({ TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([])
    expect(configOf({}).trustedProxies).toEqual([])
  })

  test.each(['nginx', '*', 'true', '10.0.0.0/33', '0.0.0.0/0', '10.0.0.1/8/8', '::/0', '1.2.3'])(
    'trusted proxy %s is refused',
    (proxies) => {
      expectRefused({ TRUSTED_PROXIES: proxies }, /^TRUSTED_PROXIES has .* in it/)
    },
  )

  test('a secret that is too short is refused', () => {
    expectRefused({ HAZINA_SECRET: 'too short' }, /^HAZINA_SECRET is too short/)
    const HAZINA_SECRET = 'aVeryLongSecretOfFortyCharactersOrMore!!'
    expect(configOf({ HAZINA_SECRET }).secret.toString()).toBe(HAZINA_SECRET)
  })

  test('SMS by Africa’s Talking need its name and key', () => {
    expectRefused(
      { SMS_PROVIDER: 'africastalking' },
      /^AFRICASTALKING_USERNAME and AFRICASTALKING_API_KEY/,
    )
    const given = { AFRICASTALKING_USERNAME: 'sandbox', AFRICASTALKING_API_KEY: 'k' }
    expect(configOf({ ...credentials, ...callback, ...given }).sms).toMatchObject({
      kind: 'africastalking',
      sandbox: true,
    })
  })
})
