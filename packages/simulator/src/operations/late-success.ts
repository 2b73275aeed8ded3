import { newPost } from '../callbacks/post.ts'
import { commit, type Network } from '../network.ts'
import type { Change, ScheduledRecord } from '../state/records.ts'
import { ended, perform } from './perform.ts'
import { bodyOfResult } from './result-post.ts'

/**
 * M-PESA changes its mind: an operation that it said had failed is done after all, if the money is there. Returns what is
 * to be started then; the row of the task is gone.
 */
export function completeLate(network: Network, task: ScheduledRecord): ScheduledRecord[] {
  const operation = network.state.tables.operation.get(task.subject)
  const outcome =
    operation === undefined || operation.receipt !== null ? undefined : perform(network, operation)
  const removal: Change = ['scheduled', task.id, null]
  if (operation === undefined || outcome === undefined || outcome.receipt === null) {
    commit(network, [removal])
    return []
  }
  const nowMs = network.clock.now().getTime()
  const post = newPost(network, {
    kind: 'result',
    subject: operation.conversationId,
    url: operation.resultUrl,
    body: bodyOfResult(network, operation, outcome),
    dueAtMs: nowMs,
  })
  commit(network, [
    ...outcome.changes,
    ['operation', operation.conversationId, ended(operation, outcome, nowMs)],
    removal,
    ['scheduled', post.id, post],
  ])
  network.changed()
  return [post]
}
