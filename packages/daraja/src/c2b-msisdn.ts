import { createHash } from 'node:crypto'
import { type Msisdn, matchesMaskedMsisdn } from './msisdn.ts'

/**
 * The number as C2B v1 tells it: SHA-256 of its twelve digits in lower-case hex, unsalted (reference
 * §13). So few numbers exist that anybody can reverse it: it is personal data.
 */
export function msisdnHash(msisdn: Msisdn): string {
  return createHash('sha256').update(msisdn, 'ascii').digest('hex')
}

/**
 * True when the MSISDN of a C2B callback is this number, in any of its forms: whole, masked (`2547
 * ***** 149`), hashed, or a mask laid over the hash (`bbff37cea4… ***** a1b36129a9…`), of which at
 * least 32 digits must be visible.
 */
export function matchesC2bMsisdn(msisdn: Msisdn, candidate: string): boolean {
  if (typeof candidate !== 'string' || candidate.length > candidateLengthMax) return false
  const compact = candidate.replace(/\s+/g, '').toLowerCase()
  const hashed = /^([0-9a-f]*)(\**)([0-9a-f]*)$/.exec(compact)
  const [, head = '', stars = '', tail = ''] = hashed ?? []
  const visible = head.length + tail.length
  if (visible < visibleHexMin) return matchesMaskedMsisdn(msisdn, candidate)
  const hash = msisdnHash(msisdn)
  if (stars === '') return compact === hash
  return visible < hash.length && hash.startsWith(head) && hash.endsWith(tail)
}

const candidateLengthMax = 100
const visibleHexMin = 32
