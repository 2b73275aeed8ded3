import { accounts, transactionChanges } from '../books/books.ts'
import { centsFromKes } from '../books/money.ts'
import type { Network } from '../network.ts'
import type { Business } from '../options.ts'
import type {
  Change,
  Entry,
  PushRecord,
  PushResult,
  SubscriberRecord,
  TransactionRecord,
} from '../state/records.ts'
import { eatDay } from '../time/east-africa-time.ts'
import { inboxChanges, newMessage } from './inbox.ts'
import { leftTodayCents } from './subscribers.ts'
import { confirmationText, results } from './texts.ts'

export type Payment =
  | { paid: true; receipt: string; changes: Change[] }
  | { paid: false; result: PushResult }

/**
 * Moves the money of a push from the payer to the business, if the payer may and can: the rows of the transaction, of the
 * payer and of M-PESA's message to them, to be committed with the push.
 */
export function payPush(network: Network, push: PushRecord, payer: SubscriberRecord): Payment {
  const { state, identifiers, clock, config } = network
  const business = businessOf(network, push.shortcode)
  const sums = sumsOf(network, push, payer)
  const now = clock.now()

  if (business === undefined) return { paid: false, result: results.wrongReceiver }
  if (isRepeated(payer, push, now.getTime(), config.behaviour.repeatedAmountMs)) {
    return { paid: false, result: results.repeatedAmount }
  }
  if (sums.leftTodayCents < 0n) return { paid: false, result: results.dailyLimit }
  if (sums.balanceCents < 0n) return { paid: false, result: results.insufficient }

  const receipt = identifiers.receipt(now)
  const text = confirmationText(payer.language, {
    ...sums,
    receipt,
    business: push.businessName,
    type: business.type,
    account: push.account,
    at: now,
  })
  const paidTodayCents = centsFromKes(config.limits.dailyKes) - sums.leftTodayCents
  const payerAfter: SubscriberRecord = {
    ...payer,
    wrongPins: 0,
    paid: { day: eatDay(now), cents: Number(paidTodayCents) },
    lastPaid: { amountKes: push.amountKes, atMs: now.getTime() },
  }
  const transaction: TransactionRecord = {
    id: identifiers.next(),
    atMs: now.getTime(),
    kind: 'payment',
    receipt,
    checkoutRequestId: push.checkoutRequestId,
    entries: entriesOf(payer, business, sums),
  }
  const message = newMessage(network, payer, { from: 'MPESA', text, kind: 'mpesa' })
  const changes = [
    ...transactionChanges(state, transaction),
    ...inboxChanges(network, payerAfter, message),
  ]
  return { paid: true, receipt, changes }
}

type Sums = {
  amountCents: bigint
  feeCents: bigint
  /** What the payer would have afterwards, and might still pay today. */
  balanceCents: bigint
  leftTodayCents: bigint
}

function sumsOf(network: Network, push: PushRecord, payer: SubscriberRecord): Sums {
  const amountCents = centsFromKes(push.amountKes)
  const feeCents = feeOf(network, push.amountKes)
  const beforeCents = network.state.balanceOf(accounts.subscriber(payer.msisdn))
  return {
    amountCents,
    feeCents,
    balanceCents: beforeCents - amountCents - feeCents,
    leftTodayCents: leftTodayCents(network, payer) - amountCents,
  }
}

function entriesOf(payer: SubscriberRecord, business: Business, sums: Sums): Entry[] {
  const { amountCents, feeCents } = sums
  const entries = [
    { account: accounts.subscriber(payer.msisdn), cents: -(amountCents + feeCents) },
    { account: accounts.collection(business), cents: amountCents },
  ]
  return feeCents > 0n ? [...entries, { account: accounts.fees, cents: feeCents }] : entries
}

/** The business with this shortcode. */
export function businessOf(network: Network, shortcode: string): Business | undefined {
  return network.config.businesses.find((business) => business.shortcode === shortcode)
}

function feeOf(network: Network, amountKes: number): bigint {
  const band = network.config.customerTariff.findLast(({ fromKes }) => amountKes >= fromKes)
  return centsFromKes(band?.feeKes ?? 0)
}

function isRepeated(
  payer: SubscriberRecord,
  push: PushRecord,
  nowMs: number,
  withinMs: number,
): boolean {
  const last = payer.lastPaid
  return last !== null && last.amountKes === push.amountKes && nowMs - last.atMs < withinMs
}
