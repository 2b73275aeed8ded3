import { createHash } from 'node:crypto'
import type { Random } from '../context.ts'

const tokenPattern = /^[0-9a-f]{48}$/

/**
 * Makes the secret that a deposit's CallBackURL ends in: 192 random bits, in hex so that none of the words that
 * Safaricom refuses in a URL can appear. Only its hash is stored.
 */
export function createCallbackToken(random: Random): { token: string; hash: Buffer } {
  const token = random.bytes(24).toString('hex')
  return { token, hash: hashCallbackToken(token) }
}

export function hashCallbackToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether a path segment has the form of a token at all. */
export function isCallbackToken(text: string): boolean {
  return tokenPattern.test(text)
}
