import type { Network } from '../network.ts'
import type { Business } from '../options.ts'
import { businessOf } from '../phones/payment.ts'
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
 * The JSON object of a request. A body that is not sent as JSON counts as empty, so that the first field is missed; JSON
 * that does not parse is 400.002.05 (reference §2, §36.2).
 */
export function readBody(
  network: Network,
  request: DarajaRequest,
): { ok: true; body: Body } | { ok: false; answer: DarajaAnswer } {
  const contentType = request.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(contentType)) return { ok: true, body: {} }
  try {
    const parsed: unknown = JSON.parse(request.bodyText)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return { ok: true, body: parsed as Body } // any object will do; each field is looked at for itself
    }
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

export const shortcodePattern = /^\d{5,7}$/
/** Payer numbers on the wire: twelve digits, no plus (reference §9.1). */
export const wireMsisdnPattern = /^254[17]\d{8}$/

/** How far a timestamp may be from Nairobi's clock in strict mode. */
const timestampAgeMsMax = 10 * 60_000

/** Whether this is a 14-digit date, and in strict mode one of about now. */
export function isTimestamp(network: Network, timestamp: string): boolean {
  const at = parseEatTimestamp(timestamp)
  if (at === undefined) return false
  if (!network.config.behaviour.strict) return true
  return Math.abs(network.clock.now().getTime() - at.getTime()) <= timestampAgeMsMax
}

/** The fields every STK call begins with: BusinessShortCode, Password, Timestamp. */
export function checkCredentials(network: Network, body: Body): DarajaAnswer | undefined {
  if (!shortcodePattern.test(text(body, 'BusinessShortCode'))) {
    return invalidField(network, 'BusinessShortCode')
  }
  if (text(body, 'Password') === '') return invalidField(network, 'Password')
  if (!isTimestamp(network, text(body, 'Timestamp'))) return invalidField(network, 'Timestamp')
  return undefined
}

/**
 * The business whose passkey made this password with the timestamp as it was sent, or the refusal (reference §6).
 */
export function authenticate(network: Network, body: Body): Business | DarajaAnswer {
  const shortcode = text(body, 'BusinessShortCode')
  const business = businessOf(network, shortcode)
  if (business === undefined) return stkRefusal(network, 'Merchant does not exist')
  const plain = shortcode + business.passkey + text(body, 'Timestamp')
  if (text(body, 'Password') !== Buffer.from(plain).toString('base64')) {
    return stkRefusal(network, '[MerchantValidate] - Wrong credentials')
  }
  return business
}
