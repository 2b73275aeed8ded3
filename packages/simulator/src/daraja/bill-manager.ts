import { acknowledgePayment, changeOptIn, optIn } from '../bill-manager/billers.ts'
import { cancelInvoices, type InvoiceFault, sendInvoices } from '../bill-manager/invoices.ts'
import type { BillerRecord } from '../c2b/records.ts'
import type { Network } from '../network.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, text } from './fields.ts'

/** `/v1/billmanager-invoice/…` (reference §23). */
export const billManagerEndpoints: readonly Endpoint[] = [
  endpoint('optin', joinBillManager),
  endpoint('change-optin-details', changeDetails),
  endpoint('single-invoicing', (network, call) => invoice(network, call, [call.body])),
  endpoint('bulk-invoicing', (network, call) => invoice(network, call, listOf(call.json))),
  // Some kits send a list here too.
  endpoint('cancel-single-invoice', (network, call) => cancel(network, call, listOf(call.json))),
  endpoint('cancel-bulk-invoices', (network, call) => cancel(network, call, listOf(call.json))),
  endpoint('reconciliation', reconcile),
]

const invoicesMax = 1_000

function endpoint(name: string, answer: Endpoint['answer']): Endpoint {
  return {
    api: 'bill-manager',
    methods: ['POST'],
    paths: [`/v1/billmanager-invoice/${name}`],
    product: 'bill-manager',
    family: 'express',
    body: 'json',
    subject: (_network, { body }) => ({ shortcode: text(body, 'shortcode') }),
    answer,
  }
}

function joinBillManager(network: Network, { body, consumerKey }: Call): DarajaAnswer {
  const joined = optIn(network, consumerKey, detailsOf(body))
  if (typeof joined === 'string') return conflict(joined)
  return json(200, { app_key: joined.appKey, resmsg: 'Success', rescode: '200' })
}

function changeDetails(network: Network, call: Call): DarajaAnswer {
  const problem = changeOptIn(network, call.consumerKey, detailsOf(call.body))
  return problem === undefined ? success({}) : conflict(problem)
}

function invoice(network: Network, call: Call, sent: readonly Body[]): DarajaAnswer {
  const biller = billerOf(network, call)
  if (biller === undefined) return conflict(unknownBiller)
  if (sent.length === 0 || sent.length > invoicesMax) {
    return conflict(`from 1 to ${invoicesMax} invoices can be sent.`)
  }
  const inputs = sent.map((body) => ({
    externalReference: text(body, 'externalReference'),
    billedFullName: text(body, 'billedFullName'),
    billedPhoneNumber: text(body, 'billedPhoneNumber'),
    billedPeriod: text(body, 'billedPeriod'),
    invoiceName: text(body, 'invoiceName'),
    dueDate: text(body, 'dueDate'),
    accountReference: text(body, 'accountReference'),
    amount: text(body, 'amount'),
  }))
  const faults = sendInvoices(network, biller, inputs)
  return faults.length > 0
    ? conflicts(faults)
    : success({ Status_Message: 'Invoice sent successfully' })
}

function cancel(network: Network, call: Call, sent: readonly Body[]): DarajaAnswer {
  const biller = billerOf(network, call)
  if (biller === undefined) return conflict(unknownBiller)
  const references = sent.map((body) => text(body, 'externalReference'))
  const faults = cancelInvoices(network, biller, references)
  if (faults.length > 0) return conflicts(faults)
  return json(200, {
    // Misspelt, as Safaricom has it.
    Status_Message: 'Invoice cancelled successfuly.',
    resmsg: 'Success',
    rescode: '200',
    errors: [],
  })
}

function reconcile(network: Network, call: Call): DarajaAnswer {
  const biller = billerOf(network, call)
  if (biller === undefined) return conflict(unknownBiller)
  const { body } = call
  const problem = acknowledgePayment(network, biller, {
    transactionId: text(body, 'transactionId'),
    paidAmount: text(body, 'paidAmount'),
    phoneNumber: text(body, 'phoneNumber'),
    fullName: text(body, 'fullName'),
    invoiceName: text(body, 'invoiceName'),
  })
  return problem === undefined ? success({}) : conflict(problem)
}

const unknownBiller = 'invalid consumer key / short code.'

/** The header's name is unconfirmed: these are the spellings that are around. Without it the application tells. */
const appKeyHeaders = ['app_key', 'appkey', 'app-key', 'x-app-key']

function billerOf(network: Network, { consumerKey, request }: Call): BillerRecord | undefined {
  const header = appKeyHeaders.map((name) => request.header(name)).find((value) => value)
  const billers = [...network.state.tables.biller.values()]
  return header === undefined
    ? billers.findLast((biller) => biller.consumerKey === consumerKey)
    : billers.find(({ appKey }) => appKey === header)
}

function detailsOf(body: Body) {
  return {
    shortcode: text(body, 'shortcode'),
    email: text(body, 'email'),
    officialContact: text(body, 'officialContact'),
    sendReminders: text(body, 'sendReminders'),
    callbackUrl: text(body, 'callbackurl'),
  }
}

/** The objects of a list, or the one that came without a list around it. */
function listOf(sent: unknown): Body[] {
  const list: unknown[] = Array.isArray(sent) ? sent : [sent]
  return list.filter(
    (one): one is Body => typeof one === 'object' && one !== null && !Array.isArray(one),
  )
}

function success(more: Record<string, string>): DarajaAnswer {
  return json(200, { ...more, resmsg: 'Success', rescode: '200' })
}

function conflict(message: string, errors: readonly InvoiceFault[] = []): DarajaAnswer {
  return json(409, { Status_Message: message, resmsg: 'Conflict', rescode: '409', errors })
}

/** One thing that is wrong is told as the message, several as a list beside it. */
function conflicts(faults: readonly InvoiceFault[]): DarajaAnswer {
  const message = faults[0]?.message ?? ''
  return conflict(message, faults.length === 1 ? [] : faults)
}
