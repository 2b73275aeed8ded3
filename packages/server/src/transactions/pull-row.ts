import { parseEatTimestamp } from '@hazina/daraja'
import { z } from 'zod'
import type { Evidence } from './evidence.ts'
import { evidenceOfPayment } from './payment-evidence.ts'

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())

/** One row of a Pull Transactions answer; some fields come as numbers (Daraja, Pull Transactions). */
const PullRow = z.object({
  transactionId: text,
  trxDate: text.optional(),
  msisdn: text.optional(),
  billreference: text.optional(),
  amount: text,
})

/**
 * Reads a row of the answer to a Pull query, which we asked and Safaricom answered. It names the receipt, and by its
 * bill reference the deposit. The phone comes whole, without its 254.
 */
export function evidenceOfPullRow(row: unknown): Evidence {
  const arrival = {
    body: Buffer.from(JSON.stringify(row ?? null)),
    address: null,
    verified: true,
  }
  const parsed = PullRow.safeParse(row)
  if (!parsed.success) return evidenceOfPayment('pull', arrival, undefined)
  const { transactionId, trxDate, msisdn, billreference, amount } = parsed.data
  return evidenceOfPayment('pull', arrival, {
    receipt: transactionId,
    amount,
    reference: billreference,
    phone: msisdn,
    paidAt: trxDate === undefined ? undefined : paidAtOf(trxDate),
  })
}

/** `2026-01-02T11:15:00Z`: the Z is believed to be wrong, the time Nairobi's like all of Daraja's. */
function paidAtOf(trxDate: string): Date | undefined {
  return parseEatTimestamp(trxDate.replace(/\D/g, '').slice(0, 14))
}
