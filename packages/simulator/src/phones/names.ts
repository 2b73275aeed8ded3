import { parseMsisdn } from '@hazina/daraja/msisdn'
import { accountName } from '../c2b/account-lookup.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'

/** Who would be paid, as the menu shows it before the PIN is typed. */
export type ShownName = {
  name: string
  type: 'paybill' | 'till' | 'phone'
  /** Whose account it is, where the business says so (C2B Hakikisha). */
  accountName?: string
}

/** The name behind a PayBill number, a till number or a phone number; undefined when it is nobody's. */
export async function nameBehind(
  network: Network,
  number: string,
  accountNumber = '',
): Promise<ShownName | undefined> {
  const organisation = organisationOf(network, number.trim())
  if (organisation === undefined) return subscriberName(network, number)
  const { name, type, shortcode } = organisation
  if (type === 'till' || accountNumber.trim() === '') return { name, type }
  const owner = await accountName(network, { shortcode, accountNumber })
  return { name, type, ...(owner === undefined ? {} : { accountName: owner }) }
}

function subscriberName(network: Network, number: string): ShownName | undefined {
  const phone = parseMsisdn(number, { allowOtherNetworks: true })
  const subscriber = phone.ok ? network.state.tables.subscriber.get(phone.msisdn) : undefined
  return subscriber?.registered === true ? { name: subscriber.name, type: 'phone' } : undefined
}
