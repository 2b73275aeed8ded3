import { explainResult } from '../codes/result-codes.ts'
import { formatEatTimestamp } from '../eat-time.ts'
import { fakeCheckoutRequestId, fakeMerchantRequestId } from './replies.ts'

/**
 * The text of a callback as Safaricom posts it: a success with its items, or for any other
 * `resultCode` a failure without them. `null` leaves an item out.
 */
export function stkCallbackBody(
  told: {
    checkoutRequestId?: string
    merchantRequestId?: string
    resultCode?: string | number
    resultDesc?: string
    amount?: number | string | null
    receipt?: string | null
    phone?: number | string | null
    transactedAt?: Date | null
  } = {},
): string {
  const resultCode = told.resultCode ?? 0
  const stkCallback = {
    MerchantRequestID: told.merchantRequestId ?? fakeMerchantRequestId,
    CheckoutRequestID: told.checkoutRequestId ?? fakeCheckoutRequestId,
    ResultCode: resultCode,
    ResultDesc: told.resultDesc ?? explainResult(resultCode).meaning,
  }
  if (String(resultCode) !== '0') return JSON.stringify({ Body: { stkCallback } })
  const transactedAt = told.transactedAt === undefined ? fakeTransactedAt : told.transactedAt
  const item = [
    { Name: 'Amount', Value: told.amount === undefined ? 100 : told.amount },
    { Name: 'MpesaReceiptNumber', Value: told.receipt === undefined ? 'UA27C0KDEX' : told.receipt },
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: transactedAt && Number(formatEatTimestamp(transactedAt)) },
    { Name: 'PhoneNumber', Value: told.phone === undefined ? 254708374149 : told.phone },
  ].filter((each) => each.Value !== null)
  return JSON.stringify({
    Body: { stkCallback: { ...stkCallback, CallbackMetadata: { Item: item } } },
  })
}

const fakeTransactedAt = new Date('2026-01-02T03:04:31+03:00')
