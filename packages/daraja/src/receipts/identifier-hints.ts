import { parseEatTimestamp } from '../eat-time.ts'

export type CheckoutRequestHint = {
  /** When the push was taken, to the millisecond. */
  at: Date
  /** The payer's nine digits after 254. */
  phoneTail: string
}

/**
 * What a CheckoutRequestID of today's form tells: `ws_CO_`, `ddMMyyyyHHmmss` in East Africa Time,
 * milliseconds without zeros in front, nine digits of the phone (derived, reference §3.1). Undefined
 * for older forms. A hint: identifiers are opaque.
 */
export function checkoutRequestHint(id: string): CheckoutRequestHint | undefined {
  const parts = /^ws_CO_(\d\d)(\d\d)(\d{4})(\d{6})(\d{1,3})(\d{9})$/.exec(id)
  if (parts === null) return undefined
  const [, day, month, year, time, milliseconds, phoneTail = ''] = parts
  const second = parseEatTimestamp(`${year}${month}${day}${time}`)
  if (second === undefined) return undefined
  return { at: new Date(second.getTime() + Number(milliseconds)), phoneTail }
}

/** The day, `yyyy-MM-dd`, in a ConversationID such as `AG_20260102_2010a41b77c09e5d3f18`. */
export function conversationDate(id: string): string | undefined {
  const parts = /^AG_(\d{4})(\d\d)(\d\d)_[0-9a-f]{20}$/i.exec(id)
  if (parts === null) return undefined
  const [, year, month, day] = parts
  return parseEatTimestamp(`${year}${month}${day}000000`) && `${year}-${month}-${day}`
}

/**
 * True when `told` may be the reference that was `sent`. The gateway turns what looks like a number
 * into one (reference §3.3), so that `020417` comes back as `20417`; capitals and outer spaces do not
 * count either.
 */
export function matchesCoercedReference(sent: string, told: string): boolean {
  const [left, right] = [sent.trim().toUpperCase(), told.trim().toUpperCase()]
  if (left === right) return true
  if (!numberLike.test(left) || !numberLike.test(right)) return false
  return withoutZeros(left) === withoutZeros(right)
}

const numberLike = /^\d{1,40}(?:\.\d{1,10})?$/

function withoutZeros(digits: string): string {
  const whole = digits.replace(/^0+(?=\d)/, '')
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole
}
