import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { DarajaInputError } from '../errors.ts'
import { safaricomCertificates } from './safaricom-certificates.ts'

/** Named, or a path, or the text or bytes of a certificate or public key, PEM or DER. */
export type CertificateSource = 'sandbox' | 'production' | (string & {}) | URL | Uint8Array

/**
 * The RSA key that passwords are encrypted with.
 * @throws DarajaInputError naming `certificate`, in one sentence
 */
export function readPublicKey(source: CertificateSource): KeyObject {
  const { bytes, origin } = read(source)
  const text = bytes.toString('latin1')
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw unusable(`${origin} is a private key: give the certificate that goes with it`)
  }
  const key = parse(bytes, text)
  if (key === undefined) {
    throw unusable(`${origin} is neither an X.509 certificate nor a public key`)
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  const bits = details?.modulusLength ?? 0
  if (type !== 'rsa' || bits < modulusBitsMin) {
    const found = type === 'rsa' ? `an RSA key of ${bits} bits` : `a key of type ${type}`
    throw unusable(`${origin} holds ${found}: Safaricom's are RSA of 2048 bits`)
  }
  return key
}

function read(source: CertificateSource): { bytes: Buffer; origin: string } {
  if (source instanceof Uint8Array) return { bytes: Buffer.from(source), origin: 'what was given' }
  const shipped = typeof source === 'string' ? safaricom.get(source) : undefined
  if (shipped !== undefined) return { bytes: Buffer.from(shipped), origin: String(source) }
  if (typeof source === 'string' && source.includes('-----BEGIN ')) {
    return { bytes: Buffer.from(source), origin: 'what was given' }
  }
  const origin = source instanceof URL ? source.href : String(source)
  try {
    if (statSync(source).size > fileBytesMax) return { bytes: Buffer.alloc(0), origin }
    return { bytes: readFileSync(source), origin }
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException // what the file system throws
    throw unusable(`${origin} could not be read (${code ?? message})`)
  }
}

function parse(bytes: Buffer, text: string): KeyObject | undefined {
  const readers = text.includes('PUBLIC KEY-----')
    ? [() => createPublicKey(bytes)]
    : [
        () => new X509Certificate(bytes).publicKey,
        () => createPublicKey({ key: bytes, format: 'der', type: 'spki' }),
      ]
  for (const readKey of readers) {
    try {
      return readKey()
    } catch {
      // Not in this form; the caller says so when it is in none.
    }
  }
  return undefined
}

function unusable(problem: string): DarajaInputError {
  const message = `The certificate cannot be used: ${problem}`
  return new DarajaInputError({ field: 'certificate', message, detail: problem })
}

const safaricom = new Map(Object.entries(safaricomCertificates))
const modulusBitsMin = 2048
const fileBytesMax = 64 * 1024
