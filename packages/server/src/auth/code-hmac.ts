import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Msisdn } from '@hazina/daraja/msisdn'

/**
 * What is kept of a one-time code: an HMAC under a key derived from the installation's secret for this purpose alone,
 * bound to the phone. Six digits under a bare hash would be found by trying the million of them.
 */
export function codeHmac(secret: Buffer, facts: { msisdn: Msisdn; code: string }): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'hazina one-time code', 32))
  return createHmac('sha256', key).update(`${facts.msisdn}:${facts.code}`).digest()
}

/** Compares in a time that tells nothing about where the two differ. */
export function sameHmac(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
