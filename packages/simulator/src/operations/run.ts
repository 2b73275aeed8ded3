import { planDelivery } from '../callbacks/delivery.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import { commit, type Network, runAt } from '../network.ts'
import type { Change, OperationRecord } from '../state/records.ts'
import { faultSubject, movesMoney, type Outcome, refused } from './operation.ts'
import { ended, outcomeOf } from './perform.ts'
import { bodyOfResult } from './result-post.ts'
import { operationResults, wasBegun } from './results.ts'

/** Lets M-PESA do an accepted operation when it is due. */
export function scheduleOperation(network: Network, operation: OperationRecord): void {
  runAt(network, operation.dueAtMs, () => void runOperation(network, operation.conversationId))
}

/** Goes on with what was accepted before the simulator ended. */
export function resumeOperations(network: Network): void {
  for (const operation of network.state.tables.operation.values()) {
    if (operation.stage === 'accepted') scheduleOperation(network, operation)
  }
}

/**
 * Does an accepted operation, once: the money, the operation's end and the result that is owed for it are written
 * together. Resolves when what is due at once was delivered.
 */
export function runOperation(network: Network, conversationId: string): Promise<void> {
  const operation = network.state.tables.operation.get(conversationId)
  if (operation?.stage !== 'accepted') return Promise.resolve()
  return conclude(network, operation, outcomeOf(network, operation))
}

function conclude(network: Network, operation: OperationRecord, outcome: Outcome): Promise<void> {
  const { conversationId: id } = operation
  const nowMs = network.clock.now().getTime()
  const lateBound = drawCallbackFaults(network, { ...faultSubject(operation), id })
  const planned = planDelivery(
    network,
    {
      kind: 'result',
      subject: id,
      url: operation.resultUrl,
      body: bodyOfResult(network, operation, outcome),
      dueAtMs: nowMs,
      tellsSuccess: outcome.receipt !== null,
      ...(movesMoney(operation.api) && wasBegun(outcome.result)
        ? { opposite: () => oppositeOf(network, operation, outcome) }
        : {}),
    },
    [...lateBound, ...operation.faults],
  )
  commit(network, [
    ...outcome.changes,
    ['operation', id, ended(operation, outcome, nowMs)],
    ...planned.map((row): Change => ['scheduled', row.id, row]),
  ])
  network.changed()
  return startTasks(network, planned)
}

/** What a result that contradicts this one says: after a success a lie, after a failure that it is done now. */
function oppositeOf(
  network: Network,
  operation: OperationRecord,
  { receipt }: Outcome,
): { body: string } | 'late-success' {
  if (receipt === null) return 'late-success'
  return { body: bodyOfResult(network, operation, refused(operationResults.internal)) }
}
