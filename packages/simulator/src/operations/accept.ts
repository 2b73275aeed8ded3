import { newPost } from '../callbacks/post.ts'
import { resultBody } from '../callbacks/result-body.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { isRightCredential } from '../credentials/initiator.ts'
import { type DarajaAnswer, json, refusal } from '../daraja/answer.ts'
import { type Body, text } from '../daraja/fields.ts'
import { boundRule, drawCallbackFaults } from '../faults/callback-faults.ts'
import type { Span } from '../faults/fault-rules.ts'
import { genericReceipt } from '../identifiers.ts'
import { commit, drawMs, type Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { Change, OperationApi, OperationRecord, ScheduledRecord } from '../state/records.ts'
import { firstUnder } from './find-operation.ts'
import { faultSubject, initiatorName } from './operation.ts'
import { operationResults } from './results.ts'
import { runOperation, scheduleOperation } from './run.ts'

/** How much later what timed out in the queue is done after all, where a fault wants that. */
const doneLateMs: Span = [30_000, 120_000]

/** A request whose fields were right. */
export type AcceptedRequest = {
  api: OperationApi
  /** Who asks: a shortcode or till number. */
  party: string
  body: Body
  /** The caller's own id, where the API takes one. */
  originatorConversationId?: string
}

/**
 * Takes an operation on, to be done in a while, and acknowledges it (reference §14). The same OriginatorConversationID
 * twice is refused (§4), unless a switch lets M-PESA find out.
 */
export async function acceptOperation(
  network: Network,
  request: AcceptedRequest,
): Promise<DarajaAnswer> {
  if (isRefusedAsDuplicate(network, request)) {
    return refusal(network, 500, '500.002.1001', 'Duplicate OriginatorConversationID.')
  }
  const operation = newOperation(network, request)
  const timeOut = boundRule(operation.faults, 'queue-timeout')
  if (timeOut === undefined) await takeOn(network, operation)
  else loseInQueue(network, operation, { ...timeOut, body: request.body })
  return json(200, {
    ConversationID: operation.conversationId,
    OriginatorConversationID: operation.originatorConversationId,
    ResponseCode: '0',
    ResponseDescription: 'Accept the service request successfully.',
  })
}

/** Only the caller's own ids can come twice. */
function isRefusedAsDuplicate(
  network: Network,
  { party, originatorConversationId }: AcceptedRequest,
): boolean {
  if (!originatorConversationId) return false
  if (network.config.behaviour.duplicateOriginator !== 'refused') return false
  const shortcode = shortcodeOf(network, party)
  return firstUnder(network, { shortcode, originatorConversationId }) !== undefined
}

/** Whether this organisation has as much under way as it may. */
function isTooMany({ config, state }: Network, shortcode: string): boolean {
  const { operationsMax } = config.behaviour
  if (operationsMax === 0) return false
  const underWay = [...state.tables.operation.values()].filter(
    (operation) => operation.stage === 'accepted' && operation.shortcode === shortcode,
  )
  return underWay.length >= operationsMax
}

/** A till number stands for its organisation. */
function shortcodeOf(network: Network, party: string): string {
  return organisationOf(network, party)?.shortcode ?? party
}

function newOperation(
  network: Network,
  { api, party, body, originatorConversationId }: AcceptedRequest,
): OperationRecord {
  const { clock, config, identifiers } = network
  const { SecurityCredential: _secret, ...request } = body
  const now = clock.now()
  const operation: OperationRecord = {
    conversationId: identifiers.conversationId(now),
    originatorConversationId: originatorConversationId || identifiers.requestId(),
    api,
    shortcode: shortcodeOf(network, party),
    request,
    acceptedAtMs: now.getTime(),
    dueAtMs: now.getTime() + drawMs(network, config.timings.operationDelayMs),
    credentialIsRight: false,
    cameTooMany: isTooMany(network, shortcodeOf(network, party)),
    finalAtMs: null,
    stage: 'accepted',
    result: null,
    receipt: null,
    resultUrl: text(body, 'ResultURL'),
    queueTimeOutUrl: text(body, 'QueueTimeOutURL'),
    faults: [],
  }
  const credentialIsRight = isRightCredential(network, {
    organisation: organisationOf(network, operation.shortcode),
    name: initiatorName(operation),
    credential: text(body, 'SecurityCredential'),
  })
  const faults = drawCallbackFaults(network, faultSubject(operation))
  return { ...operation, credentialIsRight, faults }
}

/** Where a fault wants the result before the answer, it is done and told at once. */
async function takeOn(network: Network, operation: OperationRecord): Promise<void> {
  commit(network, [['operation', operation.conversationId, operation]])
  if (boundRule(operation.faults, 'callback-before-answer') === undefined) {
    scheduleOperation(network, operation)
  } else await runOperation(network, operation.conversationId)
}

/** It waits too long: QueueTimeOutURL is told, and it is done much later or never. */
function loseInQueue(
  network: Network,
  operation: OperationRecord,
  { body, delayMs, ends = 'never' }: { body: Body; delayMs?: Span; ends?: 'never' | 'success' },
): void {
  const toldAtMs = operation.acceptedAtMs + drawMs(network, network.config.timings.queueTimeOutMs)
  const post = newPost(network, {
    kind: 'timeout',
    subject: operation.conversationId,
    url: operation.queueTimeOutUrl,
    body: timeOutBody(network, operation, body),
    dueAtMs: toldAtMs,
  })
  const kept: OperationRecord =
    ends === 'success'
      ? { ...operation, dueAtMs: toldAtMs + drawMs(network, delayMs ?? doneLateMs) }
      : { ...operation, stage: 'final', finalAtMs: toldAtMs }
  commit(network, [['operation', kept.conversationId, kept], scheduled(post)])
  void startTasks(network, [post])
  if (ends === 'success') scheduleOperation(network, kept)
}

/** The request as it came, or a result that says neither yes nor no: sources differ (reference §8.5). */
function timeOutBody(network: Network, operation: OperationRecord, body: Body): string {
  const { behaviour } = network.config
  if (behaviour.queueTimeOutBody === 'echo') return JSON.stringify(body)
  return resultBody(behaviour, {
    result: operationResults.queued,
    originatorConversationId: operation.originatorConversationId,
    conversationId: operation.conversationId,
    transactionId: genericReceipt(network.clock.now()),
    parameters: [],
    references: [{ Key: 'QueueTimeoutURL', Value: operation.queueTimeOutUrl }],
    codesAsStrings: false,
  })
}

function scheduled(row: ScheduledRecord): Change {
  return ['scheduled', row.id, row]
}
