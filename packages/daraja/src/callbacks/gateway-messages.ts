import type { AnswerMessage, ErrorMessage } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import { hasAny, objectAt, type Told, toldIn } from './told.ts'

/** Reads a refusal in any of its envelopes (reference §4, §24); undefined where there is none. */
export function readError(root: Told): ErrorMessage | undefined {
  const unreadable: string[] = []
  const fault = objectAt(root, 'fault')
  if (fault !== undefined) {
    const told = toldIn(fault)
    const detail = readerOf(toldIn(objectAt(told, 'detail')), unreadable)
    const errorCode = detail.identifier('errorcode') ?? ''
    const errorMessage = readerOf(told, unreadable).text('faultstring') ?? ''
    return { kind: 'error', errorCode, errorMessage, unreadable }
  }
  const { text, identifier } = readerOf(root, unreadable)
  const isOwn = hasAny(root, 'errorCode')
  if (!isOwn && !isStandingOrderError(root)) return undefined
  const requestId = identifier('requestId', 'requestRefId')
  return {
    kind: 'error',
    errorCode: identifier(isOwn ? 'errorCode' : 'responseCode') ?? '',
    errorMessage: text(isOwn ? 'errorMessage' : 'responseMessage') ?? '',
    ...(requestId !== undefined && { requestId }),
    unreadable,
  }
}

/** Reads the answer to a request; undefined where there is none. */
export function readAnswerMessage(root: Told): AnswerMessage | undefined {
  const header = objectAt(root, 'responseHeader') ?? objectAt(root, 'header')
  const told = header === undefined ? root : toldIn(header)
  const unreadable: string[] = []
  const { text, identifier } = readerOf(told, unreadable)
  const responseCode = identifier(...codeNames)
  if (responseCode === undefined) return undefined
  return {
    kind: 'answer',
    responseCode,
    description: wordNames.map((name) => text(name)).find((words) => words !== undefined) ?? '',
    ...present<Omit<AnswerMessage, 'kind' | 'responseCode' | 'description' | 'unreadable'>>({
      conversationId: identifier('ConversationID'),
      originatorConversationId: identifier('OriginatorConversationID', 'OriginatorCoversationID'),
      merchantRequestId: identifier('MerchantRequestID'),
      checkoutRequestId: identifier('CheckoutRequestID'),
      responseRefId: identifier('ResponseRefID', 'requestRefID'),
      resultCode: header === undefined ? identifier('ResultCode') : undefined,
      resultDesc: header === undefined ? text('ResultDesc') : undefined,
    }),
    unreadable,
  }
}

// Three digits beside a message: the answers to other look-ups have four, or a description.
function isStandingOrderError(root: Told): boolean {
  const { identifier } = readerOf(root, [])
  const code = identifier('responseCode') ?? ''
  return hasAny(root, 'responseMessage') && /^[45]\d\d$/.test(code)
}

const codeNames = ['ResponseCode', 'ResponseStatus', 'rescode', 'code']
const wordNames = [
  'ResponseDescription',
  'ResponseMessage',
  'responseDesc',
  'Status_Message',
  'resmsg',
  'status',
]
