import type { PromptRecord, RatibaPrompt } from '../c2b/records.ts'
import { planDelivery } from '../callbacks/delivery.ts'
import { ratibaBody } from '../callbacks/ratiba-body.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import { drawMs, type Network } from '../network.ts'
import type { ConsentEnd, ConsentOutcome, EndedConsent } from '../phones/consent-end.ts'
import type { BoundFault, Change, ResultCode, ScheduledRecord } from '../state/records.ts'
import { scheduleOrder } from './debits.ts'
import { newOrder, refusalOfTerms } from './new-order.ts'
import { ratibaResults } from './results.ts'

/** A request for a standing order as its callback needs it (reference §24). */
export type RatibaRequest = {
  msisdn: string
  callbackUrl: string
  responseRefId: string
  requestRefId: string
}

/** What the customer did leads to: with the right PIN the standing order is made, if its terms can be kept. */
export function endRatiba(
  network: Network,
  prompt: PromptRecord & RatibaPrompt,
  { end, holder }: EndedConsent,
): ConsentOutcome {
  const refusal =
    holder === undefined
      ? ratibaResults.noAnswer
      : (refusalOf(end) ?? refusalOfTerms(network, prompt))
  if (refusal !== undefined || holder === undefined) {
    return ended(network, prompt, { result: refusal ?? ratibaResults.noAnswer, changes: [] })
  }
  const receipt = network.identifiers.receipt(network.clock.now())
  const { order, changes } = newOrder(network, prompt, { holder, receipt })
  const outcome = ended(network, prompt, { result: ratibaResults.made, changes, receipt })
  return { ...outcome, committed: () => scheduleOrder(network, order) }
}

/** The callback of a request that fails before any prompt appears. */
export function planRatibaFailure(
  network: Network,
  request: RatibaRequest,
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
      return ratibaResults.cancelled
    case 'wrong-pin':
      return ratibaResults.wrongPin
    case 'pin-locked':
      return ratibaResults.pinLocked
    case 'no-answer':
    case 'unreachable':
      return ratibaResults.noAnswer
  }
}

function ended(
  network: Network,
  prompt: PromptRecord & RatibaPrompt,
  { result, changes, receipt }: { result: ResultCode; changes: Change[]; receipt?: string },
): ConsentOutcome {
  const lateBound = drawCallbackFaults(network, {
    api: 'ratiba',
    phone: prompt.msisdn,
    amount: prompt.amountKes,
    shortcode: prompt.shortcode,
    id: prompt.responseRefId,
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
    changes: [...changes, ...planned.map((row): Change => ['scheduled', row.id, row])],
  }
}

function planCallback(
  network: Network,
  request: RatibaRequest,
  told: {
    result: ResultCode
    receipt: string | null
    faults: readonly BoundFault[]
    dueAtMs: number
  },
): ScheduledRecord[] {
  const { responseRefId, requestRefId, msisdn, callbackUrl } = request
  const { result, receipt, faults, dueAtMs } = told
  const bodyOf = (code: string, transactionId: string | null) =>
    ratibaBody({ responseRefId, requestRefId, msisdn, code, transactionId })
  const delivery = {
    kind: 'ratiba' as const,
    subject: responseRefId,
    url: callbackUrl,
    body: bodyOf(result.code, receipt),
    dueAtMs,
    tellsSuccess: receipt !== null,
    ...(receipt === null
      ? {}
      : { opposite: () => ({ body: bodyOf(ratibaResults.noAnswer.code, null) }) }),
  }
  return planDelivery(network, delivery, faults)
}
