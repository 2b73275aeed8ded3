import type { Network } from '../network.ts'
import { results } from '../phones/texts.ts'
import { findRow } from '../state/find.ts'
import type { PushRecord } from '../state/records.ts'
import { type DarajaAnswer, invalidField, json, stkRefusal } from './answer.ts'
import type { Call, CallSubject, Endpoint, GatewayMemory } from './endpoints.ts'
import { authenticate, checkCredentials, text } from './fields.ts'

/** `POST /mpesa/stkpushquery/v1/query` (reference §10). */
export const stkQueryEndpoint: Endpoint = {
  api: 'query',
  methods: ['POST'],
  paths: ['/mpesa/stkpushquery/v1/query'],
  product: 'm-pesa-express',
  family: 'stk',
  subject(network, { body }) {
    const id = text(body, 'CheckoutRequestID')
    const push = findRow(network.state, 'push', id)
    return { checkoutRequestId: id, ...(push && subjectOf(push)) }
  },
  answer: queryPush,
}

function queryPush(network: Network, { body, memory }: Call): DarajaAnswer {
  const refused = checkCredentials(network, body)
  if (refused !== undefined) return refused
  const id = text(body, 'CheckoutRequestID')
  if (id === '') return invalidField(network, 'CheckoutRequestID')
  const organisation = authenticate(network, body)
  if ('kind' in organisation) return organisation
  const push = findRow(network.state, 'push', id)
  if (push?.shortcode !== organisation.shortcode) return unknownId(network)
  return tellState(network, memory, push)
}

function subjectOf(push: PushRecord): CallSubject {
  return { phone: push.msisdn, amount: push.amountKes, shortcode: push.shortcode }
}

function tellState(network: Network, memory: GatewayMemory, push: PushRecord): DarajaAnswer {
  const nowMs = network.clock.now().getTime()
  const { checkoutRequestId, finalAtMs, result } = push
  // Just accepted, a push is not found yet (reference §10).
  if (nowMs - push.acceptedAtMs < network.config.timings.earlyQueryMs) {
    return invalidField(network, 'CheckoutRequestID')
  }
  if (result === null || finalAtMs === null || finalAtMs > nowMs) {
    return pending(network, memory, push)
  }
  const subject = { api: 'query' as const, checkoutRequestId, ...subjectOf(push) }
  if (network.faults.strike('query-says-pending', subject) !== undefined) {
    return pending(network, memory, push)
  }
  if (network.faults.strike('query-spurious', subject) !== undefined) {
    return stkRefusal(network, 'The transaction is being processed')
  }
  memory.pendingAnswers.delete(checkoutRequestId)
  const isLie =
    push.receipt !== null && network.faults.strike('query-says-failed', subject) !== undefined
  const told = isLie ? results.unreachable : result
  return answered(push, told.code, told.queryText)
}

/** Both forms seen live, one after the other, unless a switch wants only one (reference §10). */
function pending(network: Network, memory: GatewayMemory, push: PushRecord): DarajaAnswer {
  switch (network.config.behaviour.pendingQuery) {
    case 'alternating':
      return countAnswer(memory, push) % 2 === 0
        ? answered(push, '4999', 'The transaction is still under processing')
        : stkRefusal(network, 'The transaction is being processed')
    case '4999':
      return answered(push, '4999', 'The transaction is still under processing')
    case '500':
      return stkRefusal(network, 'The transaction is being processed')
    case '500-empty':
      return stkRefusal(network, '')
  }
}

/** How often this push was said to be pending before. */
function countAnswer({ pendingAnswers }: GatewayMemory, { checkoutRequestId }: PushRecord): number {
  const count = pendingAnswers.get(checkoutRequestId) ?? 0
  pendingAnswers.set(checkoutRequestId, count + 1)
  const [oldest] = pendingAnswers.keys()
  if (pendingAnswers.size > rememberedMax && oldest !== undefined) pendingAnswers.delete(oldest)
  return count
}

/** Pending pushes whose answers are counted at a time. */
const rememberedMax = 20_000

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
