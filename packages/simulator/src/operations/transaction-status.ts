import { decimalText } from '../books/money.ts'
import { item, type ResultItem } from '../callbacks/result-body.ts'
import type { Network } from '../network.ts'
import type { OperationRecord } from '../state/records.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'
import { field, type Outcome, refused } from './operation.ts'
import { partyName } from './parties.ts'
import { operationResults } from './results.ts'
import { factsOfId, factsOfReceipt, type StatusFacts } from './status-facts.ts'

/**
 * What became of a payment, by its receipt or by the OriginatorConversationID of its request. Result 0 says that the answer
 * was found; how the payment fared is `TransactionStatus` (reference §19).
 */
export function tellStatus(network: Network, operation: OperationRecord): Outcome {
  const receipt = field(operation, 'TransactionID')
  const facts =
    receipt === ''
      ? factsOfId(network, field(operation, 'OriginalConversationID'))
      : factsOfReceipt(network, receipt)
  if (facts === undefined || !concerns(operation, facts)) {
    return refused(operationResults.unknownReceipt)
  }
  const { statusOriginator } = network.config.behaviour
  return {
    result: operationResults.done,
    receipt: null,
    changes: [],
    parameters: parametersOf(network, facts),
    ...(statusOriginator === 'original' && facts.originatorConversationId !== ''
      ? { originatorConversationId: facts.originatorConversationId }
      : {}),
  }
}

/** Only a party of a payment is told of it. */
function concerns(operation: OperationRecord, { debit, credit }: StatusFacts): boolean {
  const asker =
    field(operation, 'IdentifierType') === '1' ? field(operation, 'PartyA') : operation.shortcode
  return debit.id === asker || credit.id === asker
}

function parametersOf(network: Network, facts: StatusFacts): readonly ResultItem[] {
  const { statusValues, statusKeys } = network.config.behaviour
  const value = (digits: string) => (statusValues === 'numbers' ? Number(digits) : digits)
  const time = (atMs: number | null) =>
    atMs === null ? undefined : value(eatTimestamp(new Date(atMs)))
  const spaced = statusKeys === 'spaced'
  return [
    item('DebitPartyName', partyName(facts.debit)),
    item(
      // The portal's sample prints the first key twice.
      statusKeys === 'duplicate' ? 'DebitPartyName' : 'CreditPartyName',
      partyName(facts.credit),
    ),
    item(
      spaced ? 'Originator Conversation ID' : 'OriginatorConversationID',
      facts.originatorConversationId,
    ),
    item('InitiatedTime', time(facts.initiatedAtMs)),
    item('DebitAccountType', facts.debit.account),
    item('DebitPartyCharges', facts.charges),
    item('TransactionReason', facts.reason),
    item('ReasonType', facts.reasonType),
    item('TransactionStatus', facts.status),
    item('FinalisedTime', time(facts.finalisedAtMs)),
    item('Amount', value(decimalText(facts.amountCents).replace(/\.00$/, ''))),
    item(spaced ? 'Conversation ID' : 'ConversationID', facts.conversationId),
    item('ReceiptNo', facts.receipt),
  ]
}
