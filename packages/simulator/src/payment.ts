import { accounts, transactionChanges } from './books.ts'
import { eatDay } from './east-africa-time.ts'
import { inboxChanges, newMessage } from './inbox.ts'
import { centsFromKes } from './money.ts'
import type { Network } from './network.ts'
import type { Business } from './options.ts'
import type { Change, PushRecord, PushResult, SubscriberRecord } from './records.ts'
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
  const amountCents = centsFromKes(push.amountKes)
  const feeCents = feeOf(network, push.amountKes)
  const balanceCents = state.balanceOf(accounts.subscriber(payer.msisdn)) - amountCents - feeCents
  const leftToday = leftTodayCents(network, payer) - amountCents
  const now = clock.now()

  if (business === undefined) return { paid: false, result: results.wrongReceiver }
  if (isRepeated(payer, push, now.getTime(), config.behaviour.repeatedAmountMs)) {
    return { paid: false, result: results.repeatedAmount }
  }
  if (leftToday < 0n) return { paid: false, result: results.dailyLimit }
  if (balanceCents < 0n) return { paid: false, result: results.insufficient }

  const receipt = identifiers.receipt(now)
  const text = confirmationText(payer.language, {
    receipt,
    amountCents,
    feeCents,
    balanceCents,
    leftTodayCents: leftToday,
    business: push.businessName,
    type: business.type,
    account: push.account,
    at: now,
  })
  const payerAfter: SubscriberRecord = {
    ...payer,
    wrongPins: 0,
    paid: {
      day: eatDay(now),
      cents: Number(centsFromKes(config.limits.dailyKes) - leftToday),
    },
    lastPaid: { amountKes: push.amountKes, atMs: now.getTime() },
  }
  const message = newMessage(network, payer, { from: 'MPESA', text, kind: 'mpesa' })
  const entries = [
    { account: accounts.subscriber(payer.msisdn), cents: -(amountCents + feeCents) },
    { account: accounts.collection(business), cents: amountCents },
    ...(feeCents > 0n ? [{ account: accounts.fees, cents: feeCents }] : []),
  ]
  return {
    paid: true,
    receipt,
    changes: [
      ...transactionChanges(state, {
        id: identifiers.next(),
        atMs: now.getTime(),
        kind: 'payment',
        receipt,
        checkoutRequestId: push.checkoutRequestId,
        entries,
      }),
      ...inboxChanges(network, payerAfter, message),
    ],
  }
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
