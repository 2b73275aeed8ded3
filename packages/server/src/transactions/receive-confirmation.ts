import { timingSafeEqual } from 'node:crypto'
import { parseMsisdn } from '@hazina/daraja'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { confirmationToken } from './confirmation-token.ts'
import type { Evidence } from './evidence.ts'
import { settle } from './settle.ts'

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())

/** A C2B confirmation: flat, every value a string by the book, some numbers in the sandbox (Daraja, C2B v1 and v2). */
const Confirmation = z.object({
  TransID: text,
  TransTime: text.optional(),
  TransAmount: text,
  BillRefNumber: text.optional(),
  MSISDN: text.optional(),
})

/**
 * Takes a C2B confirmation. One that carries the AccountReference of a push is that deposit, paid from the PayBill menu
 * or told a second time: it settles it or fills its receipt, and never credits again. Any other is kept and waits in
 * the queue `unbound`. @throws AppError not_found when the address is not the one that was registered
 */
export async function receiveConfirmation(
  ctx: Context,
  given: { token: string; body: Buffer; address: string },
): Promise<void> {
  const expected = Buffer.from(confirmationToken(ctx.config.secret))
  const token = Buffer.from(given.token)
  if (token.length !== expected.length || !timingSafeEqual(token, expected)) {
    throw new AppError('not_found', 'There is nothing at this address.')
  }
  const { callbackAddresses } = ctx.config.mpesa
  const verified = callbackAddresses === null || callbackAddresses.includes(given.address)
  await settle(ctx, 'c2b', [evidenceOfConfirmation({ ...given, verified })])
}

export function evidenceOfConfirmation(arrival: {
  body: Buffer
  address: string | null
  verified: boolean
}): Evidence {
  const base = {
    kind: 'c2b' as const,
    verified: arrival.verified,
    body: arrival.body,
    address: arrival.address,
    resultCode: null,
    checkoutRequestId: null,
    merchantRequestId: null,
    eventAt: null,
  }
  const parsed = Confirmation.safeParse(json(arrival.body))
  if (!parsed.success) {
    return {
      ...base,
      binding: { by: 'nothing' },
      fact: 'unreadable',
      amountCents: null,
      receipt: null,
      phone: null,
    }
  }
  const { BillRefNumber, TransID, TransAmount, MSISDN } = parsed.data
  return {
    ...base,
    binding: BillRefNumber
      ? { by: 'reference', accountReference: BillRefNumber.toUpperCase() }
      : { by: 'nothing' },
    fact: 'paid',
    amountCents: centsOf(TransAmount),
    receipt: TransID.slice(0, 64),
    phone: MSISDN === undefined ? null : wholePhone(MSISDN),
  }
}

/** `40.00` as cents; anything else is an amount that matches nothing. */
function centsOf(amount: string): bigint {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(amount)
  if (match === null) return -1n
  return BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
}

function wholePhone(text: string): string {
  const parsed = parseMsisdn(text, { allowOtherNetworks: true })
  return parsed.ok ? parsed.msisdn : text
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
