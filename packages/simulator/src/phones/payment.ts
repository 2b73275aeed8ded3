import { centsFromKes } from '../books/money.ts'
import { moveMoney } from '../books/move.ts'
import type { Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { Change, PushRecord, PushResult, SubscriberRecord } from '../state/records.ts'
import { results } from './texts.ts'

export type Payment =
  | { paid: true; receipt: string; changes: Change[] }
  | { paid: false; result: PushResult }

/**
 * Moves the money of a push from the payer to the business, if the payer may and can: the rows of the transaction, of the
 * payer and of M-PESA's message to them, to be committed with the push.
 */
export function payPush(network: Network, push: PushRecord, payer: SubscriberRecord): Payment {
  const { repeatedAmountMs } = network.config.behaviour
  const nowMs = network.clock.now().getTime()
  const organisation = organisationWithShortcode(network, push.shortcode)
  if (organisation === undefined) return { paid: false, result: results.wrongReceiver }
  if (isRepeated(payer, push, nowMs, repeatedAmountMs)) {
    return { paid: false, result: results.repeatedAmount }
  }
  const isTill = organisation.type === 'till'
  const moved = moveMoney(network, {
    kind: isTill ? 'buy-goods' : 'payment',
    from: { msisdn: payer.msisdn },
    to: { shortcode: push.shortcode },
    amountCents: centsFromKes(push.amountKes),
    account: push.account,
    shownAs: push.businessName,
    reasonType: isTill ? 'Customer Buy Goods Online' : 'Pay Bill Online',
    initiatedAtMs: push.acceptedAtMs,
    checkoutRequestId: push.checkoutRequestId,
  })
  if (!moved.ok) {
    const { code, text } = moved.result
    return { paid: false, result: { code, callbackText: text, queryText: text } }
  }
  return { paid: true, receipt: moved.transaction.receipt, changes: moved.changes }
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
