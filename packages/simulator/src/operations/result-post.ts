import { coerced, item, type ResultItem, resultBody } from '../callbacks/result-body.ts'
import { genericReceipt } from '../identifiers.ts'
import type { Network } from '../network.ts'
import type { Behaviour } from '../options.ts'
import type { OperationRecord } from '../state/records.ts'
import { balanceFailureParameters } from './account-balance.ts'
import { field, movesMoney, type Outcome } from './operation.ts'
import { businessFailureParameters } from './pay-business.ts'
import { failureParameters } from './pay-customer.ts'
import { operationResults } from './results.ts'
import { tellsReference } from './transfers.ts'

/** The JSON of an operation's result (reference §14–§21). */
export function bodyOfResult(
  network: Network,
  operation: OperationRecord,
  outcome: Outcome,
): string {
  const { behaviour } = network.config
  const isDone = outcome.result.code === operationResults.done.code
  const isPortal = behaviour.resultForm === 'portal' && printsStrings(operation)
  // The portal's samples of these end without the full stop.
  const text = isDone && isPortal ? outcome.result.text.replace(/\.$/, '') : outcome.result.text
  return resultBody(behaviour, {
    result: { code: outcome.result.code, text },
    originatorConversationId:
      outcome.originatorConversationId ?? operation.originatorConversationId,
    conversationId: operation.conversationId,
    transactionId: transactionIdOf(network, operation, outcome),
    parameters: outcome.parameters,
    references: referencesOf(behaviour, operation, isDone),
    codesAsStrings: isDone && isPortal,
  })
}

/** The parameters of a failure that is no business of the API itself: the initiator, a duplicate. */
export function parametersOfFailure(
  network: Network,
  operation: OperationRecord,
  result: Outcome['result'],
): readonly ResultItem[] {
  switch (operation.api) {
    case 'pochi':
      return failureParameters(network, operation)
    case 'b2b':
    case 'tax-remittance':
      return businessFailureParameters(network)
    case 'account-balance':
      return balanceFailureParameters(network, result)
    case 'b2c':
    case 'transaction-status':
    case 'reversal':
      return []
  }
}

/** Results whose codes and values the portal prints as strings (reference §16, §20). */
function printsStrings({ api }: OperationRecord): boolean {
  return api === 'b2b' || api === 'tax-remittance' || api === 'account-balance'
}

function transactionIdOf(
  { clock, config, identifiers }: Network,
  { api }: OperationRecord,
  { receipt }: Outcome,
): string {
  if (receipt !== null) return receipt
  const isGeneric = config.behaviour.failedTransactionId === 'generic' || !movesMoney(api)
  return isGeneric ? genericReceipt(clock.now()) : identifiers.receipt(clock.now())
}

function referencesOf(
  behaviour: Behaviour,
  operation: OperationRecord,
  isDone: boolean,
): readonly ResultItem[] {
  const isLive = behaviour.resultForm === 'live'
  const internal = (results: string) => item('QueueTimeoutURL', internalAddress(behaviour, results))
  switch (operation.api) {
    case 'b2c':
      return [internal('b2cresults')]
    case 'pochi':
      // The only API that was seen telling the caller's own address.
      return [isLive ? item('QueueTimeoutURL', operation.queueTimeOutUrl) : internal('b2cresults')]
    case 'b2b':
    case 'tax-remittance':
      if (!isLive && !isDone) return [internal('abresults')]
      return [
        ...referenceOf(operation),
        internal('b2bresults'),
        ...(isLive ? [item('Occassion', field(operation, 'Occassion'))] : []),
      ]
    case 'transaction-status':
      return [item('Occasion', field(operation, 'Occasion'))]
    case 'account-balance':
      return [isDone ? internal('abresults') : item('QueueTimeoutURL')]
    case 'reversal':
      return [internal('reversalresults')]
  }
}

/** What looks like a number is one now: leading zeros are lost (reference §3.3, seen live). */
function referenceOf(operation: OperationRecord): readonly ResultItem[] {
  if (operation.api === 'b2b' && !tellsReference(field(operation, 'CommandID'))) return []
  return [item('BillReferenceNumber', coerced(field(operation, 'AccountReference')))]
}

/** Safaricom's own address, which results tell instead of the caller's (reference §8.5). */
function internalAddress({ resultHost }: Behaviour, results: string): string {
  const host = resultHost === 'sandbox' ? 'internalsandbox' : 'internalapi'
  return `https://${host}.safaricom.co.ke/mpesa/${results}/v1/submit`
}
