import type { Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { OrganisationRecord } from '../state/records.ts'
import { parseEatTimestamp } from '../time/east-africa-time.ts'
import {
  type DarajaAnswer,
  type DarajaRequest,
  invalidField,
  refusal,
  stkRefusal,
} from './answer.ts'

export type Body = Record<string, unknown>

/**
 * What a request carries. A body that is not sent as JSON counts as empty, so that the first field is missed, and so does a GET
 * without one, whose Content-Type some kits send all the same; JSON that does not parse, or is no object where one is wanted,
 * is 400.002.05 (reference §2, §36.2).
 */
export function readBody(
  network: Network,
  request: DarajaRequest,
  wanted: 'object' | 'json',
): { ok: true; body: Body; json: unknown } | { ok: false; answer: DarajaAnswer } {
  const contentType = request.header('content-type') ?? ''
  const isBareGet = request.method === 'GET' && request.bodyText === ''
  if (isBareGet || !/^application\/json\b/i.test(contentType)) {
    return { ok: true, body: {}, json: undefined }
  }
  try {
    const json: unknown = JSON.parse(request.bodyText)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
      return { ok: true, body: json as Body, json } // any object will do; each field is looked at for itself
    }
    if (wanted === 'json') return { ok: true, body: {}, json }
  } catch {
    // The refusal below says it.
  }
  return { ok: false, answer: refusal(network, 400, '400.002.05', 'Invalid Request Payload') }
}

/** The text of a field that may be a string or a number on the wire; empty when it is neither. */
export function text(body: Body, field: string): string {
  const value = body[field]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A field under the name by which a refusal knows it, and whether it is right. */
export type FieldCheck = readonly [field: string, isRight: boolean]

/** 400.002.02 for the first field that is wrong. */
export function refuseField(
  network: Network,
  checks: readonly FieldCheck[],
): DarajaAnswer | undefined {
  const wrong = checks.find(([, isRight]) => !isRight)
  return wrong && invalidField(network, wrong[0])
}

export const shortcodePattern = /^\d{5,7}$/
/** Phone numbers on the wire: twelve digits, no plus (reference §9.1). */
export const wireMsisdnPattern = /^254[17]\d{8}$/

/** How far a timestamp may be from Nairobi's clock in strict mode. */
const timestampAgeMsMax = 10 * 60_000

/** Whether this is a 14-digit date, and in strict mode one of about now. */
function isTimestamp(network: Network, timestamp: string): boolean {
  const at = parseEatTimestamp(timestamp)
  if (at === undefined) return false
  if (!network.config.behaviour.strict) return true
  return Math.abs(network.clock.now().getTime() - at.getTime()) <= timestampAgeMsMax
}

/** Whether this text is there, and in strict mode not too long. */
export function isText(network: Network, value: string, lengthMax: number): boolean {
  return value !== '' && (!network.config.behaviour.strict || value.length <= lengthMax)
}

/** The same of a text that may be left out. */
export function isOptionalText(network: Network, value: string, lengthMax: number): boolean {
  return value === '' || isText(network, value, lengthMax)
}

/** What is known to be looked at in the address of a callback when the request is made (reference §8.3). */
export function isCallbackUrl(network: Network, url: string): boolean {
  if (/[<>\s]/.test(url) || !URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return false
  // That hosts with capitals are refused is a hypothesis only.
  return !network.config.behaviour.strict || url.includes(`//${host}`)
}

/** The fields every STK call begins with: BusinessShortCode, Password, Timestamp. */
export function checkCredentials(network: Network, body: Body): DarajaAnswer | undefined {
  return refuseField(network, [
    ['BusinessShortCode', shortcodePattern.test(text(body, 'BusinessShortCode'))],
    ['Password', text(body, 'Password') !== ''],
    ['Timestamp', isTimestamp(network, text(body, 'Timestamp'))],
  ])
}

/**
 * The organisation whose passkey made this password with the timestamp as it was sent, or the refusal (reference §6).
 */
export function authenticate(network: Network, body: Body): OrganisationRecord | DarajaAnswer {
  const shortcode = text(body, 'BusinessShortCode')
  const organisation = organisationWithShortcode(network, shortcode)
  if (organisation === undefined) return stkRefusal(network, 'Merchant does not exist')
  const plain = shortcode + organisation.passkey + text(body, 'Timestamp')
  if (text(body, 'Password') !== Buffer.from(plain).toString('base64')) {
    return stkRefusal(network, network.config.behaviour.wrongPasswordText)
  }
  return organisation
}
