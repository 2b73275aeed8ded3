import { parseEatTimestamp } from '../eat-time.ts'
import { asObject, identifierOf, parseObject, sentenceOf, textOf } from '../http/answer.ts'

/**
 * What Safaricom posts when a prompt has ended. Unsigned: it is a claim until it is bound to what
 * was asked.
 */
export type StkCallback = {
  merchantRequestId: string
  checkoutRequestId: string
  /** A number on the wire, or text for alphanumeric codes; always text here. */
  resultCode: string
  resultDesc: string
  /** The body as it came. */
  raw: string
} & (StkCallbackPaid | { paid: false })

export type StkCallbackPaid = {
  paid: true
  /** KES, as it was told; cents are neither rounded nor refused here. */
  amount?: number
  receipt?: string
  /** Whole or masked, as it was told; {@link matchesMaskedMsisdn} compares it. */
  phone?: string
  transactedAt?: Date
  /**
   * Items that are there and could not be understood, or that are told twice and differently; they
   * are left out above.
   */
  unreadable: readonly string[]
}

export type ParsedStkCallback =
  | { ok: true; callback: StkCallback }
  | { ok: false; reason: string; raw: string }

/**
 * Reads an STK callback in every shape seen or reported: codes as numbers or text, items in any
 * order, without a value, or a single one without its list, amounts as `125`, `1.0` or text, phones
 * whole, masked or absent, any casing of the names. What is no such callback comes back with the
 * reason. Never throws.
 */
export function parseStkCallback(raw: Uint8Array | string): ParsedStkCallback {
  const text = typeof raw === 'string' ? raw : new TextDecoder().decode(raw)
  const root = parseObject(text)
  if (root === undefined) return { ok: false, reason: 'not a JSON object', raw: text }
  const wrapper = asObject(named(root, 'Body')) ?? root
  const body = asObject(named(wrapper, 'stkCallback'))
  if (body === undefined) return { ok: false, reason: 'no stkCallback in it', raw: text }
  const checkoutRequestId = identifierOf(named(body, 'CheckoutRequestID'))
  if (checkoutRequestId === '')
    return { ok: false, reason: 'no usable CheckoutRequestID', raw: text }
  const resultCode = identifierOf(named(body, 'ResultCode'))
  if (resultCode === '') return { ok: false, reason: 'no usable ResultCode', raw: text }
  const merchantRequestId = identifierOf(named(body, 'MerchantRequestID'))
  const resultDesc = sentenceOf(named(body, 'ResultDesc'))
  const shared = { merchantRequestId, checkoutRequestId, resultCode, resultDesc, raw: text }
  if (resultCode !== '0') return { ok: true, callback: { ...shared, paid: false } }
  return { ok: true, callback: { ...shared, ...readPayment(body) } }
}

function readPayment(body: Record<string, unknown>): StkCallbackPaid {
  const metadata = asObject(named(body, 'CallbackMetadata')) ?? {}
  const items = itemsOf(named(metadata, 'Item'))
  const unreadable: string[] = []

  function read<T>(name: string, parse: (text: string) => T | undefined): T | undefined {
    const told = items.get(name.toLowerCase()) ?? []
    const [text, ...others] = told
    if (text === undefined) return undefined
    const value = others.length === 0 ? parse(text) : undefined
    if (value === undefined) unreadable.push(name)
    return value
  }

  const amount = read('Amount', parseAmount)
  const receipt = read('MpesaReceiptNumber', parseReceipt)
  const phone = read('PhoneNumber', parsePhone)
  const transactedAt = read('TransactionDate', parseEatTimestamp)
  return {
    paid: true,
    ...(amount !== undefined && { amount }),
    ...(receipt !== undefined && { receipt }),
    ...(phone !== undefined && { phone }),
    ...(transactedAt !== undefined && { transactedAt }),
    unreadable,
  }
}

/**
 * The distinct values told under each name, in lower case. An item without a value tells nothing.
 */
function itemsOf(list: unknown): Map<string, string[]> {
  const items = new Map<string, string[]>()
  for (const entry of Array.isArray(list) ? list : [list]) {
    const item = asObject(entry)
    if (item === undefined) continue
    const name = textOf(named(item, 'Name')).toLowerCase()
    const value = named(item, 'Value')
    // An object or a list where a value belongs is something, and not understood: no parser takes
    // this text.
    const text = typeof value === 'object' && value !== null ? '[object]' : textOf(value)
    const told = items.get(name) ?? []
    // Two values that differ are enough to know that the item is not to be believed; more would only cost time.
    if (text !== '' && told.length < 2 && !told.includes(text)) items.set(name, [...told, text])
  }
  return items
}

function named(object: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  const wanted = name.toLowerCase()
  const key = Object.keys(object).find((each) => each.toLowerCase() === wanted)
  return key === undefined ? undefined : object[key]
}

function parseAmount(text: string): number | undefined {
  if (!/^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,4})?$/.test(text)) return undefined
  return Number(text.replaceAll(',', ''))
}

function parseReceipt(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : undefined
}

function parsePhone(text: string): string | undefined {
  return /^\+?[\d*xX•\s-]{3,40}$/.test(text) ? text : undefined
}
