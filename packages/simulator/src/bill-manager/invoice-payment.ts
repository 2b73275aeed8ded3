import type { CustomerPaymentRecord } from '../c2b/follow-ups.ts'
import type { InvoiceRecord } from '../c2b/records.ts'
import { billPaymentBody } from '../callbacks/bill-body.ts'
import { planDelivery } from '../callbacks/delivery.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import { drawMs, type Network } from '../network.ts'
import type { Change, ScheduledRecord } from '../state/records.ts'
import { invoiceKey } from './invoice-key.ts'

/** How often a payment is pushed until the biller takes it (reference §23). */
const pushAttempts = 5

/**
 * A customer's payment under the account number of an open invoice: the invoice is paid, or part of it, and the biller
 * gets the payment at its callbackurl. Nothing for other payments.
 */
export function invoicePayment(
  network: Network,
  payment: CustomerPaymentRecord,
): { changes: Change[]; planned: ScheduledRecord[] } {
  const biller = network.state.tables.biller.get(payment.credit.id)
  const invoices = biller === undefined ? [] : openInvoices(network, payment)
  if (biller === undefined || invoices.length === 0) return { changes: [], planned: [] }
  return {
    changes: paid(invoices, Number(payment.amountCents)).map((invoice) => [
      'invoice',
      invoiceKey(invoice),
      invoice,
    ]),
    planned: planPush(network, payment, biller.callbackUrl),
  }
}

/** What is owed under this account number, the first due first. */
function openInvoices(network: Network, payment: CustomerPaymentRecord): InvoiceRecord[] {
  const account = sameAccount(payment.account)
  return [...network.state.tables.invoice.values()]
    .filter(
      (invoice) =>
        invoice.shortcode === payment.credit.id &&
        sameAccount(invoice.account) === account &&
        invoice.paidCents < invoice.amountCents,
    )
    .sort((a, b) => a.dueDay.localeCompare(b.dueDay))
}

/** People type any case, and spaces. */
function sameAccount(account: string): string {
  return account.replace(/\s+/g, '').toUpperCase()
}

/** The invoices that the money reaches, as they are then; what is too much stays with the last. */
function paid(invoices: readonly InvoiceRecord[], cents: number): InvoiceRecord[] {
  const after: InvoiceRecord[] = []
  let leftCents = cents
  for (const [index, invoice] of invoices.entries()) {
    if (leftCents === 0) break
    const isLast = index === invoices.length - 1
    const owedCents = invoice.amountCents - invoice.paidCents
    const takenCents = isLast ? leftCents : Math.min(leftCents, owedCents)
    leftCents -= takenCents
    const paidCents = invoice.paidCents + takenCents
    const remindAtMs = paidCents >= invoice.amountCents ? null : invoice.remindAtMs
    after.push({ ...invoice, paidCents, remindAtMs })
  }
  return after
}

function planPush(
  network: Network,
  payment: CustomerPaymentRecord,
  url: string,
): ScheduledRecord[] {
  if (url === '') return []
  const { receipt, amountCents, account } = payment
  const faults = drawCallbackFaults(network, {
    api: 'bill-manager',
    phone: payment.debit.id,
    amount: Number(amountCents) / 100,
    shortcode: payment.credit.id,
  })
  const delivery = {
    kind: 'bill' as const,
    subject: receipt,
    url,
    body: billPaymentBody({
      receipt,
      amountCents,
      msisdn: payment.debit.id,
      at: new Date(payment.atMs),
      account,
      shortcode: payment.credit.id,
    }),
    dueAtMs: payment.atMs + drawMs(network, network.config.timings.callbackDelayMs),
    tellsSuccess: true,
  }
  return planDelivery(network, delivery, faults).map((row) =>
    row.kind === 'bill' && row.task === 'post' && !row.forged
      ? { ...row, attemptsLeft: pushAttempts }
      : row,
  )
}
