import type { StkPushInput } from './stk-push.ts'

/** Pay to a PayBill, or to a till. */
export type StkTransactionType = 'CustomerPayBillOnline' | 'CustomerBuyGoodsOnline'

/**
 * Who receives a push. A till goes live under a store or head-office number of its own: mixing the
 * two up ends in SFC_IC0003 or "Merchant does not exist" (reference §9.1).
 */
export type StkBusiness =
  | { type: 'paybill'; number: string }
  | { type: 'till'; number: string; headOffice: string }

/** What a push says of its receiver on the wire, however the caller put it. */
export function stkParties(input: StkPushInput): {
  shortcode: string
  transactionType: StkTransactionType
  partyB: string
} {
  const { business } = input
  if (business === undefined) {
    const { shortcode, transactionType, partyB = shortcode } = input
    return { shortcode, transactionType, partyB }
  }
  const { number } = business
  return business.type === 'till'
    ? {
        shortcode: business.headOffice,
        transactionType: 'CustomerBuyGoodsOnline',
        partyB: number,
      }
    : { shortcode: number, transactionType: 'CustomerPayBillOnline', partyB: number }
}
