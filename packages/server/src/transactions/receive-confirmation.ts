import { timingSafeEqual } from 'node:crypto'
import { parseEatTimestamp } from '@hazina/daraja'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { confirmationToken } from './confirmation-token.ts'
import type { Evidence } from './evidence.ts'
import { evidenceOfPayment } from './payment-evidence.ts'
import { settleOrStore } from './settle-or-store.ts'

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
  await settleOrStore(ctx, 'c2b', [evidenceOfConfirmation({ ...given, verified })])
}

/** Reads a C2B confirmation. Money that names a push's AccountReference is bound to it; what it says is in M-PESA's time. */
export function evidenceOfConfirmation(arrival: {
  body: Buffer
  address: string | null
  verified: boolean
}): Evidence {
  const parsed = Confirmation.safeParse(json(arrival.body))
  if (!parsed.success) return evidenceOfPayment('c2b', arrival, undefined)
  const { BillRefNumber, TransID, TransTime, TransAmount, MSISDN } = parsed.data
  return evidenceOfPayment('c2b', arrival, {
    receipt: TransID,
    amount: TransAmount,
    reference: BillRefNumber,
    phone: MSISDN,
    paidAt: TransTime === undefined ? undefined : parseEatTimestamp(TransTime),
  })
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
