import { centsFromKes } from '../books/money.ts'
import { moveMoney } from '../books/move.ts'
import type { ExpressPrompt, PromptRecord } from '../c2b/records.ts'
import { planDelivery } from '../callbacks/delivery.ts'
import { expressBody } from '../callbacks/express-body.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import { drawMs, type Network } from '../network.ts'
import type { ConsentEnd, ConsentOutcome, EndedConsent } from '../phones/consent-end.ts'
import type { BoundFault, Change, ResultCode, ScheduledRecord } from '../state/records.ts'
import { expressResults } from './results.ts'

/** An Express CheckOut as its callback needs it (reference §18). */
export type ExpressRequest = {
  requestId: string
  conversationId: string
  amountKes: number
  paymentRef: string
  callbackUrl: string
}

/**
 * What the till's operator did leads to: with the right PIN the till pays the vendor's PayBill. The operator's PIN is the
 * M-PESA PIN of the nominated phone.
 */
export function endExpress(
  network: Network,
  prompt: PromptRecord & ExpressPrompt,
  { end }: EndedConsent,
): ConsentOutcome {
  const refusal = refusalOf(end)
  if (refusal !== undefined) return ended(network, prompt, { result: refusal, money: [] })
  const moved = moveMoney(network, {
    kind: 'express',
    from: { shortcode: prompt.payerShortcode },
    to: { shortcode: prompt.shortcode },
    amountCents: centsFromKes(prompt.amountKes),
    account: prompt.account,
    initiatedAtMs: prompt.acceptedAtMs,
    conversationId: prompt.conversationId,
    originatorConversationId: prompt.requestId,
  })
  if (!moved.ok) return ended(network, prompt, { result: moved.result, money: [] })
  const { receipt } = moved.transaction
  return ended(network, prompt, { result: expressResults.paid, money: moved.changes, receipt })
}

/** The callback of a request that fails before any prompt appears. */
export function planExpressFailure(
  network: Network,
  request: ExpressRequest,
  told: { result: ResultCode; faults: readonly BoundFault[] },
): ScheduledRecord[] {
  const dueAtMs = network.clock.now().getTime() + network.config.timings.promptDelayMs
  return planCallback(network, request, { ...told, dueAtMs, receipt: null })
}

function refusalOf(end: ConsentEnd): ResultCode | undefined {
  switch (end) {
    case 'agreed':
      return undefined
    case 'cancelled':
      return expressResults.cancelled
    case 'wrong-pin':
      return expressResults.wrongPin
    case 'pin-locked':
      return expressResults.pinLocked
    case 'no-answer':
      return expressResults.ussdException
    case 'unreachable':
      return expressResults.ussdNetwork
  }
}

function ended(
  network: Network,
  prompt: PromptRecord & ExpressPrompt,
  { result, money, receipt }: { result: ResultCode; money: Change[]; receipt?: string },
): ConsentOutcome {
  const lateBound = drawCallbackFaults(network, {
    api: 'express',
    phone: prompt.msisdn,
    amount: prompt.amountKes,
    shortcode: prompt.shortcode,
    id: prompt.conversationId,
  })
  const planned = planCallback(network, prompt, {
    result,
    receipt: receipt ?? null,
    faults: [...lateBound, ...prompt.faults],
    dueAtMs:
      network.clock.now().getTime() + drawMs(network, network.config.timings.callbackDelayMs),
  })
  return {
    result,
    accepted: receipt !== undefined,
    planned,
    changes: [...money, ...planned.map((row): Change => ['scheduled', row.id, row])],
  }
}

function planCallback(
  network: Network,
  request: ExpressRequest,
  told: {
    result: ResultCode
    receipt: string | null
    faults: readonly BoundFault[]
    dueAtMs: number
  },
): ScheduledRecord[] {
  const { requestId, amountKes, paymentRef, conversationId, callbackUrl } = request
  const { result, receipt, faults, dueAtMs } = told
  const bodyOf = ({ code, text }: ResultCode, paidReceipt: string | null) =>
    expressBody({
      requestId,
      amountKes,
      paymentRef,
      code,
      text,
      paid: paidReceipt === null ? null : { conversationId, receipt: paidReceipt },
    })
  const delivery = {
    kind: 'express' as const,
    subject: conversationId,
    url: callbackUrl,
    body: bodyOf(result, receipt),
    dueAtMs,
    tellsSuccess: receipt !== null,
    ...(receipt === null
      ? {}
      : { opposite: () => ({ body: bodyOf(expressResults.cancelled, null) }) }),
  }
  return planDelivery(network, delivery, faults)
}
