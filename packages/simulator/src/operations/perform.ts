import { judgeInitiator } from '../credentials/initiator.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { OperationRecord, ResultCode } from '../state/records.ts'
import { tellBalance } from './account-balance.ts'
import { firstUnder } from './find-operation.ts'
import { initiatorName, neededRole, type Outcome, refused } from './operation.ts'
import { payBusiness, payTax } from './pay-business.ts'
import { payCustomer } from './pay-customer.ts'
import { parametersOfFailure } from './result-post.ts'
import { operationResults } from './results.ts'
import { reversePayment } from './reversal.ts'
import { tellStatus } from './transaction-status.ts'

/** What becomes of an operation: first whether the initiator may have it done, then the thing itself. */
export function outcomeOf(network: Network, operation: OperationRecord): Outcome {
  if (operation.cameTooMany) {
    const busy = operationResults.busy
    return refused(busy, parametersOfFailure(network, operation, busy))
  }
  const { refusal, changes } = judgeInitiator(network, {
    organisation: organisationOf(network, operation.shortcode),
    name: initiatorName(operation),
    credentialIsRight: operation.credentialIsRight,
    role: neededRole(operation),
  })
  const result = refusal ?? duplicateOf(network, operation)
  if (result !== undefined) {
    const parameters = parametersOfFailure(network, operation, result)
    return { ...refused(result, parameters), changes }
  }
  const outcome = perform(network, operation)
  return { ...outcome, changes: [...changes, ...outcome.changes] }
}

/** Result 15 for who used an OriginatorConversationID before, where that is not refused at once (reference §30). */
function duplicateOf(network: Network, operation: OperationRecord): ResultCode | undefined {
  if (network.config.behaviour.duplicateOriginator === 'refused') return undefined
  const first = firstUnder(network, operation)
  const isOther = first !== undefined && first.conversationId !== operation.conversationId
  return isOther ? operationResults.duplicate : undefined
}

/** What an operation asks for, done for who may. */
export function perform(network: Network, operation: OperationRecord): Outcome {
  switch (operation.api) {
    case 'b2c':
    case 'pochi':
      return payCustomer(network, operation)
    case 'b2b':
      return payBusiness(network, operation)
    case 'tax-remittance':
      return payTax(network, operation)
    case 'transaction-status':
      return tellStatus(network, operation)
    case 'account-balance':
      return tellBalance(network, operation)
    case 'reversal':
      return reversePayment(network, operation)
  }
}

/** The row of an operation that is over. */
export function ended(
  operation: OperationRecord,
  outcome: Outcome,
  nowMs: number,
): OperationRecord {
  const { result, receipt } = outcome
  return { ...operation, stage: 'final', finalAtMs: nowMs, result, receipt }
}
