import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createDaraja, type Daraja } from '../daraja.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import {
  createTestClock,
  errorReply,
  type FakeReply,
  type FakeScript,
  fakeTransport,
} from '../testing.ts'

const msisdn = '254708374149' as Msisdn
const securityCredential = `${'kX'.repeat(171)}==`
const signed = {
  initiator: { name: 'testapi', securityCredential },
  remarks: 'Refund 881',
  resultUrl: 'https://pay.example.com/hooks/result',
  queueTimeOutUrl: 'https://pay.example.com/hooks/timeout',
}
const payment = { ...signed, amount: 450, shortcode: '600992', msisdn }
const identity = { requestRefId: 'q-1', shortcode: '600992', msisdn, idType: '01', idNumber: '77' }
const redemption = {
  msisdn,
  amount: 20,
  points: 100,
  rate: '0.2',
  shortcode: '888880',
  accountNumber: 'A1',
}

function setUp(script: FakeScript = {}) {
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const { fetch, requests } = fakeTransport(script)
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const client = { baseUrl: 'https://daraja.test', ...keys, fetch, clock, limits: 'off' } as const
  const daraja = createDaraja({ ...client, lookUps: { attemptsMax: 1 } })
  return { daraja, sent: () => requests.filter(({ endpoint }) => endpoint !== 'oauth') }
}

describe('what no vector shows is sent as the reference describes it', () => {
  type Row = [path: string, send: (daraja: Daraja) => Promise<{ outcome: string }>, body: object]
  test.each<Row>([
    ['/imsi-lookup/v1/checkATI', (it) => it.imsiLookup({ msisdn }), { customerNumber: msisdn }],
    [
      '/registration/lookup/v1/checkATI',
      (it) => it.ageOnNetwork({ msisdn }),
      { customerNumber: msisdn },
    ],
    [
      '/v1/KYC-validation/validateID',
      (it) => it.validateIdentity(identity),
      { requestRefID: 'q-1', shortCode: '600992', msisdn, idType: '01', idNumber: '77' },
    ],
    [
      '/mpesa/b2c/hakikisha/v1/hakikisha',
      (it) => it.b2cHakikisha({ requestId: 'q-1', msisdn, shortcode: '600992' }),
      {
        header: { requestID: 'q-1', timestamp: '2026-01-02T00:04:05.000Z' },
        body: { msisdn, shortcode: '600992' },
      },
    ],
    [
      '/v1/lipa/na/bonga/calculate-points',
      (it) => it.bonga.calculatePoints({ points: 100 }),
      { points: 100 },
    ],
    [
      '/v1/lipa/na/bonga/redeem-paybill',
      (it) => it.bonga.redeemPaybill(redemption),
      {
        msisdn,
        amount: 20,
        bongaPoints: 100,
        conversionRate: '0.2',
        shortCode: '888880',
        accountNumber: 'A1',
      },
    ],
    [
      '/v1/billmanager-invoice/change-optin-details',
      (it) =>
        it.billManager.changeOptIn({
          shortcode: '600984',
          email: 'billing@example.com',
          officialContact: msisdn,
          sendReminders: false,
          callbackUrl: 'https://pay.example.com/bill',
        }),
      {
        shortcode: '600984',
        email: 'billing@example.com',
        officialContact: '0708374149',
        sendReminders: '0',
        logo: '',
        callbackurl: 'https://pay.example.com/bill',
      },
    ],
    [
      '/mpesa/b2b/v1/paymentrequest',
      (it) =>
        it.b2b({
          ...signed,
          amount: 5,
          shortcode: '600992',
          commandId: 'BusinessBuyGoods',
          to: { type: 'till', number: '300222' },
        }),
      {
        Initiator: 'testapi',
        SecurityCredential: securityCredential,
        CommandID: 'BusinessBuyGoods',
        SenderIdentifierType: '4',
        RecieverIdentifierType: '2',
        Amount: '5',
        PartyA: '600992',
        PartyB: '300222',
        Remarks: 'Refund 881',
        QueueTimeOutURL: signed.queueTimeOutUrl,
        ResultURL: signed.resultUrl,
      },
    ],
  ])('%s', async (path, send, body) => {
    const { daraja, sent } = setUp()
    expect((await send(daraja)).outcome).toMatch(/^(accepted|answered)$/)
    expect(sent()).toMatchObject([{ url: `https://daraja.test${path}`, json: body }])
    expect(sent()[0]?.json).toEqual(body)
  })
})

describe('answers of which no vector is known', () => {
  test.each<[string, FakeScript, (daraja: Daraja) => Promise<object>, object]>([
    [
      'points',
      { bongaCalculatePoints: bonga(200, { amount: '20', points: 100, rate: '0.2' }) },
      (it) => it.bonga.calculatePoints({ points: 100 }),
      { outcome: 'answered', amount: 20, points: 100, rate: '0.2' },
    ],
    [
      'declined points',
      { bongaRedeemPaybill: bonga(6003, {}) },
      (it) => it.bonga.redeemPaybill(redemption),
      { outcome: 'rejected', error: { gatewayCode: '6003' } },
    ],
    [
      'an empty 404 for points, which proves nothing',
      { bongaRedeemPaybill: { status: 404, body: '' } },
      (it) => it.bonga.redeemPaybill(redemption),
      { outcome: 'unknown', error: { code: 'unreadable_answer' } },
    ],
    [
      'a masked name',
      { b2cHakikisha: { body: { header: { status: 200 }, body: { FirstName: 'A***A' } } } },
      (it) => it.b2cHakikisha({ requestId: 'q-1', msisdn, shortcode: '600992' }),
      { outcome: 'answered', firstName: 'A***A', lastName: '' },
    ],
    [
      'an identity of unknown shape',
      { validateIdentity: { body: { match: true } } },
      (it) => it.validateIdentity(identity),
      { outcome: 'answered', facts: { match: true } },
    ],
    [
      'an identity refused',
      { validateIdentity: { body: { responseCode: 404, responseDesc: 'Not found' } } },
      (it) => it.validateIdentity(identity),
      { outcome: 'rejected', error: { detail: 'Not found' } },
    ],
  ])('%s', async (_, script, send, outcome) => {
    expect(await send(setUp(script).daraja)).toMatchObject(outcome)
  })
})

test('the transport for tests knows every path and answers it well', async () => {
  const { fetch } = fakeTransport()
  const signal = new AbortController().signal
  for (const path of Object.values(endpointPaths).flat()) {
    const init = { method: 'POST', headers: {}, body: '{}', signal, redirect: 'manual' } as const
    const response = await fetch(`https://daraja.test${path}`, init)
    expect(response.status, path).toBe(200)
    expect(await response.json(), path).toBeTypeOf('object')
  }
})

test('a refusal under HTTP 200 that quotes what was sent is cleaned as well', async () => {
  const body = { ResponseCode: '21', ResponseDescription: `${msisdn} with ${securityCredential}` }
  const { daraja } = setUp({ b2c: { body } })
  const told = await daraja.b2c({ ...payment, commandId: 'BusinessPayment', version: 'v1' })
  expect(told).toMatchObject({ outcome: 'rejected', error: { gatewayCode: '21' } })
  expect(JSON.stringify(told)).toContain('[redacted]')
  expect(JSON.stringify(told)).not.toContain(msisdn)
  expect(JSON.stringify(told)).not.toContain(securityCredential)
})

test('neither credential nor phone is in any error', async () => {
  const said = `Bad Request - ${securityCredential} of ${msisdn} by fake-token-1`
  const reply = errorReply({ errorCode: '400.002.02', errorMessage: said })
  const { daraja } = setUp({ b2c: reply, bongaRedeemPaybill: reply, validateIdentity: reply })
  const told = [
    await daraja.b2c({ ...payment, commandId: 'BusinessPayment', version: 'v1' }),
    await daraja.bonga.redeemPaybill(redemption),
    await daraja.validateIdentity(identity),
  ]
  const shown = JSON.stringify(told) + inspect(told, { depth: 9, showHidden: true })
  expect(shown).toContain('[redacted]')
  for (const secret of [msisdn, 'fake-token-1']) expect(shown).not.toContain(secret)
  expect(JSON.stringify(told[0])).not.toContain(securityCredential)
})

function bonga(responseCode: number, body: object): FakeReply {
  return { body: { header: { responseCode, responseMessage: 'Said' }, body } }
}
