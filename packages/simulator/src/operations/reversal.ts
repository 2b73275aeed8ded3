import { accountNames, accounts, collectionAccount } from '../books/accounts.ts'
import { decimalText, kesFromCents } from '../books/money.ts'
import type { MoneyMoved } from '../books/move.ts'
import { reverseMoney } from '../books/reverse.ts'
import { findTransaction } from '../books/transactions.ts'
import { item, type ResultItem } from '../callbacks/result-body.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { OperationRecord } from '../state/records.ts'
import { eatTimestamp } from '../time/east-africa-time.ts'
import { amountCents, field, type Outcome, refused } from './operation.ts'
import { balanceAfter, partyName } from './parties.ts'
import { operationResults } from './results.ts'

/**
 * Gives a customer's payment back from the account it went to. Only payments of customers to the organisation itself, and
 * each once (reference §21). Whether a part of one can be given back is not documented; a switch decides.
 */
export function reversePayment(network: Network, operation: OperationRecord): Outcome {
  const receipt = field(operation, 'TransactionID')
  const wanted = amountCents(operation)
  const paid = findTransaction(network, receipt)?.amountCents
  const { partialReversal } = network.config.behaviour
  const isPart = paid !== undefined && wanted !== paid
  const reversed = reverseMoney(network, {
    receipt,
    shortcode: operation.shortcode,
    amountCents: isPart && partialReversal && wanted < paid ? wanted : (paid ?? wanted),
    initiatedAtMs: operation.acceptedAtMs,
    conversationId: operation.conversationId,
    originatorConversationId: operation.originatorConversationId,
  })
  if (!reversed.ok) return refused(reversed.result)
  if (isPart && !(partialReversal && wanted < paid)) {
    return refused(operationResults.invalidParameter)
  }
  return {
    result: operationResults.done,
    receipt: reversed.transaction.receipt,
    changes: reversed.changes,
    parameters: parametersOf(network, operation, { receipt, reversed }),
  }
}

function parametersOf(
  network: Network,
  operation: OperationRecord,
  { receipt, reversed }: { receipt: string; reversed: MoneyMoved },
): readonly ResultItem[] {
  const { transaction } = reversed
  const type = organisationOf(network, operation.shortcode)?.type ?? 'paybill'
  const account = collectionAccount({ type })
  const balance = decimalText(
    balanceAfter(network, accounts.organisation(operation.shortcode, account), transaction.entries),
  )
  return [
    item('DebitAccountBalance', `${accountNames[account]}|KES|${balance}|${balance}|0.00|0.00`),
    item('Amount', kesFromCents(transaction.amountCents)),
    item('TransCompletedTime', Number(eatTimestamp(new Date(transaction.atMs)))),
    item('OriginalTransactionID', receipt),
    item('Charge', kesFromCents(transaction.chargeCents)),
    item('CreditPartyPublicName', partyName(transaction.credit)),
    item('DebitPartyPublicName', partyName(transaction.debit)),
  ]
}
