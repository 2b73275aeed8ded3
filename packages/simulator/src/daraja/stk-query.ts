import type { Network } from '../network.ts'
import { results } from '../phones/texts.ts'
import type { PushRecord } from '../state/records.ts'
import { keptMax } from '../state/state.ts'
import {
  type DarajaAnswer,
  invalidField,
  json,
  spikeArrest,
  stkRefusal,
  strikeAnswer,
} from './answer.ts'
import { authenticate, type Body, checkCredentials, text } from './fields.ts'

/** One query about every twelve seconds: five a minute, no burst (reference §10, measured in the sandbox). */
const spikeGapMs = 12_000

/** What queries leave behind, none of it worth keeping over a restart. */
export type QueryMemory = {
  /** When each application was last let through by the spike arrest. */
  lastPassedMs: Map<string, number>
  /** How often each pending push was asked about; its answers alternate. */
  pendingAnswers: Map<string, number>
}

export function createQueryMemory(): QueryMemory {
  return { lastPassedMs: new Map(), pendingAnswers: new Map() }
}

/** Whether this application's query comes too soon after its last one, where that is switched on. */
export function isSpike(network: Network, memory: QueryMemory, consumerKey: string): boolean {
  if (!network.config.behaviour.querySpikeArrest) return false
  const nowMs = network.clock.now().getTime()
  const lastMs = memory.lastPassedMs.get(consumerKey)
  if (lastMs !== undefined && nowMs - lastMs < spikeGapMs) return true
  memory.lastPassedMs.set(consumerKey, nowMs)
  return false
}

/** `POST /mpesa/stkpushquery/v1/query` (reference §10), after token and body were accepted. */
export function queryPush(
  network: Network,
  memory: QueryMemory,
  call: { body: Body; consumerKey: string },
): DarajaAnswer {
  const { body, consumerKey } = call
  const id = text(body, 'CheckoutRequestID')
  const push = network.state.tables.push.get(id)
  const subject = {
    checkoutRequestId: id,
    ...(push === undefined ? {} : { phone: push.msisdn, amount: push.amountKes }),
  }
  const fault = strikeAnswer(network, 'query', subject)
  if (fault !== undefined) return fault.answer
  if (isSpike(network, memory, consumerKey)) return spikeArrest()
  const refused = checkCredentials(network, body)
  if (refused !== undefined) return refused
  if (id === '') return invalidField(network, 'CheckoutRequestID')
  const business = authenticate(network, body)
  if ('kind' in business) return business
  if (push?.shortcode !== business.shortcode) return unknownId(network)
  return tellState(network, memory, push)
}

function tellState(network: Network, memory: QueryMemory, push: PushRecord): DarajaAnswer {
  const nowMs = network.clock.now().getTime()
  const { checkoutRequestId, finalAtMs, result } = push
  // Just accepted, a push is not found yet (reference §10).
  if (nowMs - push.acceptedAtMs < network.config.timings.earlyQueryMs) {
    return invalidField(network, 'CheckoutRequestID')
  }
  if (result === null || finalAtMs === null || finalAtMs > nowMs) {
    return pending(network, memory, push)
  }
  const subject = { checkoutRequestId, phone: push.msisdn, amount: push.amountKes }
  if (network.faults.strike('query-says-pending', subject) !== undefined) {
    return pending(network, memory, push)
  }
  memory.pendingAnswers.delete(checkoutRequestId)
  const isLie =
    push.receipt !== null && network.faults.strike('query-says-failed', subject) !== undefined
  const told = isLie ? results.unreachable : result
  return answered(push, told.code, told.queryText)
}

/** Both forms seen live, one after the other. */
function pending(network: Network, memory: QueryMemory, push: PushRecord): DarajaAnswer {
  const { pendingAnswers } = memory
  const count = pendingAnswers.get(push.checkoutRequestId) ?? 0
  pendingAnswers.set(push.checkoutRequestId, count + 1)
  const [oldest] = pendingAnswers.keys()
  if (pendingAnswers.size > keptMax.pushes && oldest !== undefined) pendingAnswers.delete(oldest)
  return count % 2 === 0
    ? answered(push, '4999', 'The transaction is still under processing')
    : stkRefusal(network, 'The transaction is being processed')
}

function answered(push: PushRecord, code: string, description: string): DarajaAnswer {
  return json(200, {
    ResponseCode: '0',
    ResponseDescription: 'The service request has been accepted successfully',
    MerchantRequestID: push.merchantRequestId,
    CheckoutRequestID: push.checkoutRequestId,
    ResultCode: code,
    ResultDesc: description,
  })
}

function unknownId(network: Network): DarajaAnswer {
  switch (network.config.behaviour.unknownQuery) {
    case 'does-not-exist':
      return stkRefusal(network, 'The transaction does not Exist')
    case 'invalid-field':
      return invalidField(network, 'CheckoutRequestID')
  }
}
