import { constants, publicEncrypt } from 'node:crypto'
import { DarajaInputError } from '../errors.ts'
import { type CertificateSource, readPublicKey } from './public-key.ts'

/**
 * The `SecurityCredential` of an API operator: its password, encrypted for Safaricom's certificate
 * with RSA PKCS#1 v1.5, in base64 (reference §7). The padding is random, so that every call brings
 * another text; any of them may be used again and again. Safaricom tells of a wrong one only later,
 * with result 2001, and locks the operator after several.
 * @throws DarajaInputError naming `password` or `certificate`, in one sentence
 */
export function createSecurityCredential(input: {
  /** Of the API operator. It is a secret and appears in no error. */
  password: string
  /**
   * `sandbox` and `production` are in this package; a path, a URL, or the text or bytes of another
   * certificate or of a plain public key can be given.
   */
  certificate: CertificateSource
}): string {
  const { refusal } = checkInitiatorPassword(input.password)
  if (refusal !== undefined) {
    const message = `The initiator password ${refusal}`
    throw new DarajaInputError({ field: 'password', message, detail: refusal })
  }
  const key = readPublicKey(input.certificate)
  const padding = constants.RSA_PKCS1_PADDING
  return publicEncrypt({ key, padding }, Buffer.from(input.password, 'utf8')).toString('base64')
}

/**
 * What is wrong with an initiator password, by Safaricom's rules: `refusal` where it cannot work,
 * `cautions` where Safaricom advises against it.
 */
export function checkInitiatorPassword(password: string): {
  refusal: string | undefined
  cautions: readonly string[]
} {
  return { refusal: refusalOf(password), cautions: cautionsOf(password) }
}

function refusalOf(password: string): string | undefined {
  if (typeof password !== 'string' || password === '') return 'must not be empty'
  if (/\p{Cc}/u.test(password)) return 'must not hold line breaks or other control characters'
  if (password !== password.trim()) return 'must not begin or end with a space'
  if (/[()]/.test(password)) return 'must not hold round brackets: Safaricom refuses them'
  if (Buffer.byteLength(password, 'utf8') > passwordBytesMax) {
    return `must be at most ${passwordBytesMax} bytes`
  }
  return undefined
}

function cautionsOf(password: string): string[] {
  if (typeof password !== 'string' || !/[@.]/.test(password)) return []
  return ['Safaricom advises against @ and . in an initiator password']
}

// What PKCS#1 v1.5 leaves of the 256 bytes of Safaricom's keys.
const passwordBytesMax = 245
