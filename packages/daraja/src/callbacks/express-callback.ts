import type { ExpressMessage } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import { hasAny, type Told } from './told.ts'
import { parseIdentifier, parseKes, parseReceipt } from './wire-values.ts'

/** True for the flat, lower-camel body of an Express CheckOut. */
export function isExpress(told: Told): boolean {
  return hasAny(told, 'resultCode') && hasAny(told, 'requestId', 'RequestRefID')
}

/** A text says why the body is unusable. */
export function readExpress(told: Told): ExpressMessage | string {
  const unreadable: string[] = []
  const { read, text, identifier } = readerOf(told, unreadable)
  const resultCode = read(parseIdentifier, 'resultCode')
  if (resultCode === undefined) return 'no usable resultCode'
  const requestId = identifier('requestId', 'RequestRefID')
  if (requestId === undefined) return 'no usable requestId'
  const status = text('status')
  // Neither is believed when they contradict each other: the money may have moved.
  if (resultCode === '0' && status !== undefined && !/^success/i.test(status)) {
    return `resultCode 0 and status ${status.slice(0, 40)} contradict each other`
  }
  return {
    kind: 'express',
    paid: resultCode === '0',
    resultCode,
    resultDesc: text('resultDesc') ?? '',
    requestId,
    ...present<Optional>({
      conversationId: identifier('conversationID'),
      amount: read(parseKes, 'amount'),
      receipt: read(parseReceipt, 'transactionId'),
      status,
      paymentReference: text('paymentReference', 'paymentRef'),
    }),
    unreadable,
  }
}

type Optional = Pick<
  ExpressMessage,
  'conversationId' | 'amount' | 'receipt' | 'status' | 'paymentReference'
>
