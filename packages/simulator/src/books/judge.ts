import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import {
  ensureSubscriber,
  limitsOf,
  paidTodayCents,
  receivedTodayCents,
} from '../phones/subscribers.ts'
import type {
  OrganisationAccount,
  OrganisationRecord,
  Party,
  ResultCode,
  SubscriberRecord,
} from '../state/records.ts'
import { accountNames, accounts, collectionAccount, customerAccountName } from './accounts.ts'
import { chargesOf } from './charges.ts'
import { centsFromKes } from './money.ts'
import { moneyResults } from './money-results.ts'
import type { MoneyEnd, MoneyKind, MoneyOrder } from './move.ts'

/** A resolved end: who, and which account of the books. */
export type Side = {
  subscriber?: SubscriberRecord
  organisation?: OrganisationRecord
  account: string
  party: Party
}

/** Money that may move. */
export type Movement = {
  debit: Side
  credit: Side
  amountCents: bigint
  /** What the debit and the credit party pay M-PESA. */
  chargeCents: bigint
  creditChargeCents: bigint
}

/** Whether the money of an order may and can move; everything {@link moneyChanges} needs if so. */
export function judgeMoney(
  network: Network,
  order: MoneyOrder,
): { ok: true; movement: Movement } | { ok: false; result: ResultCode } {
  const debit = sideOf(network, order.from, debitedAccount(order.kind))
  const credit = sideOf(network, order.to, creditedAccount(order.kind))
  if (debit === undefined || credit === undefined) return refuse('unknownParty')
  if (debit.account === credit.account) return refuse('unknownParty')
  const movement: Movement = {
    debit: order.kind === 'bonga' ? { ...debit, account: accounts.world } : debit,
    credit,
    amountCents: order.amountCents,
    ...chargesOf(network, order, { debit, credit }),
  }
  const refusal =
    refusalOfStates(order.kind, movement) ??
    refusalOfLimits(network, order.kind, movement) ??
    refusalOfBalance(network, order.kind, movement)
  return refusal === undefined ? { ok: true, movement } : { ok: false, result: refusal }
}

function refuse(name: keyof typeof moneyResults): { ok: false; result: ResultCode } {
  return { ok: false, result: moneyResults[name] }
}

function sideOf(
  network: Network,
  end: MoneyEnd,
  usualAccount: (organisation: OrganisationRecord) => OrganisationAccount,
): Side | undefined {
  if ('agent' in end) {
    const party = { id: end.agent, name: `AGENT ${end.agent}`, account: accountNames.float }
    return { account: accounts.world, party }
  }
  if ('msisdn' in end) {
    const subscriber = ensureSubscriber(network, end.msisdn)
    if (subscriber === undefined) return undefined
    const { msisdn, name } = subscriber
    const party = { id: msisdn, name, account: customerAccountName }
    return { subscriber, account: accounts.subscriber(msisdn), party }
  }
  const organisation = organisationOf(network, end.shortcode)
  if (organisation === undefined) return undefined
  const account = end.account ?? usualAccount(organisation)
  const { shortcode, name } = organisation
  return {
    organisation,
    account: accounts.organisation(shortcode, account),
    party: { id: shortcode, name, account: accountNames[account] },
  }
}

/** B2C leaves from Utility, business payments from Working (reference §14, §16). */
function debitedAccount(kind: MoneyKind): () => OrganisationAccount {
  return () => (kind === 'b2c' || kind === 'pochi' ? 'utility' : 'working')
}

function creditedAccount(
  _kind: MoneyKind,
): (organisation: OrganisationRecord) => OrganisationAccount {
  return collectionAccount
}

function refusalOfStates(kind: MoneyKind, { debit, credit }: Movement): ResultCode | undefined {
  if (debit.subscriber?.registered === false) return moneyResults.unknownParty
  if (isSuspended(debit)) return moneyResults.debitParty
  if (credit.subscriber?.registered === false) return moneyResults.unregistered
  if (isSuspended(credit)) return moneyResults.creditParty
  if (kind === 'pochi' && credit.subscriber?.pochi !== true) return moneyResults.unknownParty
  return undefined
}

function isSuspended({ subscriber, organisation }: Side): boolean {
  return subscriber?.state === 'suspended' || organisation?.state === 'suspended'
}

/** The smallest amounts, in shillings (reference §31). */
function minimumKes(kind: MoneyKind): number {
  switch (kind) {
    case 'b2c':
    case 'pochi':
      return 10
    case 'withdrawal':
      return 50
    case 'payment':
    case 'buy-goods':
    case 'send-money':
    case 'b2b':
    case 'tax':
    case 'express':
    case 'standing-order':
    case 'bonga':
      return 1
  }
}

function refusalOfLimits(
  network: Network,
  kind: MoneyKind,
  { debit, credit, amountCents }: Movement,
): ResultCode | undefined {
  const { subscriber: payer } = debit
  const { subscriber: receiver } = credit
  const transactionKes = Math.min(
    ...[payer, receiver].map((row) => limitsOf(network, row).transactionKes),
  )
  if (amountCents < centsFromKes(minimumKes(kind))) return moneyResults.belowMinimum
  if (amountCents > centsFromKes(transactionKes)) return moneyResults.aboveMaximum
  if (payer !== undefined && kind !== 'bonga') {
    const dailyCents = centsFromKes(limitsOf(network, payer).dailyKes)
    if (paidTodayCents(network, payer) + amountCents > dailyCents) return moneyResults.dailyLimit
  }
  if (receiver === undefined) return undefined
  const { dailyKes, balanceKes } = limitsOf(network, receiver)
  const isPaidOut = kind === 'b2c' || kind === 'pochi'
  if (isPaidOut && receivedTodayCents(network, receiver) + amountCents > centsFromKes(dailyKes)) {
    return moneyResults.dailyLimit
  }
  const afterCents = network.state.balanceOf(credit.account) + amountCents
  return afterCents > centsFromKes(balanceKes) ? moneyResults.balanceLimit : undefined
}

/** An organisation's charges go to Charges Paid and need no balance; a subscriber's come with the amount. */
function refusalOfBalance(
  network: Network,
  kind: MoneyKind,
  { debit, amountCents, chargeCents }: Movement,
): ResultCode | undefined {
  if (kind === 'bonga') return undefined
  const neededCents = amountCents + (debit.subscriber === undefined ? 0n : chargeCents)
  const hasEnough = network.state.balanceOf(debit.account) >= neededCents
  return hasEnough ? undefined : moneyResults.insufficient
}
