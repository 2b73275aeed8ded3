import { hkdfSync } from 'node:crypto'

/**
 * The secret part of the one C2B confirmation address. It is registered with Safaricom once for all, so it is derived
 * from the installation's secret instead of being made anew; hex, so that no forbidden word can appear in it.
 */
export function confirmationToken(secret: Buffer): string {
  return Buffer.from(
    hkdfSync('sha256', secret, '', 'hazina c2b confirmation address', 24),
  ).toString('hex')
}
