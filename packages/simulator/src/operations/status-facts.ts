import { accountNames, collectionAccount, customerAccountName } from '../books/accounts.ts'
import { centsFromKes, decimalText } from '../books/money.ts'
import { findTransactionOf, receiptStatus } from '../books/transactions.ts'
import { reasonTypeOf } from '../books/words.ts'
import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type {
  OperationApi,
  OperationRecord,
  Party,
  PushRecord,
  TransactionKind,
  TransactionRecord,
} from '../state/records.ts'
import { findOperation, findPush } from './find-operation.ts'
import { amountCents, field, movesMoney } from './operation.ts'
import { wasBegun } from './results.ts'

/** What Transaction Status tells; empty texts for what there is not. */
export type StatusFacts = {
  debit: Party
  credit: Party
  originatorConversationId: string
  conversationId: string
  initiatedAtMs: number
  finalisedAtMs: number | null
  charges: string
  /** Why it failed. */
  reason: string
  reasonType: string
  /** Completed, Failed, Cancelled, Expired, Initiated or Reversed (reference §19). */
  status: string
  amountCents: bigint
  receipt: string
}

/** The payment with this receipt. */
export function factsOfReceipt(network: Network, receipt: string): StatusFacts | undefined {
  const found = receiptStatus(network, receipt)
  if (found === undefined) return undefined
  const { reversedStatus } = network.config.behaviour
  return {
    ...factsOfTransaction(found.transaction),
    status: found.status === 'Reversed' ? reversedStatus : found.status,
  }
}

/** The payment that was asked for under this id, with or without success; unknown when nothing was begun. */
export function factsOfId(network: Network, id: string): StatusFacts | undefined {
  const push = findPush(network, id)
  const transaction = findTransactionOf(network, push?.checkoutRequestId ?? id)
  if (transaction?.receipt != null) return factsOfReceipt(network, transaction.receipt)
  if (push !== undefined) return factsOfPush(network, push)
  const operation = findOperation(network, id)
  return operation && factsOfOperation(network, operation)
}

function factsOfTransaction(transaction: TransactionRecord): StatusFacts {
  const { kind, chargeCents, receipt } = transaction
  return {
    debit: transaction.debit,
    credit: transaction.credit,
    originatorConversationId: transaction.originatorConversationId ?? '',
    conversationId: transaction.conversationId ?? '',
    initiatedAtMs: transaction.initiatedAtMs,
    finalisedAtMs: transaction.atMs,
    charges: chargeCents === 0n ? '' : `${chargeLabelOf(kind)}|KES|${decimalText(chargeCents)}`,
    reason: '',
    reasonType: transaction.reasonType,
    status: transaction.status,
    amountCents: transaction.amountCents,
    receipt: receipt ?? '',
  }
}

/** In the words of the portal's sample for B2C; of the others none is known (reference §19). */
function chargeLabelOf(kind: TransactionKind): string {
  return kind === 'b2c' || kind === 'pochi'
    ? 'Fee For B2C Payment'
    : `Fee For ${reasonTypeOf(kind)}`
}

/** A push that no money came of, or none yet. */
function factsOfPush(network: Network, push: PushRecord): StatusFacts {
  const organisation = organisationOf(network, push.shortcode)
  const payer = network.state.tables.subscriber.get(push.msisdn)
  const account = accountNames[collectionAccount({ type: organisation?.type ?? 'paybill' })]
  const kind = organisation?.type === 'till' ? 'buy-goods' : 'payment'
  return {
    debit: { id: push.msisdn, name: payer?.name ?? '', account: customerAccountName },
    credit: { id: push.shortcode, name: push.businessName, account },
    originatorConversationId: push.merchantRequestId,
    conversationId: '',
    initiatedAtMs: push.acceptedAtMs,
    finalisedAtMs: push.finalAtMs,
    charges: '',
    reason: push.result?.callbackText ?? '',
    reasonType: reasonTypeOf(kind),
    status: statusOfPush(push),
    amountCents: centsFromKes(push.amountKes),
    receipt: '',
  }
}

function statusOfPush({ result }: PushRecord): string {
  switch (result?.code) {
    case undefined:
      return 'Initiated'
    case '1031':
    case '1032':
      return 'Cancelled'
    case '1019':
    case '1037':
      return 'Expired'
    default:
      return 'Failed'
  }
}

/** What takes a payment back is told by the payment, what only asks is no payment. */
function isPayment(api: OperationApi): api is Exclude<OperationApi, 'reversal' | LookUp> {
  return movesMoney(api) && api !== 'reversal'
}

type LookUp = 'transaction-status' | 'account-balance'

/** An operation that no money came of, or none yet. */
function factsOfOperation(network: Network, operation: OperationRecord): StatusFacts | undefined {
  const { stage, result } = operation
  const isLost = stage === 'final' && (result === null || !wasBegun(result))
  const { api } = operation
  if (isLost || !isPayment(api)) return undefined
  const isToPhone = api === 'b2c' || api === 'pochi'
  const partyB = field(operation, 'PartyB')
  const name = isToPhone
    ? network.state.tables.subscriber.get(partyB)?.name
    : organisationOf(network, partyB)?.name
  const debitName = organisationOf(network, operation.shortcode)?.name ?? ''
  return {
    debit: {
      id: operation.shortcode,
      name: debitName,
      account: accountNames[isToPhone ? 'utility' : 'working'],
    },
    credit: { id: partyB, name: name ?? '', account: '' },
    originatorConversationId: operation.originatorConversationId,
    conversationId: operation.conversationId,
    initiatedAtMs: operation.acceptedAtMs,
    finalisedAtMs: operation.finalAtMs,
    charges: '',
    reason: result?.text ?? '',
    reasonType: reasonTypeOf(api === 'tax-remittance' ? 'tax' : api),
    status: stage === 'final' ? 'Failed' : 'Initiated',
    amountCents: amountCents(operation),
    receipt: '',
  }
}
