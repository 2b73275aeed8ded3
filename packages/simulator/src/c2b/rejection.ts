import { centsFromKes, kshText } from '../books/money.ts'
import type { Network } from '../network.ts'
import type { Language } from '../options.ts'
import { mpesaMessage } from '../phones/menu-messages.ts'
import { refusalReason } from '../phones/menu-texts.ts'
import type { Change, OrganisationRecord } from '../state/records.ts'

/** The SMS that tells a payer that a payment, which waited for the business, was not made. */
export function rejectionChanges(
  network: Network,
  payment: {
    msisdn: string
    receipt: string
    amountKes: number
    organisation: OrganisationRecord | undefined
    /** A code of the business (C2B000xx), or of M-PESA. */
    code: string
  },
): Change[] {
  const payer = network.state.tables.subscriber.get(payment.msisdn)
  if (payer === undefined) return []
  const text = rejectionText(payer.language, {
    receipt: payment.receipt,
    amount: kshText(centsFromKes(payment.amountKes)),
    business: payment.organisation?.name ?? '',
    code: payment.code,
  })
  return mpesaMessage(network, payer, text)
}

function rejectionText(
  language: Language,
  payment: { receipt: string; amount: string; business: string; code: string },
): string {
  const { receipt, amount, business } = payment
  const reason = refusalReason(language, payment.code)
  switch (language) {
    case 'en':
      return `${receipt} Failed. ${amount} was not paid to ${business}. ${reason}`
    case 'sw':
      return `${receipt} Imeshindwa. ${amount} haikulipwa kwa ${business}. ${reason}`
  }
}
