import { accountNames, accounts } from '../books/accounts.ts'
import { decimalText } from '../books/money.ts'
import { type MoneyMoved, moveMoney } from '../books/move.ts'
import { chargeDetailsOf } from '../books/words.ts'
import { coerced, item, type ResultItem } from '../callbacks/result-body.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { OperationRecord, OrganisationRecord, ResultCode } from '../state/records.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'
import { amountCents, field, type Outcome, refused } from './operation.ts'
import { balanceAfter, partyName } from './parties.ts'
import { operationResults } from './results.ts'
import { type Transfer, transferOf } from './transfers.ts'

/** The Kenya Revenue Authority, whom taxes are paid to (reference §17). */
export const revenueAuthority = '572572'

/** B2B: from one organisation's account to another's, or to another of its own (reference §16). */
export function payBusiness(network: Network, operation: OperationRecord): Outcome {
  const commandId = field(operation, 'CommandID')
  const transfer = transferOf(commandId)
  const sender = organisationOf(network, operation.shortcode)
  const receiver = receiverOf(network, operation)
  if (transfer === undefined || sender === undefined) return fail(network, operationResults.product)
  if (receiver === undefined) return fail(network, operationResults.receiver)
  const wrong = unfit(transfer, { sender, receiver })
  if (wrong !== undefined) return fail(network, wrong)
  return pay(network, operation, {
    kind: 'b2b',
    transfer,
    receiver,
    reasonType: reasons[commandId] ?? 'Business to Business Transfer',
  })
}

/** Tax, to the Kenya Revenue Authority's Utility account (reference §17). */
export function payTax(network: Network, operation: OperationRecord): Outcome {
  const receiver = organisationOf(network, revenueAuthority)
  if (receiver === undefined) return fail(network, operationResults.receiver)
  const transfer = { from: 'working', to: 'utility' } as const
  return pay(network, operation, { kind: 'tax', transfer, receiver, reasonType: 'Pay Tax to KRA' })
}

/** As the portal calls them. */
const reasons: Record<string, string> = {
  BusinessPayBill: 'Business Pay Bill',
  BusinessBuyGoods: 'Business Buy Goods',
  BusinessPayToBulk: 'Business Pay to Bulk',
  BusinessTransferFromMMFToUtility: 'Business Transfer from MMF to Utility',
  MerchantToMerchantTransfer: 'Merchant to Merchant Transfer',
  AgencyFloatAdvance: 'Agency Float Advance',
}

function pay(
  network: Network,
  operation: OperationRecord,
  way: {
    kind: 'b2b' | 'tax'
    transfer: Pick<Transfer, 'from' | 'to'>
    receiver: OrganisationRecord
    reasonType: string
  },
): Outcome {
  const { kind, transfer, receiver, reasonType } = way
  const moved = moveMoney(network, {
    kind,
    from: { shortcode: operation.shortcode, account: transfer.from },
    to: { shortcode: receiver.shortcode, account: transfer.to },
    amountCents: amountCents(operation),
    account: field(operation, 'AccountReference'),
    reasonType,
    initiatedAtMs: operation.acceptedAtMs,
    conversationId: operation.conversationId,
    originatorConversationId: operation.originatorConversationId,
  })
  if (!moved.ok) return fail(network, moved.result)
  return {
    result: operationResults.done,
    receipt: moved.transaction.receipt,
    changes: moved.changes,
    parameters: parametersOf(network, operation, { moved, transfer }),
  }
}

/**
 * Who PartyB is. Whether a till is named by type 2 or 4 is disputed: the docs say 4, production users 2 (reference §16).
 */
function receiverOf(network: Network, operation: OperationRecord): OrganisationRecord | undefined {
  const receiver = organisationOf(network, field(operation, 'PartyB'))
  const { tillIdentifierType } = network.config.behaviour
  if (receiver?.type !== 'till' || tillIdentifierType === 'either') return receiver
  return field(operation, 'RecieverIdentifierType') === tillIdentifierType ? receiver : undefined
}

/** Why these two may not do this with each other. */
function unfit(
  transfer: Transfer,
  { sender, receiver }: { sender: OrganisationRecord; receiver: OrganisationRecord },
): ResultCode | undefined {
  const isOwn = receiver.shortcode === sender.shortcode || receiver.parent === sender.shortcode
  if (transfer.isInternal && !isOwn) return operationResults.notChild
  if (transfer.receiver !== 'any' && receiver.type !== transfer.receiver) {
    return operationResults.product
  }
  const hasAccounts = hasAccount(sender, transfer.from) && hasAccount(receiver, transfer.to)
  return hasAccounts ? undefined : operationResults.product
}

/** A PayBill has Utility where a till has Merchant (reference §34). */
function hasAccount({ type }: OrganisationRecord, account: Transfer['from']): boolean {
  if (account === 'utility') return type === 'paybill'
  return account !== 'merchant' || type === 'till'
}

function parametersOf(
  network: Network,
  operation: OperationRecord,
  { moved, transfer }: { moved: MoneyMoved; transfer: Pick<Transfer, 'from'> },
): readonly ResultItem[] {
  const { transaction } = moved
  const account = accounts.organisation(operation.shortcode, transfer.from)
  const balanceCents = balanceAfter(network, account, transaction.entries)
  const balance = decimalText(balanceCents)
  const structure = `{Amount={CurrencyCode=KES, MinimumAmount=${balanceCents}, BasicAmount=${balance}}}`
  const name = accountNames[transfer.from]
  const charges =
    transaction.chargeCents === 0n
      ? ''
      : `${chargeDetailsOf(transaction.kind)}|KES|${decimalText(transaction.chargeCents)}`
  const texts: readonly (readonly [key: string, text: string])[] = [
    ['DebitAccountBalance', structure],
    ['Amount', decimalText(transaction.amountCents)],
    ['DebitPartyAffectedAccountBalance', `${name}|KES|${balance}|${balance}|0.00|0.00`],
    ['TransCompletedTime', eatTimestamp(new Date(transaction.atMs))],
    ['DebitPartyCharges', charges],
    ['ReceiverPartyPublicName', partyName(transaction.credit)],
    ['Currency', 'KES'],
    ['InitiatorAccountCurrentBalance', structure],
  ]
  // The portal's sample has strings throughout, and an empty one with its Value.
  return network.config.behaviour.resultForm === 'portal'
    ? texts.map(([Key, Value]) => ({ Key, Value }))
    : texts.map(([key, value]) => item(key, coerced(value)))
}

function fail(network: Network, result: ResultCode): Outcome {
  return refused(result, businessFailureParameters(network))
}

/** A failure has no parameters live, and its time alone in the portal's sample (reference §16). */
export function businessFailureParameters(network: Network): readonly ResultItem[] {
  if (network.config.behaviour.resultForm === 'live') return []
  return [item('BOCompletedTime', Number(eatTimestamp(network.clock.now())))]
}
