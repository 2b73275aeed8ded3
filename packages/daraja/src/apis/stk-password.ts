import { formatEatTimestamp } from '../eat-time.ts'

/**
 * The `Timestamp` of an STK request: `yyyyMMddHHmmss` in East Africa Time. Send the very string the
 * password was made of.
 */
export function stkTimestamp(instant: Date): string {
  return formatEatTimestamp(instant)
}

/**
 * The `Password` of an STK request: base64 of shortcode, passkey and timestamp joined (Daraja
 * portal, M-PESA Express).
 */
export function stkPassword(input: {
  shortcode: string
  passkey: string
  timestamp: string
}): string {
  return btoa(`${input.shortcode}${input.passkey}${input.timestamp}`)
}
