import type { HakikishaMessage } from './daraja-message.ts'
import { readerOf } from './reader.ts'
import { hasAny, type Told } from './told.ts'

/** True for the question whose account a number is, which Safaricom asks of the caller. */
export function isHakikisha(told: Told): boolean {
  return hasAny(told, 'accountNumber') && hasAny(told, 'requestId')
}

/** A text says why the body is unusable. */
export function readHakikisha(told: Told): HakikishaMessage | string {
  const unreadable: string[] = []
  const { text, identifier } = readerOf(told, unreadable)
  const requestId = identifier('requestId')
  if (requestId === undefined) return 'no usable requestId'
  const accountNumber = text('accountNumber')
  if (accountNumber === undefined) return 'no usable accountNumber'
  const shortcode = identifier('shortcode')
  const timestamp = text('timestamp')
  return {
    kind: 'hakikisha',
    requestId,
    accountNumber,
    ...(shortcode !== undefined && { shortcode }),
    ...(timestamp !== undefined && { timestamp }),
    unreadable,
  }
}
