import { createHash } from 'node:crypto'
import type { Random } from '../context.ts'

/** 256 random bits as 43 characters of base64url: a session's token, or an API key behind its prefix. */
export function makeSecretToken(random: Random): string {
  return random.bytes(32).toString('base64url')
}

/** What is kept of one. With 256 random bits there is nothing to guess, so a plain hash is enough, and quick. */
export function hashSecretToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
