import { decimalText } from '../books/money.ts'
import { eatDate } from '../time/east-africa-time.ts'

/** A payment as Bill Manager pushes it to the biller's callbackurl (reference §23). Every value is a string. */
export function billPaymentBody(payment: {
  receipt: string
  amountCents: bigint
  msisdn: string
  at: Date
  account: string
  shortcode: string
}): string {
  return JSON.stringify({
    transactionId: payment.receipt,
    paidAmount: decimalText(payment.amountCents).replace(/\.00$/, ''),
    msisdn: payment.msisdn,
    dateCreated: eatDate(payment.at),
    accountReference: payment.account,
    shortCode: payment.shortcode,
  })
}
