import { z } from 'zod'
import { callbackUrl, identifier, oneOf, phone, shillings, shortcode, text } from './wire-fields.ts'

const proof = {
  BusinessShortCode: shortcode,
  Password: z.string({ error: 'must be base64' }).regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64'),
  Timestamp: z
    .union([z.string(), z.int()], 'must be yyyyMMddHHmmss')
    .refine((value) => /^\d{14}$/.test(String(value)), 'must be yyyyMMddHHmmss'),
}

/**
 * The body of STK push (reference §9.1). `TransactionDesc` is optional on the portal, and refused as
 * "Invalid Remarks" when it is left out.
 */
export const stkPushRequest = z.strictObject({
  ...proof,
  TransactionType: oneOf(['CustomerPayBillOnline', 'CustomerBuyGoodsOnline']),
  Amount: shillings(),
  PartyA: phone,
  PartyB: shortcode,
  PhoneNumber: phone,
  CallBackURL: callbackUrl,
  AccountReference: text(12),
  TransactionDesc: text(13),
})

/** The body of STK query (reference §10). */
export const stkQueryRequest = z.strictObject({ ...proof, CheckoutRequestID: identifier(128) })
