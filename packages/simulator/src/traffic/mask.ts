import type { RawHeaders } from './exchange.ts'

const mask = '…'

/** Fields of requests and answers whose value is nobody's to read, in lower case. */
const secretFields = new Set([
  'password',
  'securitycredential',
  'initiatorpassword',
  'access_token',
  'passkey',
  'pin',
  'consumersecret',
  'consumerkey',
  'appkey',
  'app_key',
])

const secretHeaders = new Set([
  'cookie',
  'set-cookie',
  'x-api-key',
  // Bill Manager's, in the spellings that are around.
  'app_key',
  'appkey',
  'app-key',
  'x-app-key',
])

/** A body without passwords, credentials, PINs, tokens and secret paths; JSON as what it says, anything else as text. */
export function maskedBody(body: unknown): unknown {
  if (typeof body !== 'string') return maskedValue(body ?? null)
  const parsed = parse(body)
  if (!parsed.ok) return maskedLoose(body)
  // JSON that was made JSON twice is a text.
  return typeof parsed.value === 'string' ? maskedLoose(parsed.value) : maskedValue(parsed.value)
}

/** Headers by their names in lower case; of Authorization the scheme only. */
export function maskedHeaders(headers: RawHeaders | undefined): Record<string, string> {
  if (headers === undefined) return {}
  const entries: [string, unknown][] =
    headers instanceof Headers ? [...headers] : Object.entries(headers)
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.toLowerCase(),
        maskedHeader(name.toLowerCase(), String(value)),
      ]),
  )
}

/**
 * An address without what looks like a secret: long runs of letters and digits in its path, a name and password before
 * the host, and parameters called token, key or the like.
 */
export function withoutSecrets(url: string): string {
  return url
    .replace(/^(https?:\/\/)[^/?#]*@/, `$1${mask}@`)
    .replace(/(?<=\/)[\w-]{16,}(?=$|[/?#])/g, mask)
    .replace(/([?&][\w-]*(?:token|secret|key|pass|sig)[\w-]*=)[^&#]+/gi, `$1${mask}`)
}

function maskedHeader(name: string, value: string): string {
  if (name === 'authorization') return `${value.split(' ', 1)[0]} ${mask}`
  return secretHeaders.has(name) ? mask : value
}

function maskedValue(value: unknown): unknown {
  if (typeof value === 'string') return maskedText(value)
  if (Array.isArray(value)) return value.map(maskedValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      secretFields.has(name.toLowerCase()) && isScalar(one) ? mask : maskedValue(one),
    ]),
  )
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

/** Text without secret paths and tokens. */
export function maskedText(text: string): string {
  if (/^https?:\/\//.test(text)) return withoutSecrets(text)
  // Some refusals quote the token that was sent (reference §4, 401.002.01).
  return text.replace(/(Invalid Access Token - )[A-Za-z0-9]{16,}/, `$1${mask}`)
}

/** Text that should have been JSON, or is a form: whatever stands behind the name of a secret is left out. */
function maskedLoose(text: string): string {
  return maskedText(text.replace(secretPair, `$1${mask}`))
}

const secretPair = new RegExp(
  `((?:${[...secretFields].join('|')})["']?\\s*[=:]\\s*["']?)[^&"',\\s}]+`,
  'gi',
)

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  if (text === '') return { ok: true, value: null }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
