import { parseMsisdn } from '@hazina/daraja/msisdn'
import { centsFromKes, kshText } from '../books/money.ts'
import type { BillerRecord } from '../c2b/records.ts'
import { commit, type Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import { billMessage } from './messages.ts'
import { receiptText } from './texts.ts'

/** What a business says of itself to Bill Manager, as it came. */
export type BillerDetails = {
  shortcode: string
  email: string
  officialContact: string
  sendReminders: string
  callbackUrl: string
}

/** Makes a business a biller; or what is wrong, in a sentence (reference §23). */
export function optIn(
  network: Network,
  consumerKey: string,
  details: BillerDetails,
): BillerRecord | string {
  const problem = problemOf(network, details)
  if (problem !== undefined) return problem
  if (network.state.tables.biller.has(details.shortcode)) return 'Biller already registered.'
  const digits = (length: number) => network.random.text('0123456789', length)
  const appKey = `AG_${digits(10)}_${digits(9)}${network.random.text('ABCDEFGHJK', 2)}`
  const biller = { ...rowOf(details), consumerKey, appKey }
  commit(network, [['biller', biller.shortcode, biller]])
  network.changed()
  return biller
}

/** Changes what a biller said of itself; what is wrong, if something is. */
export function changeOptIn(
  network: Network,
  consumerKey: string,
  details: BillerDetails,
): string | undefined {
  const before = network.state.tables.biller.get(details.shortcode)
  if (before?.consumerKey !== consumerKey) return 'invalid consumer key / short code.'
  const problem = problemOf(network, details)
  if (problem !== undefined) return problem
  commit(network, [['biller', before.shortcode, { ...before, ...rowOf(details) }]])
  network.changed()
  return undefined
}

/** The biller has taken a payment into its own books: the customer gets a receipt. What is wrong, if something is. */
export function acknowledgePayment(
  network: Network,
  biller: BillerRecord,
  payment: {
    transactionId: string
    paidAmount: string
    phoneNumber: string
    fullName: string
    invoiceName: string
  },
): string | undefined {
  const phone = parseMsisdn(payment.phoneNumber, { allowOtherNetworks: true })
  if (!phone.ok) return 'incorrect phone number format.'
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(payment.paidAmount)) return 'incorrect amount.'
  if (payment.transactionId === '') return 'transactionId is required.'
  const customer = ensureSubscriber(network, phone.msisdn)
  if (customer === undefined) return undefined
  const text = receiptText(customer.language, {
    fullName: payment.fullName,
    amount: kshText(centsFromKes(Number(payment.paidAmount))),
    name: payment.invoiceName,
    business: organisationWithShortcode(network, biller.shortcode)?.name ?? biller.shortcode,
    transactionId: payment.transactionId,
  })
  commit(network, billMessage(network, customer, text))
  network.changed(customer.msisdn)
  return undefined
}

function problemOf(network: Network, details: BillerDetails): string | undefined {
  if (organisationWithShortcode(network, details.shortcode) === undefined) {
    return 'invalid consumer key / short code.'
  }
  if (!parseMsisdn(details.officialContact, { allowOtherNetworks: true }).ok) {
    return 'incorrect phone number format.'
  }
  if (!details.email.includes('@')) return 'incorrect email.'
  if (!/^[01]$/.test(details.sendReminders)) return 'sendReminders is 0 or 1.'
  return isUrl(details.callbackUrl) ? undefined : 'incorrect callbackurl.'
}

/** The sample of a change has an address without a scheme; nothing can be pushed there. */
function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function rowOf(details: BillerDetails): Omit<BillerRecord, 'consumerKey' | 'appKey'> {
  const { shortcode, email, officialContact, sendReminders, callbackUrl } = details
  return { shortcode, email, officialContact, sendReminders: sendReminders === '1', callbackUrl }
}
