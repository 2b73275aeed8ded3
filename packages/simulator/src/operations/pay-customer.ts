import { accounts } from '../books/accounts.ts'
import { kesFromCents } from '../books/money.ts'
import { type MoneyMoved, moveMoney } from '../books/move.ts'
import { item, type ResultItem, shuffled } from '../callbacks/result-body.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { OperationRecord, OrganisationAccount } from '../state/records.ts'
import { resultDateTime } from '../time/east-africa-time.ts'
import { amountCents, field, type Outcome, refused } from './operation.ts'
import { balanceAfter, maskedPhone } from './parties.ts'
import { operationResults } from './results.ts'

/** B2C and Pochi: from the organisation's Utility account to a phone (reference §14, §15). */
export function payCustomer(network: Network, operation: OperationRecord): Outcome {
  const organisation = organisationOf(network, operation.shortcode)
  if (organisation?.type === 'till') return fail(network, operation, operationResults.product)
  const commandId = field(operation, 'CommandID')
  const kind = operation.api === 'pochi' ? 'pochi' : 'b2c'
  const moved = moveMoney(network, {
    kind,
    from: { shortcode: operation.shortcode },
    to: { msisdn: field(operation, 'PartyB') },
    amountCents: amountCents(operation),
    reasonType: reasons[commandId] ?? 'Business Payment to Customer via API',
    initiatedAtMs: operation.acceptedAtMs,
    conversationId: operation.conversationId,
    originatorConversationId: operation.originatorConversationId,
    isPromotion: commandId === 'PromotionPayment',
  })
  if (!moved.ok) return fail(network, operation, moved.result)
  return {
    result: operationResults.done,
    receipt: moved.transaction.receipt,
    changes: moved.changes,
    parameters: inOrder(network, parametersOf(network, operation, moved)),
  }
}

/** As Transaction Status and the portal call them (reference §19, §34). */
const reasons: Record<string, string> = {
  SalaryPayment: 'Salary Payment via API',
  BusinessPayment: 'Business Payment to Customer via API',
  PromotionPayment: 'Promotion Payment via API',
  BusinessPayToPochi: 'Business Pay to Pochi via API',
}

function parametersOf(
  network: Network,
  operation: OperationRecord,
  { transaction }: MoneyMoved,
): Record<string, ResultItem> {
  const { receipt, credit, entries, atMs } = transaction
  const funds = (account: OrganisationAccount) =>
    kesFromCents(
      balanceAfter(network, accounts.organisation(operation.shortcode, account), entries),
    )
  const { receiverPhone } = network.config.behaviour
  const phone = receiverPhone === 'full' ? credit.id : maskedPhone(credit.id)
  return {
    amount: item('TransactionAmount', kesFromCents(transaction.amountCents)),
    receipt: item('TransactionReceipt', receipt),
    receiver: item('ReceiverPartyPublicName', `${phone} - ${credit.name}`),
    completed: item('TransactionCompletedDateTime', resultDateTime(new Date(atMs))),
    utility: item('B2CUtilityAccountAvailableFunds', funds('utility')),
    working: item('B2CWorkingAccountAvailableFunds', funds('working')),
    registered: item('B2CRecipientIsRegisteredCustomer', 'Y'),
    charges: item('B2CChargesPaidAccountAvailableFunds', funds('charges')),
  }
}

/** The orders of the portal's sample and of a captured one (reference §14). */
const portalOrder = [
  'amount',
  'receipt',
  'receiver',
  'completed',
  'utility',
  'working',
  'registered',
  'charges',
]
const capturedOrder = [
  'amount',
  'receipt',
  'registered',
  'charges',
  'receiver',
  'completed',
  'utility',
  'working',
]

function inOrder(network: Network, items: Record<string, ResultItem>): readonly ResultItem[] {
  const ordered = (names: readonly string[]) => names.flatMap((name) => items[name] ?? [])
  switch (network.config.behaviour.resultOrder) {
    case 'portal':
      return ordered(portalOrder)
    case 'captured':
      return ordered(capturedOrder)
    case 'shuffled':
      return shuffled(ordered(portalOrder), network.random)
  }
}

function fail(network: Network, operation: OperationRecord, result: Outcome['result']): Outcome {
  return refused(result, failureParameters(network, operation))
}

/** A failed Pochi payment names its receiver, seen live (reference §15); a failed B2C has no parameters. */
export function failureParameters(network: Network, operation: OperationRecord): ResultItem[] {
  if (operation.api !== 'pochi' || network.config.behaviour.resultForm === 'portal') return []
  const msisdn = field(operation, 'PartyB')
  const name = network.state.tables.subscriber.get(msisdn)?.name
  return name === undefined ? [] : [item('CreditPartyName', `${msisdn} - ${name}`)]
}
