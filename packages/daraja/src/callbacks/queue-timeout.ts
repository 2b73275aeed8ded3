import type { QueueTimeoutMessage } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import type { ResultMessage, ResultOf } from './result-message.ts'
import { hasAny, type Told } from './told.ts'
import { parseKes } from './wire-values.ts'

/** True for a request that came back: flat, with what only a request has. */
export function isEchoedRequest(told: Told): boolean {
  return hasAny(told, 'CommandID', 'QueueTimeOutURL', 'ResultURL')
}

/**
 * Reads the request that the QueueTimeOutURL was given (reference §8.5). Its security credential is
 * read by nobody.
 */
export function readEchoedRequest(told: Told): QueueTimeoutMessage {
  const unreadable: string[] = []
  const { read, identifier } = readerOf(told, unreadable)
  const commandId = identifier('CommandID')
  const facts: Facts = present<Facts>({
    api: apiByCommand.get(commandId ?? ''),
    commandId,
    originatorConversationId: identifier('OriginatorConversationID', 'OriginatorCoversationID'),
    conversationId: identifier('ConversationID'),
    originalConversationId: identifier('OriginalConversationID'),
    amount: read(parseKes, 'Amount'),
    partyA: identifier('PartyA', 'ReceiverParty'),
    partyB: identifier('PartyB'),
    transactionId: identifier('TransactionID'),
    resultCode: undefined,
    resultDesc: undefined,
  })
  return { kind: 'queue-timeout', ...facts, unreadable }
}

/** A result that was posted to a QueueTimeOutURL settles nothing either. */
export function queueTimeoutOf(result: ResultMessage): QueueTimeoutMessage {
  const { api, conversationId, originatorConversationId, transactionId, unreadable } = result
  const facts: Facts = present<Facts>({
    api,
    commandId: undefined,
    originatorConversationId: originatorConversationId || undefined,
    conversationId: conversationId || undefined,
    originalConversationId: undefined,
    amount: undefined,
    partyA: undefined,
    partyB: undefined,
    transactionId: transactionId || undefined,
    resultCode: result.resultCode,
    resultDesc: result.resultDesc,
  })
  return { kind: 'queue-timeout', ...facts, unreadable }
}

type Facts = Omit<QueueTimeoutMessage, 'kind' | 'unreadable'>

const apiByCommand = new Map<string, ResultOf>([
  ['SalaryPayment', 'b2c'],
  ['BusinessPayment', 'b2c'],
  ['PromotionPayment', 'b2c'],
  ['BusinessPayToPochi', 'pochi'],
  ['PayTaxToKRA', 'tax'],
  ['TransactionStatusQuery', 'status'],
  ['AccountBalance', 'balance'],
  ['TransactionReversal', 'reversal'],
  ['BusinessPayBill', 'b2b'],
  ['BusinessBuyGoods', 'b2b'],
  ['BusinessPayToBulk', 'b2b'],
  ['BusinessTransferFromMMFToUtility', 'b2b'],
  ['DisburseFundsToBusiness', 'b2b'],
  ['BusinessToBusinessTransfer', 'b2b'],
  ['MerchantToMerchantTransfer', 'b2b'],
  ['MerchantTransferFromMerchantToWorking', 'b2b'],
  ['MerchantServicesMMFAccountTransfer', 'b2b'],
  ['AgencyFloatAdvance', 'b2b'],
])
