import { describe, expect, test } from 'vitest'
import { createDaraja, type Daraja } from '../daraja.ts'
import { isDarajaInputError } from '../errors.ts'
import type { Msisdn } from '../msisdn.ts'
import { createTestClock, fakeTransport } from '../testing.ts'

const msisdn = '254708374149' as Msisdn
const securityCredential = `${'kX'.repeat(171)}==`
const signed = {
  initiator: { name: 'testapi', securityCredential },
  remarks: 'Refund 881',
  resultUrl: 'https://pay.example.com/hooks/result',
  queueTimeOutUrl: 'https://pay.example.com/hooks/timeout',
}
const payment = {
  ...signed,
  commandId: 'BusinessPayment',
  originatorConversationId: 'acme-7f1c2a90',
  amount: 450,
  shortcode: '600992',
  msisdn,
}
const transfer = {
  ...signed,
  commandId: 'BusinessPayBill',
  amount: 640,
  shortcode: '600992',
  to: { type: 'paybill', number: '600000' },
  accountReference: '020417',
}
const status = { ...signed, receipt: 'UA25M0QB7R', party: { type: 'paybill', number: '600992' } }
const reversal = { ...signed, receipt: 'UA24K0TT1E', amount: 40, shortcode: '600984' }
const register = {
  shortcode: '600984',
  responseType: 'Completed',
  confirmationUrl: 'https://pay.example.com/confirm',
  validationUrl: 'https://pay.example.com/validate',
}
const order = {
  name: 'Rent',
  startDate: new Date('2026-02-01T00:00:00+03:00'),
  endDate: new Date('2026-03-01T00:00:00+03:00'),
  frequency: 'monthly',
  to: { type: 'paybill', number: '174379' },
  amount: 450,
  msisdn,
  callbackUrl: 'https://pay.example.com/ratiba',
  accountReference: 'UNIT-7',
  description: 'Rent',
}
const invoice = {
  externalReference: 'EXT-9',
  billedName: 'Amina',
  billedPhone: msisdn,
  billedPeriod: 'January 2026',
  invoiceName: 'Rent',
  dueDate: new Date('2026-01-31T00:00:00+03:00'),
  accountReference: 'UNIT-7',
  amount: 450,
}
const page = { shortcode: '600984', from: order.startDate, to: order.endDate }

type Send = (daraja: Daraja, input: never) => Promise<{ outcome: string; error?: unknown }>
type Row = [api: string, Send, good: object, field: string, wrong: object]

const b2c: Send = (daraja, input) => daraja.b2c(input)
const b2b: Send = (daraja, input) => daraja.b2b(input)
const ask: Send = (daraja, input) => daraja.transactionStatus(input)
const reverse: Send = (daraja, input) => daraja.reversal(input)
const open: Send = (daraja, input) => daraja.c2bRegister(input)
const repeat: Send = (daraja, input) => daraja.ratiba(input)
const bill: Send = (daraja, input) => daraja.billManager.invoice(input)
const pull: Send = (daraja, input) => daraja.pullQuery(input)

const rows: Row[] = [
  ['b2c', b2c, payment, 'amount', { amount: 9 }],
  ['b2c', b2c, payment, 'amount', { amount: 250_001 }],
  ['b2c', b2c, payment, 'amount', { amount: 450.5 }],
  ['b2c', b2c, payment, 'amount', { amount: Number.NaN }],
  ['b2c', b2c, payment, 'msisdn', { msisdn: '0708374149' }],
  ['b2c', b2c, payment, 'msisdn', { msisdn: undefined }],
  ['b2c', b2c, payment, 'shortcode', { shortcode: '6009' }],
  ['b2c', b2c, payment, 'commandId', { commandId: 'BusinessPayBill' }],
  ['b2c', b2c, payment, 'remarks', { remarks: 'x' }],
  ['b2c', b2c, payment, 'remarks', { remarks: 'x'.repeat(101) }],
  ['b2c', b2c, payment, 'occasion', { occasion: 'x'.repeat(101) }],
  ['b2c', b2c, payment, 'originatorConversationId', { originatorConversationId: 'a b' }],
  ['b2c', b2c, payment, 'originatorConversationId', { originatorConversationId: undefined }],
  ['b2c', b2c, payment, 'resultUrl', { resultUrl: 'https://<host>/x' }],
  ['b2c', b2c, payment, 'queueTimeOutUrl', { queueTimeOutUrl: 'pay.example.com' }],
  ['b2c', b2c, payment, 'initiator.name', { initiator: { securityCredential } }],
  [
    'b2c with a password that was not encrypted',
    b2c,
    payment,
    'initiator.securityCredential',
    { initiator: { name: 'testapi', securityCredential: 'Safaricom999!*!' } },
  ],
  ['b2c', b2c, payment, 'input', { initiator: undefined }],
  ['b2b', b2b, transfer, 'accountReference', { accountReference: undefined }],
  ['b2b', b2b, transfer, 'accountReference', { accountReference: 'x'.repeat(21) }],
  ['b2b', b2b, transfer, 'to.number', { to: { type: 'paybill', number: 'x' } }],
  ['b2b', b2b, transfer, 'commandId', { commandId: 'PayTaxToKRA' }],
  ['b2b', b2b, transfer, 'amount', { amount: 0 }],
  ['b2b', b2b, transfer, 'requester', { requester: '0708374149' }],
  ['status', ask, status, 'receipt', { receipt: undefined }],
  ['status', ask, status, 'receipt', { receipt: 'x' }],
  ['status', ask, status, 'party', { party: { type: 'phone', msisdn: '12' } }],
  ['reversal', reverse, reversal, 'amount', { amount: 1.5 }],
  ['reversal', reverse, reversal, 'receiverIdentifierType', { receiverIdentifierType: '2' }],
  ['register', open, register, 'responseType', { responseType: 'completed' }],
  ['register', open, register, 'validationUrl', { validationUrl: 'https://e.com/MPESA/v' }],
  ['register', open, register, 'confirmationUrl', { confirmationUrl: 'https://e.com/query' }],
  ['ratiba', repeat, order, 'endDate', { endDate: new Date('2026-01-01T00:00:00+03:00') }],
  ['ratiba', repeat, order, 'startDate', { startDate: new Date(Number.NaN) }],
  ['ratiba', repeat, order, 'startDate', { startDate: '20260201' }],
  ['ratiba', repeat, order, 'frequency', { frequency: 'hourly' }],
  ['ratiba', repeat, order, 'accountReference', { accountReference: 'thirteen-long' }],
  ['invoice', bill, invoice, 'billedPhone', { billedPhone: 'x' }],
  ['invoice', bill, invoice, 'dueDate', { dueDate: new Date(Number.NaN) }],
  [
    'invoice',
    bill,
    invoice,
    'items[1].amount',
    {
      items: [
        { name: 'a', amount: 1 },
        { name: 'b', amount: 1.5 },
      ],
    },
  ],
  ['pull', pull, page, 'offset', { offset: -1 }],
  ['pull', pull, page, 'to', { to: new Date('2026-01-01T00:00:00+03:00') }],
]

describe('input that cannot be right is refused by name before anything is sent', () => {
  test.each(rows)('%s: %#', async (_, send, good, field, wrong) => {
    const { daraja, sent } = setUp()
    const told = await send(daraja, { ...good, ...wrong } as never)
    if (!isDarajaInputError(told.error)) throw new Error(`not refused: ${JSON.stringify(told)}`)
    expect(told.outcome).toBe('rejected')
    expect(told.error.field).toBe(field)
    expect(told.error.detail).toMatch(new RegExp(`^${field.replace(/[[\].]/g, '.')} `))
    expect(JSON.stringify(told)).not.toContain('Safaricom999')
    expect(sent()).toBe(0)
  })

  test.each([...new Map(rows.map((row) => [row[2], row])).values()])(
    'and what is right is sent: %s',
    async (_, send, good) => {
      const { daraja, sent } = setUp()
      expect((await send(daraja, good as never)).outcome).toMatch(/^(accepted|answered)$/)
      expect(sent()).toBe(1)
    },
  )

  test('a list names the member', async () => {
    const { daraja } = setUp()
    const invoices = [invoice, { ...invoice, amount: 0 }]
    const told = await daraja.billManager.invoices({ invoices })
    expect(told).toMatchObject({ outcome: 'rejected', error: { field: '[1].amount' } })
  })

  test('no input at all is no exception', async () => {
    const { daraja } = setUp()
    const told = await daraja.reversal(undefined as never)
    expect(told).toMatchObject({ outcome: 'rejected', error: { field: 'input' } })
  })
})

function setUp() {
  const clock = createTestClock(new Date('2026-01-02T03:04:05+03:00'))
  const { fetch, requests } = fakeTransport()
  const keys = { consumerKey: 'the-key', consumerSecret: 'the-secret' }
  const daraja = createDaraja({ baseUrl: 'https://daraja.test', ...keys, fetch, clock })
  return { daraja, sent: () => requests.filter(({ endpoint }) => endpoint !== 'oauth').length }
}
