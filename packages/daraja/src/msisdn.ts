declare const brand: unique symbol

/** A Kenyan mobile number as M-PESA writes it: twelve digits, `2547…` or `2541…`, no plus. */
export type Msisdn = string & { readonly [brand]: 'Msisdn' }

export type ParsedMsisdn =
  | { ok: true; msisdn: Msisdn }
  | { ok: false; reason: 'format' | 'network' }

/**
 * First three digits after the leading zero of the ranges Safaricom serves, as `[from, to]`, both
 * included. The ranges the guide of this product names (070x, 071x, 072x, 074x, 079x, 011x) and
 * those allocated or observed besides (the last four in August 2026). Numbers are portable, so a
 * prefix is a hint and Safaricom has the last word.
 */
export const safaricomRanges: readonly (readonly [from: number, to: number])[] = [
  [700, 729],
  [740, 749],
  [757, 759],
  [768, 769],
  [790, 799],
  [110, 119],
  [140, 143],
  [180, 182],
]

/**
 * Reads a phone number as people type it: `07…`, `01…`, `7…`, `1…`, `254…`, `+254…`, with spaces,
 * dashes, dots or parentheses anywhere. `format`: not a Kenyan mobile number. `network`: one, but
 * outside Safaricom's ranges, which `allowOtherNetworks` lets pass.
 */
export function parseMsisdn(
  input: string,
  options: { allowOtherNetworks?: boolean } = {},
): ParsedMsisdn {
  if (typeof input !== 'string' || input.length > inputLengthMax) {
    return { ok: false, reason: 'format' }
  }
  const national = kenyanMobile.exec(input.replace(separators, ''))?.[1]
  if (national === undefined) return { ok: false, reason: 'format' }
  if (!options.allowOtherNetworks && !isSafaricom(national)) return { ok: false, reason: 'network' }
  return { ok: true, msisdn: `254${national}` as Msisdn } // the one place where a Msisdn is made
}

/** True when the text already is what {@link parseMsisdn} makes, whatever its network. */
export function isMsisdn(value: unknown): value is Msisdn {
  return typeof value === 'string' && canonical.test(value)
}

/** The number as it may be shown and logged: `0712***678`, M-PESA's own masked style. */
export function maskMsisdn(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)}***${msisdn.slice(9)}`
}

/**
 * True when `candidate` is this number, whole or masked: `254708374149`, `254708***149`, `2547
 * ***** 149`, `0708***149`. The count of mask characters is not trusted (statements print
 * `2547****149`); at least three digits must be visible.
 */
export function matchesMaskedMsisdn(msisdn: Msisdn, candidate: string): boolean {
  if (typeof candidate !== 'string' || candidate.length > inputLengthMax) return false
  const compact = candidate.replace(separators, '')
  const masked = maskedMobile.exec(compact)
  if (masked === null) {
    const parsed = parseMsisdn(compact, { allowOtherNetworks: true })
    return parsed.ok && parsed.msisdn === msisdn
  }
  const [, prefix = '', suffix = ''] = masked
  const visible = internationalPrefix(prefix)
  if (prefix.length + suffix.length < visibleDigitsMin) return false
  if (visible.length + suffix.length >= msisdn.length) return false
  return msisdn.startsWith(visible) && msisdn.endsWith(suffix)
}

const inputLengthMax = 40
const visibleDigitsMin = 3
const canonical = /^254[17]\d{8}$/
const kenyanMobile = /^(?:(?:\+|00)?254)?0?([17]\d{8})$/
const maskedMobile = /^\+?(\d*)[*xX•]+(\d*)$/

// Spaces of every kind, the hyphens and dashes phones and word processors make, dots, parentheses,
// and the invisible direction marks that come along when a number is copied from a contact.
const separators = /[\s\-.()\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function isSafaricom(national: string): boolean {
  const prefix = Number(national.slice(0, 3))
  return safaricomRanges.some(([from, to]) => prefix >= from && prefix <= to)
}

function internationalPrefix(prefix: string): string {
  if (prefix.startsWith('0')) return `254${prefix.slice(1)}`
  if (prefix.startsWith('7') || prefix.startsWith('1')) return `254${prefix}`
  return prefix
}
