import {
  constants,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import type { CertificateRecord } from '../state/records.ts'

/** Bytes of padding that PKCS#1 v1.5 has at least. */
const paddingMin = 8

/** One credential is used again and again (reference §7), and decrypting takes milliseconds. */
const rememberedMax = 100

type Opened = { key: KeyObject; passwords: Map<string, string | undefined> }
const opened = new WeakMap<CertificateRecord, Opened>()

/** The SecurityCredential of an initiator: the password, encrypted for who has this certificate (reference §7). */
export function encryptCredential(certificate: CertificateRecord, password: string): string {
  return publicEncrypt(
    { key: certificate.certificatePem, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(password, 'utf8'),
  ).toString('base64')
}

/**
 * The password in a SecurityCredential; undefined when it was encrypted for another certificate, with another padding, or is
 * no ciphertext at all.
 */
export function decryptCredential(
  certificate: CertificateRecord,
  credential: string,
): string | undefined {
  const { key, passwords } = openedOf(certificate)
  if (passwords.has(credential)) return passwords.get(credential)
  const padded = decryptRaw(key, Buffer.from(credential, 'base64'))
  const password = padded && unpad(padded)?.toString('utf8')
  const [oldest] = passwords.keys()
  if (passwords.size >= rememberedMax && oldest !== undefined) passwords.delete(oldest)
  passwords.set(credential, password)
  return password
}

function openedOf(certificate: CertificateRecord): Opened {
  const known = opened.get(certificate)
  if (known !== undefined) return known
  const made = { key: createPrivateKey(certificate.privateKeyPem), passwords: new Map() }
  opened.set(certificate, made)
  return made
}

/**
 * Node refuses to decrypt PKCS#1 v1.5 padding, or (newer builds) makes random bytes of a wrong ciphertext instead of an
 * error. So the padding is left on here and taken off by hand.
 */
function decryptRaw(key: KeyObject, cipher: Buffer): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, cipher)
  } catch {
    return undefined // of another length than the key, or above its modulus
  }
}

/** What follows `00 02 <at least eight bytes that are not zero> 00`. */
function unpad(padded: Buffer): Buffer | undefined {
  if (padded[0] !== 0 || padded[1] !== 2) return undefined
  const end = padded.indexOf(0, 2)
  return end < 2 + paddingMin ? undefined : padded.subarray(end + 1)
}
