import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  X509Certificate,
} from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isDarajaInputError } from '../errors.ts'
import type { CertificateSource } from './public-key.ts'
import { safaricomCertificates } from './safaricom-certificates.ts'
import { checkInitiatorPassword, createSecurityCredential } from './security-credential.ts'

const testData = new URL('../../test-data/certificates/', import.meta.url)
const certificateUrl = new URL('test-certificate.cer', testData)
const certificate = readFileSync(certificateUrl, 'utf8')
const privateKey = readFileSync(new URL('test-key.pem', testData), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'credential-'))
const password = 'Test-Pa55word#1'

afterAll(() => rmSync(folder, { recursive: true }))

describe('the credential', () => {
  const publicKey = createPublicKey(certificate).export({ format: 'pem', type: 'spki' })
  const sources: [string, CertificateSource][] = [
    ['the text of a certificate', certificate],
    ['its bytes', Buffer.from(certificate)],
    ['its DER', new X509Certificate(certificate).raw],
    ['a URL', certificateUrl],
    ['a path', certificateUrl.pathname],
    ['a public key', String(publicKey)],
  ]

  test.each(sources)('made with %s opens with the key that belongs to it', (_, source) => {
    const credential = createSecurityCredential({ password, certificate: source })
    expect(credential).toMatch(/^[A-Za-z0-9+/]{342}==$/)
    expect(decrypt(credential)).toBe(password)
  })

  test('is another each time, and says the same', () => {
    const first = createSecurityCredential({ password, certificate })
    const second = createSecurityCredential({ password, certificate })
    expect(first).not.toBe(second)
    expect(decrypt(first)).toBe(decrypt(second))
  })

  test.each(['sandbox', 'production'] as const)('can be made for the %s', (name) => {
    expect(createSecurityCredential({ password, certificate: name })).toHaveLength(344)
  })
})

test('the certificates of Safaricom are the published ones', () => {
  const { sandbox, production } = safaricomCertificates
  expect(fingerprint(sandbox)).toMatch(/^A5:42:C3:C6:7B:59:8A:33.*:66:F0$/)
  expect(fingerprint(production)).toMatch(/^94:17:91:52:12:AC:70:8D.*:C1:6B$/)
})

describe('a wrong certificate is refused in one sentence', () => {
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
  const page = join(folder, 'page.cer')
  writeFileSync(page, '<html>Not Found</html>')

  test.each([
    ['a private key', privateKey, 'private key'],
    ['damaged text', certificate.slice(0, 200), 'neither'],
    ['another kind of file', page, 'neither'],
    ['a missing file', join(folder, 'nowhere.cer'), 'ENOENT'],
    ['a folder', folder, 'EISDIR'],
    ['no bytes', new Uint8Array(), 'neither'],
  ])('%s', (_, source, words) => {
    const error = refusal(() => createSecurityCredential({ password, certificate: source }))
    expect(error.field).toBe('certificate')
    expect(error.message).toMatch(/^The certificate cannot be used: [^\n]+$/)
    expect(error.message).toContain(words)
  })

  test.each([
    ['a key of type ec', elliptic],
    ['an RSA key of 1024 bits', small],
  ])('%s', (found, key) => {
    const pem = String(key.export({ format: 'pem', type: 'spki' }))
    const made = () => createSecurityCredential({ password, certificate: pem })
    expect(refusal(made).message).toContain(`${found}: Safaricom's are RSA of 2048 bits`)
  })
})

describe('the rules of passwords', () => {
  test.each([
    '',
    'with(bracket',
    'with)bracket',
    'line\nbreak',
    ' space',
    'space ',
    'x'.repeat(246),
  ])('%j cannot work', (wrong) => {
    const error = refusal(() => createSecurityCredential({ password: wrong, certificate }))
    expect(error.field).toBe('password')
    expect(JSON.stringify(error)).not.toContain('bracket"')
  })

  test.each(['Safaricom999!*!', 'A#b&c%d$1', 'x'.repeat(245)])('%s is good', (good) => {
    expect(checkInitiatorPassword(good)).toEqual({ refusal: undefined, cautions: [] })
  })

  test('what Safaricom advises against is told and let pass', () => {
    const { refusal: none, cautions } = checkInitiatorPassword('a@b.c')
    expect(none).toBeUndefined()
    expect(cautions).toHaveLength(1)
  })
})

// Node refuses to remove this padding by itself (CVE-2023-46809).
function decrypt(credential: string): string {
  const bytes = Buffer.from(credential, 'base64')
  const padded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, bytes)
  expect([...padded.subarray(0, 2)]).toEqual([0, 2])
  return padded.subarray(padded.indexOf(0, 2) + 1).toString('utf8')
}

function fingerprint(pem: string): string {
  return new X509Certificate(pem).fingerprint256
}

function refusal(work: () => unknown) {
  try {
    work()
  } catch (thrown) {
    if (isDarajaInputError(thrown)) return thrown
  }
  throw new Error('nothing was refused')
}
