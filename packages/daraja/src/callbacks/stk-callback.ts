import { parseEatTimestamp } from '../eat-time.ts'
import { readerOf } from './reader.ts'
import { objectAt, type Told, toldByItems, toldIn, valueAt } from './told.ts'
import { readWireBody } from './wire-body.ts'
import { parseIdentifier, parseKes, parsePhone, parseReceipt } from './wire-values.ts'

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

/** What an STK callback says, its bytes left aside. */
export type StkFacts = {
  merchantRequestId: string
  checkoutRequestId: string
  resultCode: string
  resultDesc: string
} & (StkCallbackPaid | { paid: false })

/**
 * Reads an STK callback in every shape seen or reported: codes as numbers or text, items in any
 * order, without a value, or a single one without its list, amounts as `125`, `1.0` or text, phones
 * whole, masked or absent, any casing of the names. What is no such callback comes back with the
 * reason. Never throws.
 */
export function parseStkCallback(raw: Uint8Array | string): ParsedStkCallback {
  const body = readWireBody(raw)
  const text = typeof raw === 'string' ? raw : body.text
  if (!body.ok) return { ok: false, reason: body.reason, raw: text }
  const facts = readStkCallback(toldIn(body.object), parseFinely)
  if (facts === undefined) return { ok: false, reason: 'no stkCallback in it', raw: text }
  return typeof facts === 'string'
    ? { ok: false, reason: facts, raw: text }
    : { ok: true, callback: { ...facts, raw: text } }
}

/** Undefined where there is no such callback; a text says why there is an unusable one. */
export function readStkCallback(
  root: Told,
  parseAmount: (text: string) => number | undefined = parseKes,
): StkFacts | string | undefined {
  const wrapper = objectAt(root, 'Body')
  const callback = objectAt(wrapper === undefined ? root : toldIn(wrapper), 'stkCallback')
  if (callback === undefined) return undefined
  const told = toldIn(callback)
  const { read, text } = readerOf(told, [])
  const checkoutRequestId = read(parseIdentifier, 'CheckoutRequestID')
  if (checkoutRequestId === undefined) return 'no usable CheckoutRequestID'
  const resultCode = read(parseIdentifier, 'ResultCode')
  if (resultCode === undefined) return 'no usable ResultCode'
  const shared = {
    merchantRequestId: read(parseIdentifier, 'MerchantRequestID') ?? '',
    checkoutRequestId,
    resultCode,
    resultDesc: text('ResultDesc') ?? '',
  }
  if (resultCode !== '0') return { ...shared, paid: false }
  return { ...shared, ...readPayment(objectAt(told, 'CallbackMetadata'), parseAmount) }
}

function readPayment(
  metadata: Record<string, unknown> | undefined,
  parseAmount: (text: string) => number | undefined,
): StkCallbackPaid {
  const unreadable: string[] = []
  const { read } = readerOf(toldByItems(valueAt(toldIn(metadata), 'Item')), unreadable)
  const amount = read(parseAmount, 'Amount')
  const receipt = read(parseReceipt, 'MpesaReceiptNumber')
  const phone = read(parsePhone, 'PhoneNumber')
  const transactedAt = read(parseEatTimestamp, 'TransactionDate')
  return {
    paid: true,
    ...(amount !== undefined && { amount }),
    ...(receipt !== undefined && { receipt }),
    ...(phone !== undefined && { phone }),
    ...(transactedAt !== undefined && { transactedAt }),
    unreadable,
  }
}

// A hundredth of a cent, or more money than there is, tells a forger: whoever binds the payment to
// its request must see them.
function parseFinely(text: string): number | undefined {
  if (!/^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,4})?$/.test(text)) return undefined
  return Number(text.replaceAll(',', ''))
}
