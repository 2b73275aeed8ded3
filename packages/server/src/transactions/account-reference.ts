import type { Random } from '../context.ts'

// No I, L, O or U: people read it off a small screen and type it.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes the AccountReference of one push: `HZ` and ten characters, twelve in all as Safaricom allows, never all
 * digits, so never a wallet's account number. Money that names it is that deposit.
 */
export function createAccountReference(random: Random): string {
  const bytes = random.bytes(10)
  return `HZ${Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')}`
}
