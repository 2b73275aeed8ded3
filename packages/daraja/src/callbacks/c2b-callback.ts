import type { C2bMessage } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import { fold, hasAny, type Told } from './told.ts'
import { parseDarajaDate, parseKes, parseReceipt } from './wire-values.ts'

/** True for the flat body that validation and confirmation share. */
export function isC2b(told: Told): boolean {
  const facts = ['TransAmount', 'TransTime', 'BusinessShortCode', 'MSISDN', 'BillRefNumber']
  return hasAny(told, 'TransID') && hasAny(told, ...facts)
}

/** A text says why the body is unusable. */
export function readC2b(told: Told, step: C2bMessage['step']): C2bMessage | string {
  const unreadable: string[] = []
  const { read, text, identifier } = readerOf(told, unreadable)
  const receipt = read(parseReceipt, 'TransID')
  if (receipt === undefined) return 'no usable TransID'
  const organisationBalance = read(parseKes, 'OrgAccountBalance')
  const thirdPartyId = text('ThirdPartyTransID')
  const transactionType = text('TransactionType')
  const facts: Omit<C2bMessage, 'kind' | 'step' | 'receipt' | 'unreadable'> = present({
    amount: read(parseKes, 'TransAmount'),
    transactedAt: read(parseDarajaDate, 'TransTime'),
    transactionType,
    channel: channelOf(transactionType),
    shortcode: identifier('BusinessShortCode'),
    billReference: text('BillRefNumber'),
    invoiceNumber: text('InvoiceNumber'),
    organisationBalance,
    thirdPartyId,
    msisdn: read(parseC2bMsisdn, 'MSISDN'),
    firstName: text('FirstName'),
    middleName: text('MiddleName'),
    lastName: text('LastName'),
  })
  // A validation sends both of these empty (reference §13).
  const confirms = organisationBalance !== undefined || thirdPartyId !== undefined
  const shown = step ?? (confirms ? 'confirmation' : undefined)
  return { kind: 'c2b', step: shown, receipt, ...facts, unreadable }
}

function channelOf(transactionType = ''): 'paybill' | 'till' | undefined {
  const type = fold(transactionType)
  if (type.includes('paybill')) return 'paybill'
  return type.includes('merchantpayment') || type.includes('buygoods') ? 'till' : undefined
}

// Whole, masked, the SHA-256 in hex, or a mask laid over that.
function parseC2bMsisdn(text: string): string | undefined {
  return /^\+?[\da-fA-FxX*• -]{3,80}$/.test(text) ? text : undefined
}
