import { z } from 'zod'

/**
 * A field of a request that Daraja takes as a JSON number or as a string of digits alike
 * (reference §2), of five to seven digits.
 */
export const shortcode = digits(/^\d{5,7}$/, 'must be five to seven digits')

/** Twelve digits without a plus, `2547…` or `2541…` (reference §32). */
export const phone = digits(/^254[17]\d{8}$/, 'must be twelve digits, 2547… or 2541…')

/** A phone as Bill Manager writes it, `07…` or `01…`; `2547…` is taken too (reference §23). */
export const localPhone = z
  .string({ error: 'must be a phone number' })
  .regex(/^(0|254)[17]\d{8}$/, 'must be a Kenyan phone number, 07… or 01…')

/** No single payment is larger (reference §31). */
export const paymentMax = 250_000

/** Whole shillings, as a number or as digits. */
export function shillings(range: { min?: number; max?: number } = {}) {
  const { min = 1, max = paymentMax } = range
  const rule = `must be whole shillings from ${min} to ${max}`
  const fits = (value: number | string) => Number(value) >= min && Number(value) <= max
  return digits(/^\d{1,15}$/, rule).refine(fits, rule)
}

/** An address that Safaricom calls (reference §8.3): http or https, no placeholder in brackets. */
export const callbackUrl = z
  .string({ error: urlRule() })
  .refine((value) => isCallbackUrl(value), urlRule())

/** Printable ASCII that is not blank. */
export function text(lengthMax: number, lengthMin = 1) {
  const rule = `must be ${lengthMin} to ${lengthMax} printable ASCII characters`
  return z
    .string({ error: rule })
    .min(lengthMin, rule)
    .max(lengthMax, rule)
    .regex(/^[\x20-\x7e]*\S[\x20-\x7e]*$/, rule)
}

/** A name or a remark, in any script, without control characters. */
export function words(lengthMax: number, lengthMin = 1) {
  const rule = `must be ${lengthMin} to ${lengthMax} characters without line breaks`
  return z
    .string({ error: rule })
    .min(lengthMin, rule)
    .max(lengthMax, rule)
    .regex(/^\P{Cc}*[^\s\p{Cc}]\P{Cc}*$/u, rule)
}

/** A name for itself: printable, no spaces. */
export function identifier(lengthMax: number) {
  const rule = `must be 1 to ${lengthMax} printable characters without spaces`
  return z
    .string({ error: rule })
    .regex(/^[\x21-\x7e]+$/, rule)
    .max(lengthMax, rule)
}

/** A receipt: letters and digits, ten of them today (reference §33). */
export const receipt = z
  .string({ error: 'must be an M-PESA receipt number' })
  .regex(/^[A-Za-z0-9]{8,20}$/, 'must be an M-PESA receipt number, such as UA25M0QB7R')

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` })
}

/** The fields of every request that an API operator signs (reference §7). */
export const securityCredential = z
  .string({ error: credentialRule() })
  .regex(/^[A-Za-z0-9+/]{300,1400}={0,2}$/, credentialRule())

export const initiatorName = identifier(64)

/** 2 to 100 characters (reference §14). */
export const remarks = words(100, 2)

/** 1 to 100 characters (reference §14). */
export const occasion = words(100)

function digits(pattern: RegExp, rule: string) {
  return z.union(
    [
      z.int(rule).refine((value) => pattern.test(String(value)), rule),
      z.string(rule).regex(pattern, rule),
    ],
    rule,
  )
}

function urlRule(): string {
  return 'must be an http or https URL'
}

function credentialRule(): string {
  return 'must be the base64 that createSecurityCredential makes'
}

function isCallbackUrl(value: string): boolean {
  if (!URL.canParse(value) || /[\s<>]/.test(value)) return false
  const { protocol } = new URL(value)
  return protocol === 'https:' || protocol === 'http:'
}
