import { parseMsisdn } from '@hazina/daraja/msisdn'
import { kshText } from '../books/money.ts'
import type { BillerRecord, InvoiceRecord } from '../c2b/records.ts'
import { commit, type Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { subscriberAfter } from '../phones/menu-messages.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import type { Change } from '../state/records.ts'
import { invoiceKey } from './invoice-key.ts'
import { billMessage } from './messages.ts'
import { firstReminderMs, scheduleReminder } from './reminders.ts'
import { invoiceText } from './texts.ts'

/** An invoice as it came in, not judged yet. */
export type InvoiceInput = {
  externalReference: string
  billedFullName: string
  billedPhoneNumber: string
  billedPeriod: string
  invoiceName: string
  dueDate: string
  accountReference: string
  amount: string
}

/** Why an invoice is not taken, or cannot be taken back (reference §23). */
export type InvoiceFault = { externalReference: string; message: string }

/** Sends invoices to their customers by SMS: all of them, or none and what is wrong. */
export function sendInvoices(
  network: Network,
  biller: BillerRecord,
  inputs: readonly InvoiceInput[],
): InvoiceFault[] {
  const invoices: InvoiceRecord[] = []
  const faults: InvoiceFault[] = []
  const taken = new Set<string>()
  for (const input of inputs) {
    const read = readInvoice(network, biller, input)
    const isTwice = taken.has(input.externalReference)
    taken.add(input.externalReference)
    if (typeof read === 'string') {
      faults.push({ externalReference: input.externalReference, message: read })
    } else if (isTwice) {
      faults.push({ externalReference: input.externalReference, message: sameReference })
    } else invoices.push(read)
  }
  if (faults.length > 0) return faults
  commit(network, invoiceChanges(network, biller, invoices))
  for (const invoice of invoices) {
    network.changed(invoice.msisdn)
    scheduleReminder(network, invoice)
  }
  return []
}

/** Takes invoices back: all of them, or none and what is wrong. What is gone cannot be paid any more. */
export function cancelInvoices(
  network: Network,
  biller: BillerRecord,
  externalReferences: readonly string[],
): InvoiceFault[] {
  const { invoice: rows } = network.state.tables
  const keyOf = (externalReference: string) =>
    invoiceKey({ shortcode: biller.shortcode, externalReference })
  const faults = externalReferences.flatMap((externalReference): InvoiceFault[] => {
    const invoice = rows.get(keyOf(externalReference))
    if (invoice === undefined) return [{ externalReference, message: 'invoice does not exist.' }]
    return invoice.paidCents === 0 ? [] : [{ externalReference, message: alreadyPaid }]
  })
  if (faults.length > 0) return faults
  commit(
    network,
    externalReferences.map(
      (externalReference): Change => ['invoice', keyOf(externalReference), null],
    ),
  )
  network.changed()
  return []
}

const alreadyPaid = 'partially or fully paid invoices cannot be cancelled.'
const sameReference = 'another entry with the same externalReference exists.'

function readInvoice(
  network: Network,
  biller: BillerRecord,
  input: InvoiceInput,
): InvoiceRecord | string {
  const required = [
    'externalReference',
    'billedFullName',
    'billedPeriod',
    'invoiceName',
    'accountReference',
  ] as const
  const missing = required.find((field) => input[field].trim() === '')
  if (missing !== undefined) return `${missing} is required.`
  const phone = parseMsisdn(input.billedPhoneNumber, { allowOtherNetworks: true })
  if (!phone.ok) return 'incorrect phone number format.'
  const dueDay = dayOf(input.dueDate)
  if (dueDay === undefined) return 'incorrect due date format.'
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(input.amount) || Number(input.amount) <= 0) {
    return 'incorrect amount.'
  }
  const { shortcode } = biller
  const { externalReference } = input
  if (network.state.tables.invoice.has(invoiceKey({ shortcode, externalReference }))) {
    return sameReference
  }
  const nowMs = network.clock.now().getTime()
  return {
    shortcode,
    externalReference,
    fullName: input.billedFullName,
    msisdn: phone.msisdn,
    period: input.billedPeriod,
    name: input.invoiceName,
    dueDay,
    account: input.accountReference,
    amountCents: Math.round(Number(input.amount) * 100),
    paidCents: 0,
    remindAtMs: firstReminderMs(dueDay, nowMs),
    sentAtMs: nowMs,
  }
}

/** `yyyyMMdd` of `2026-01-31` or `2026-01-31 00:00:00.00`; undefined when there is no such day. */
function dayOf(date: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(
    date.trim(),
  )
  if (match === null) return undefined
  const [year, month, day] = match.slice(1).map(Number)
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  const isDay = at.getUTCMonth() + 1 === month && at.getUTCDate() === day
  return isDay ? match.slice(1).join('') : undefined
}

/** The rows of invoices with the SMS that bring them. */
function invoiceChanges(
  network: Network,
  biller: BillerRecord,
  invoices: readonly InvoiceRecord[],
): Change[] {
  const business = organisationWithShortcode(network, biller.shortcode)?.name ?? biller.shortcode
  const changes: Change[] = []
  for (const invoice of invoices) {
    changes.push(['invoice', invoiceKey(invoice), invoice])
    ensureSubscriber(network, invoice.msisdn)
    const customer = subscriberAfter(network, changes, invoice.msisdn)
    if (customer === undefined) continue
    const amount = kshText(BigInt(invoice.amountCents))
    const text = invoiceText(customer.language, { ...invoice, amount, business })
    changes.push(...billMessage(network, customer, text))
  }
  return changes
}
