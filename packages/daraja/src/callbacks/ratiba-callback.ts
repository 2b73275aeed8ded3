import type { RatibaMessage } from './daraja-message.ts'
import { present, readerOf } from './reader.ts'
import { hasAny, itemsOf, objectAt, type Told, toldByItems, toldIn, valueAt } from './told.ts'
import { parseIdentifier, parsePhone, parseReceipt } from './wire-values.ts'

/** True for a header beside a body with data; the answer to the request has no data. */
export function isRatiba(root: Told): boolean {
  const body = toldIn(objectAt(root, 'responseBody'))
  return objectAt(root, 'responseHeader') !== undefined && hasAny(body, 'responseData')
}

/** A text says why the body is unusable. Success comes in lower camel, failure in Pascal case. */
export function readRatiba(root: Told): RatibaMessage | string {
  const unreadable: string[] = []
  const header = readerOf(toldIn(objectAt(root, 'responseHeader')), unreadable)
  const responseCode = header.read(parseIdentifier, 'responseCode')
  if (responseCode === undefined) return 'no usable responseCode'
  const list = valueAt(toldIn(objectAt(root, 'responseBody')), 'responseData')
  const data = readerOf(toldByItems(list), unreadable)
  const dataCode = data.identifier('responseCode') ?? responseCode
  if (dataCode !== responseCode) unreadable.push('responseCode')
  return {
    kind: 'ratiba',
    created: responseCode === '0' && dataCode === '0',
    responseCode,
    responseDescription: header.text('responseDescription') ?? '',
    ...present<Optional>({
      responseRefId: header.identifier('responseRefID'),
      requestRefId: header.identifier('requestRefID'),
      transactionId: data.read(parseTransactionId, 'TransactionID') || undefined,
      status: data.text('Status'),
      msisdn: data.read(parsePhone, 'Msisdn'),
    }),
    items: itemsOf(list),
    unreadable,
  }
}

type Optional = Pick<
  RatibaMessage,
  'responseRefId' | 'requestRefId' | 'transactionId' | 'status' | 'msisdn'
>

// A failure names a transaction of zeros: none.
function parseTransactionId(text: string): string | undefined {
  return /^0+$/.test(text) ? '' : parseReceipt(text)
}
