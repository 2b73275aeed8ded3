import type { BillPaymentMessage } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import { hasAny, type Told } from './told.ts'
import { parseKes, parsePhone, parseReceipt } from './wire-values.ts'

/** True for the flat body that the Bill Manager pushes when an invoice is paid. */
export function isBillPayment(told: Told): boolean {
  return hasAny(told, 'transactionId') && hasAny(told, 'paidAmount')
}

/** A text says why the body is unusable. */
export function readBillPayment(told: Told): BillPaymentMessage | string {
  const unreadable: string[] = []
  const { read, text, identifier } = readerOf(told, unreadable)
  const receipt = read(parseReceipt, 'transactionId')
  if (receipt === undefined) return 'no usable transactionId'
  return {
    kind: 'bill-payment',
    receipt,
    ...present<Omit<BillPaymentMessage, 'kind' | 'receipt' | 'unreadable'>>({
      amount: read(parseKes, 'paidAmount'),
      msisdn: read(parsePhone, 'msisdn', 'phoneNumber'),
      createdOn: read(parseDay, 'dateCreated', 'paymentDate'),
      accountReference: text('accountReference'),
      shortcode: identifier('shortCode'),
    }),
    unreadable,
  }
}

// `2021-09-15`, or with a time of day that says nothing (reference §3.2).
function parseDay(text: string): string | undefined {
  const day = /^(\d{4}-\d\d-\d\d)(?:[ T][\d:.]{1,12}Z?)?$/.exec(text)?.[1]
  if (day === undefined) return undefined
  const instant = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(instant.getTime())) return undefined
  return instant.toISOString().startsWith(day) ? day : undefined
}
