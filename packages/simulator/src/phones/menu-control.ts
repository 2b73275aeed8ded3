import type { AccountLookupRecord, StandingOrderRecord } from '../c2b/records.ts'
import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import { requireOrganisation } from '../organisations/organisations.ts'
import { cancelOrder } from '../standing-orders/debits.ts'
import type { Frequency } from '../standing-orders/frequencies.ts'
import { ordersOf } from '../standing-orders/new-order.ts'
import { identityNumberOf } from './identity-number.ts'
import { buyGoods, payBill, sendMoney, withdraw } from './menu.ts'
import { checkBalance, miniStatement } from './menu-enquiries.ts'
import type { MenuOutcome } from './menu-gate.ts'
import { nameBehind, type ShownName } from './names.ts'
import { requireSubscriber } from './subscribers.ts'

/** A standing order as its customer sees it. */
export type StandingOrder = {
  id: string
  name: string
  shortcode: string
  /** Shillings. */
  amount: number
  account: string
  frequency: Frequency
  nextAt: string
  /** `yyyyMMdd` */
  endDay: string
}

/**
 * What a person does at the SIM toolkit menu of a phone, in any Kenyan spelling. Amounts are whole shillings. What M-PESA
 * refuses is an outcome; a {@link ControlError} is thrown for what is no phone or no amount.
 */
export type PhoneMenu = {
  payBill(typed: {
    phone: string
    business: string
    account: string
    amount: number
    pin: string
  }): MenuOutcome
  buyGoods(typed: { phone: string; till: string; amount: number; pin: string }): MenuOutcome
  sendMoney(typed: { phone: string; to: string; amount: number; pin: string }): MenuOutcome
  withdraw(typed: { phone: string; agent: string; amount: number; pin: string }): MenuOutcome
  balance(typed: { phone: string; pin: string }): MenuOutcome
  miniStatement(typed: { phone: string; pin: string }): MenuOutcome
  /** Who would be paid; asks the business for the name of the account where it takes part in that. */
  name(number: string, account?: string): Promise<ShownName | undefined>
  standingOrders(phone: string): StandingOrder[]
  cancelStandingOrder(phone: string, id: string): void
  /** The number of the subscriber's national ID, which Mobile Number Validation knows. */
  identityNumber(phone: string): string
  /** Where a business answers for the names of its accounts; null: it does not. */
  setAccountLookup(shortcode: string, lookup: Omit<AccountLookupRecord, 'shortcode'> | null): void
}

export function createPhoneMenu(network: Network): PhoneMenu {
  return {
    payBill: ({ phone, ...typed }) => payBill(network, phone, typed),
    buyGoods: ({ phone, ...typed }) => buyGoods(network, phone, typed),
    sendMoney: ({ phone, ...typed }) => sendMoney(network, phone, typed),
    withdraw: ({ phone, ...typed }) => withdraw(network, phone, typed),
    balance: ({ phone, pin }) => checkBalance(network, phone, pin),
    miniStatement: ({ phone, pin }) => miniStatement(network, phone, pin),
    name: (number, account) => nameBehind(network, number, account),
    standingOrders: (phone) =>
      ordersOf(network, requireSubscriber(network, phone).msisdn).map(showOrder),
    cancelStandingOrder: (phone, id) =>
      cancelOrder(network, requireSubscriber(network, phone).msisdn, id),
    identityNumber: (phone) => identityNumberOf(requireSubscriber(network, phone).msisdn),
    setAccountLookup: (shortcode, lookup) => setAccountLookup(network, shortcode, lookup),
  }
}

function setAccountLookup(
  network: Network,
  shortcode: string,
  lookup: Omit<AccountLookupRecord, 'shortcode'> | null,
): void {
  const organisation = requireOrganisation(network, shortcode)
  for (const url of [lookup?.tokenUrl, lookup?.queryUrl]) {
    if (url !== undefined && !URL.canParse(url))
      throw new ControlError(400, `“${url}” is no address`)
  }
  const row = lookup === null ? null : { ...lookup, shortcode: organisation.shortcode }
  commit(network, [['accountLookup', organisation.shortcode, row]])
  network.changed()
}

function showOrder(order: StandingOrderRecord): StandingOrder {
  return {
    id: order.id,
    name: order.terms.name,
    shortcode: order.shortcode,
    amount: order.amountKes,
    account: order.account,
    frequency: order.terms.frequency,
    nextAt: new Date(order.nextAtMs).toISOString(),
    endDay: order.terms.endDay,
  }
}
