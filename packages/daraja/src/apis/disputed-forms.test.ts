import { describe, expect, test } from 'vitest'
import { createDaraja } from '../daraja.ts'
import type { Msisdn } from '../msisdn.ts'
import { createTestClock, type FakeScript, fakeTransport } from '../testing.ts'

const msisdn = '254708374149' as Msisdn
const securityCredential = `${'kX'.repeat(171)}==`
const signed = {
  initiator: { name: 'testapi', securityCredential },
  remarks: 'Refund 881',
  resultUrl: 'https://pay.example.com/hooks/result',
  queueTimeOutUrl: 'https://pay.example.com/hooks/timeout',
}
const payment = { ...signed, amount: 450, shortcode: '600992', msisdn }
function setUp(script: FakeScript = {}) {
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const { fetch, requests } = fakeTransport(script)
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const client = { baseUrl: 'https://daraja.test', ...keys, fetch, clock, limits: 'off' } as const
  const daraja = createDaraja({ ...client, lookUps: { attemptsMax: 1 } })
  return { daraja, sent: () => requests.filter(({ endpoint }) => endpoint !== 'oauth') }
}

describe('where sources differ the caller chooses', () => {
  test('the version of B2C, C2B and the path of Pochi', async () => {
    const { daraja, sent } = setUp()
    const url = 'https://pay.example.com/c2b'
    const urls = { confirmationUrl: url, validationUrl: url }
    const c2b = { shortcode: '600984', version: 'v1' } as const
    await daraja.c2bRegister({ ...c2b, ...urls, responseType: 'Cancelled' })
    await daraja.c2bSimulate({ ...c2b, amount: 1, msisdn, commandId: 'CustomerBuyGoodsOnline' })
    await daraja.b2c({ ...payment, commandId: 'SalaryPayment', version: 'v1' })
    await daraja.b2pochi({ ...payment, originatorConversationId: 'p-1', path: 'b2c' })
    expect(sent().map(({ url, endpoint }) => [endpoint, new URL(url).pathname])).toEqual([
      ['c2bRegister', '/mpesa/c2b/v1/registerurl'],
      ['c2bSimulate', '/mpesa/c2b/v1/simulate'],
      ['b2c', '/mpesa/b2c/v1/paymentrequest'],
      ['b2pochi', '/mpesa/b2c/v1/paymentrequest'],
    ])
    expect(sent()[1]?.body.BillRefNumber).toBe('')
    expect(sent()[2]?.body).not.toHaveProperty('OriginatorConversationID')
  })

  test('a till of Ratiba, its spelling, and the types of parties', async () => {
    const { daraja, sent } = setUp()
    const day = new Date('2026-02-01T00:00:00+03:00')
    const order = {
      name: 'Rent',
      startDate: day,
      endDate: day,
      frequency: 'one-off',
      to: { type: 'till', number: '300584' },
      amount: 450,
      msisdn,
      callbackUrl: 'https://pay.example.com/ratiba',
      accountReference: 'UNIT-7',
      description: 'Rent',
    } as const
    await daraja.ratiba(order)
    await daraja.ratiba({ ...order, tillSpelling: 'Merchant' })
    const question = { ...signed, originatorConversationId: 'acme-1' }
    await daraja.transactionStatus({ ...question, party: { type: 'phone', msisdn } })
    await daraja.transactionStatus({ ...question, party: { type: 'till', number: '300222' } })
    expect(sent().map(({ body }) => body)).toMatchObject([
      {
        TransactionType: 'Standing Order Customer Pay Marchant',
        ReceiverPartyIdentifierType: '2',
        Frequency: '1',
      },
      { TransactionType: 'Standing Order Customer Pay Merchant' },
      { PartyA: msisdn, IdentifierType: '1', OriginalConversationID: 'acme-1' },
      { PartyA: '300222', IdentifierType: '2' },
    ])
    expect(sent()[2]?.body).not.toHaveProperty('TransactionID')
  })

  test('the key that one page of Bill Manager wants as a header', async () => {
    const { daraja, sent } = setUp()
    const invoice = {
      externalReference: 'EXT-9',
      billedName: 'Amina',
      billedPhone: msisdn,
      billedPeriod: 'January 2026',
      invoiceName: 'Rent',
      dueDate: new Date('2026-01-30T23:00:00+03:00'),
      accountReference: 'UNIT-7',
      amount: 450,
    }
    await daraja.billManager.invoices({ invoices: [invoice], appKey: 'AG_1' })
    await daraja.billManager.invoices({ invoices: [invoice] })
    expect(sent().map(({ headers }) => headers.appKey)).toEqual(['AG_1', undefined])
    expect(sent()[0]?.json).toMatchObject([{ dueDate: '2026-01-30' }])
  })
})
