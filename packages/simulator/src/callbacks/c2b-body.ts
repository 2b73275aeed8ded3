import { createHash } from 'node:crypto'
import { decimalText } from '../books/money.ts'
import type { CollectionSwitches } from '../c2b/switches.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'

/** A customer's payment as the business hears of it. */
export type C2bPayment = {
  version: 'v1' | 'v2'
  /** Paid to a till, with its store (head office) number as `shortcode`. */
  isTill: boolean
  shortcode: string
  transId: string
  at: Date
  amountCents: bigint
  /** What the payer typed; empty for tills. */
  account: string
  msisdn: string
  /** The payer's full name. */
  name: string
  /** Of the account the money went to, afterwards; null in a validation. */
  balanceCents: bigint | null
  /** What the business's validation answered, empty in a validation. */
  thirdPartyId: string
}

/** The JSON of a validation or a confirmation: one flat body, every value a string (reference §13). */
export function c2bBody(payment: C2bPayment, switches: CollectionSwitches): string {
  const { balanceCents } = payment
  const body: Record<string, string> = {
    TransactionType: transactionType(payment.isTill, switches.c2bTransactionType),
    TransID: payment.transId,
    TransTime: eatTimestamp(payment.at),
    TransAmount: amountText(payment.amountCents, switches.c2bAmount),
    BusinessShortCode: payment.shortcode,
    BillRefNumber: payment.isTill ? '' : payment.account,
    InvoiceNumber: '',
    OrgAccountBalance: balanceCents === null ? '' : decimalText(balanceCents),
    ThirdPartyTransID: payment.thirdPartyId,
    MSISDN: msisdnText(payment.msisdn, payment.version, switches.c2bMsisdn),
    ...nameFields(payment.name, switches),
  }
  return JSON.stringify(body)
}

/** `2547 ***** 149`: the middle five digits replaced. */
export function maskedMsisdn(msisdn: string): string {
  return `${msisdn.slice(0, 4)} ***** ${msisdn.slice(-3)}`
}

/** Lower-case hex SHA-256 of the twelve digits, unsalted. */
export function hashedMsisdn(msisdn: string): string {
  return createHash('sha256').update(msisdn).digest('hex')
}

function msisdnText(
  msisdn: string,
  version: 'v1' | 'v2',
  form: CollectionSwitches['c2bMsisdn'],
): string {
  switch (form) {
    case 'by-version':
      return version === 'v1' ? hashedMsisdn(msisdn) : maskedMsisdn(msisdn)
    case 'masked-hash': {
      const hash = hashedMsisdn(msisdn)
      return `${hash.slice(0, 34)} ***** ${hash.slice(-25)}`
    }
  }
}

function transactionType(isTill: boolean, form: CollectionSwitches['c2bTransactionType']): string {
  switch (form) {
    case 'production':
      return isTill ? 'Customer Merchant Payment' : 'Pay Bill'
    case 'docs':
      return isTill ? 'Buy Goods' : 'Pay Bill'
    case 'empty':
      return ''
  }
}

function amountText(cents: bigint, form: CollectionSwitches['c2bAmount']): string {
  const text = decimalText(cents)
  return form === 'whole' && text.endsWith('.00') ? text.slice(0, -3) : text
}

function nameFields(name: string, switches: CollectionSwitches): Record<string, string> {
  const [first = '', ...others] = name.trim().split(/\s+/)
  // The mask over the hash was seen with the first name alone.
  const form = switches.c2bMsisdn === 'masked-hash' ? 'first-only' : switches.c2bNames
  switch (form) {
    case 'first':
      return { FirstName: first, MiddleName: '', LastName: '' }
    case 'first-only':
      return { FirstName: first }
    case 'all':
      return {
        FirstName: first,
        MiddleName: others.slice(0, -1).join(' '),
        LastName: others.at(-1) ?? '',
      }
  }
}
