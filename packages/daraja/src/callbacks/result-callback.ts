import { present, readerOf } from './reader.ts'
import type { ResultItem, ResultMessage, ResultOf } from './result-message.ts'
import { readParameters } from './result-parameters.ts'
import { hasAny, itemsOf, objectAt, type Told, toldByItems, toldIn, valueAt } from './told.ts'
import { parseIdentifier } from './wire-values.ts'

/**
 * The body of a result, with or without its wrapper; undefined where there is none. An Express
 * CheckOut callback is flat too, and has no originator.
 */
export function resultIn(root: Told): Told | undefined {
  const wrapped = objectAt(root, 'Result')
  if (wrapped !== undefined) return toldIn(wrapped)
  const bare = hasAny(root, 'ResultCode') && hasAny(root, ...originatorNames)
  return bare && !hasAny(root, 'CommandID', 'errorCode') ? root : undefined
}

/** A text says why the body is unusable. */
export function readResult(told: Told, hinted: ResultOf | undefined): ResultMessage | string {
  const unreadable: string[] = []
  const { read, text, identifier } = readerOf(told, unreadable)
  const resultCode = read(parseIdentifier, 'ResultCode')
  if (resultCode === undefined) return 'no usable ResultCode'
  const conversationId = identifier('ConversationID') ?? ''
  const originatorConversationId = identifier(...originatorNames) ?? ''
  if (conversationId === '' && originatorConversationId === '') return 'no usable ConversationID'
  const parameters = listIn(told, 'ResultParameters', 'ResultParameter')
  const references = listIn(told, 'ReferenceData', 'ReferenceItem')
  const api =
    apiOf(parameters.told, hinted) ?? recognise(parameters.told, references.told, resultCode)
  return {
    kind: 'result',
    succeeded: resultCode === '0',
    resultType: text('ResultType') ?? '',
    resultCode,
    resultDesc: text('ResultDesc') ?? '',
    conversationId,
    originatorConversationId,
    transactionId: identifier('TransactionID') ?? '',
    items: parameters.items,
    references: references.items,
    ...readReferences(references.told, unreadable),
    ...readParameters(api, parameters.told, unreadable),
    unreadable,
  }
}

/**
 * The hint, unless the parameters are an answer about something else: an answered question at the
 * address of payments is no payment.
 */
function apiOf(parameters: Told, hinted: ResultOf | undefined): ResultOf | undefined {
  const asked = questions.find(([, name]) => hasAny(parameters, name))?.[0]
  const isPaid = signs.some(([api, names]) => api === 'b2c' && hasAny(parameters, ...names))
  return asked === undefined || isPaid ? hinted : asked
}

type References = Pick<ResultMessage, 'billReference' | 'occasion' | 'queueTimeoutUrl'>

function readReferences(told: Told, unreadable: string[]): References {
  const { text } = readerOf(told, unreadable)
  return present<References>({
    billReference: text('BillReferenceNumber'),
    occasion: text('Occasion', 'Occassion'),
    queueTimeoutUrl: text('QueueTimeoutURL'),
  })
}

/** What a result shows of the API it is of; undefined where it could be of several. */
export function recognise(
  parameters: Told,
  references: Told,
  resultCode: string,
): ResultOf | undefined {
  const api = signs.find(([, names]) => hasAny(parameters, ...names))?.[0]
  if (api !== undefined) return api
  if (valueAt(parameters, 'ActionType') === 'AccountBalance') return 'balance'
  if (/^R0000\d\d$/.test(resultCode)) return 'reversal'
  const path = internalPath.exec(String(valueAt(references, 'QueueTimeoutURL')))?.[1]
  if (path !== undefined) return internalPaths.get(path.toLowerCase())
  if (hasAny(references, 'BillReferenceNumber')) return 'b2b'
  // A failed status query was captured with nothing but this (reference §19).
  return references.size === 1 && references.has('occasion') ? 'status' : undefined
}

export function listIn(
  told: Told,
  wrapper: string,
  list: string,
): { told: Told; items: ResultItem[] } {
  const value = valueAt(toldIn(objectAt(told, wrapper)), list)
  return { told: toldByItems(value), items: itemsOf(value) }
}

// Portal text, captures and their misspellings (reference §3.1, §19).
const originatorNames = ['OriginatorConversationID', 'OriginatorCoversationID']

const signs: readonly (readonly [api: ResultOf, names: readonly string[]])[] = [
  ['balance', ['AccountBalance']],
  ['status', ['TransactionStatus', 'ReceiptNo']],
  ['reversal', ['OriginalTransactionID']],
  ['b2c', ['TransactionReceipt', 'B2CUtilityAccountAvailableFunds']],
  ['b2c', ['B2CRecipientIsRegisteredCustomer', 'B2CWorkingAccountAvailableFunds']],
  ['b2b', ['DebitPartyAffectedAccountBalance', 'InitiatorAccountCurrentBalance']],
]

const questions: readonly (readonly [api: ResultOf, name: string])[] = [
  ['balance', 'AccountBalance'],
  ['status', 'TransactionStatus'],
  ['reversal', 'OriginalTransactionID'],
]

// `abresults` is no sign: the portal's sample of a failed B2B has it too.
const internalPath = /^https:\/\/internal[a-z]*\.safaricom\.co\.ke\/mpesa\/([a-z0-9]{1,40})\//i
const internalPaths = new Map<string, ResultOf>([
  ['b2cresults', 'b2c'],
  ['b2bresults', 'b2b'],
  ['reversalresults', 'reversal'],
])
