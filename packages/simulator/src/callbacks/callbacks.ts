import type { FaultRules } from '../faults/fault-rules.ts'
import type { Network } from '../network.ts'
import { results } from '../phones/texts.ts'
import type { BoundFault, PushRecord, PushResult, ScheduledRecord } from '../state/records.ts'
import { failureBody, type PaidDetails, successBody } from './callback-body.ts'
import { planDelivery } from './delivery.ts'
import { forgedUrl, isInventedEarly, otherPhone } from './forgery.ts'
import { newForgedPost, newPost } from './post.ts'

/** Everything that will be posted, or will happen, because this push has its result. */
export function planCallbacks(
  network: Network,
  push: PushRecord & { result: PushResult; finalAtMs: number },
  faults: readonly BoundFault[],
): ScheduledRecord[] {
  const delivery = {
    kind: 'stk' as const,
    subject: push.checkoutRequestId,
    url: push.callbackUrl,
    body: resultBody(network, push),
    dueAtMs: push.finalAtMs,
    tellsSuccess: push.receipt !== null,
    opposite: () =>
      push.receipt === null
        ? ('late-success' as const)
        : { body: failureBody(push, results.cancelled) },
  }
  return planDelivery(network, delivery, faults)
}

/** The POST of a push's own result, whatever faults there are. */
export function planResult(
  network: Network,
  push: PushRecord & { result: PushResult },
  dueAtMs: number,
): ScheduledRecord {
  return newPost(network, {
    kind: 'stk',
    subject: push.checkoutRequestId,
    url: push.callbackUrl,
    body: resultBody(network, push),
    dueAtMs,
  })
}

/**
 * What a stranger posts who pretends to be Safaricom while a push waits for its customer; nothing when this forgery needs
 * a true success first.
 */
export function planForgery(
  network: Network,
  push: PushRecord,
  rule: FaultRules['callback-forged'],
  dueAtMs: number,
): ScheduledRecord[] {
  const forgery = rule.forgery ?? 'open-request'
  const body =
    forgery === 'replayed'
      ? network.requests.lastSuccess('stk')
      : isInventedEarly(forgery)
        ? inventedBody(network, push, { forgery, dueAtMs })
        : undefined
  if (body === undefined) return []
  const post = newForgedPost(network, {
    kind: 'stk',
    subject: push.checkoutRequestId,
    url: forgedUrl(network, push.callbackUrl, forgery),
    body,
    dueAtMs,
  })
  return [{ ...post, faults: ['callback-forged'] }]
}

function inventedBody(
  network: Network,
  push: PushRecord,
  { forgery, dueAtMs }: { forgery: FaultRules['callback-forged']['forgery']; dueAtMs: number },
): string {
  const { identifiers, clock } = network
  // The push itself may not be in the tables yet.
  const isTaken = (id: string) => id === push.checkoutRequestId || network.state.tables.push.has(id)
  const ids =
    forgery === 'unknown-request'
      ? {
          merchantRequestId: identifiers.requestId(),
          checkoutRequestId: identifiers.checkoutRequestId(clock.now(), push.msisdn, isTaken),
        }
      : push
  const paid = {
    amountKes: forgery === 'wrong-amount' ? push.amountKes + 1 : push.amountKes,
    receipt: identifiers.receipt(new Date(dueAtMs)),
    paidAtMs: dueAtMs,
  }
  const msisdn = forgery === 'wrong-phone' ? otherPhone(push.msisdn) : push.msisdn
  return inventedSuccess(network, { ...ids, msisdn }, paid)
}

/** The success of a push as Safaricom would tell it. */
export function inventedSuccess(
  { config, random }: Network,
  push: Pick<PushRecord, 'checkoutRequestId' | 'merchantRequestId' | 'msisdn'>,
  paid: PaidDetails,
): string {
  const shape = { behaviour: config.behaviour, random, resultText: results.paid.callbackText }
  return successBody(push, paid, shape)
}

function resultBody(network: Network, push: PushRecord & { result: PushResult }): string {
  const { config, random } = network
  const { receipt, paidAtMs, result, amountKes } = push
  if (receipt === null || paidAtMs === null) return failureBody(push, result)
  const shape = { behaviour: config.behaviour, random, resultText: result.callbackText }
  return successBody(push, { amountKes, receipt, paidAtMs }, shape)
}
