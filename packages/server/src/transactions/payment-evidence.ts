import { canonicalPhone } from './canonical-phone.ts'
import type { Evidence } from './evidence.ts'

/** A payment as M-PESA's own records tell it, whichever way they reach us. */
export type ToldPayment = {
  receipt: string
  /** Shillings in text, such as `40.00`. */
  amount: string
  /** What the payer typed, or what our push carried. */
  reference: string | undefined
  /** Whole, masked or hashed. */
  phone: string | undefined
  paidAt: Date | undefined
}

/**
 * Makes evidence of a payment that names its deposit by account reference. One without a usable receipt, or undefined,
 * is `unreadable`: its bytes are kept and it moves nothing.
 */
export function evidenceOfPayment(
  kind: 'c2b' | 'pull',
  arrival: { body: Buffer; address: string | null; verified: boolean },
  told: ToldPayment | undefined,
): Evidence {
  const usable = told !== undefined && receiptPattern.test(told.receipt) ? told : undefined
  return {
    kind,
    binding: bindingOf(usable?.reference),
    verified: arrival.verified,
    fact: usable === undefined ? 'unreadable' : 'paid',
    body: arrival.body,
    address: arrival.address,
    resultCode: null,
    amountCents: usable === undefined ? null : centsOf(usable.amount),
    receipt: usable?.receipt ?? null,
    phone: usable?.phone === undefined ? null : canonicalPhone(usable.phone),
    checkoutRequestId: null,
    merchantRequestId: null,
    eventAt: usable?.paidAt ?? null,
  }
}

const receiptPattern = /^[A-Za-z0-9_-]{1,64}$/

/** People type a reference in any case and with stray spaces; every other deviation names nothing of ours. */
function bindingOf(reference: string | undefined): Evidence['binding'] {
  const typed = (reference ?? '').replace(/\s/g, '').toUpperCase()
  return /^[0-9A-Z]{1,20}$/.test(typed)
    ? { by: 'reference', accountReference: typed }
    : { by: 'nothing' }
}

/** `40.00` as cents; anything else is an amount that matches nothing. */
function centsOf(amount: string): bigint {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(amount)
  if (match === null) return -1n
  return BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
}
