/** The chart: how accounts are called. The database refuses any other code. */

/** The accounts that M-PESA keeps for a shortcode. */
export type MpesaAccount = 'utility' | 'working' | 'charges' | 'settlement'

/** What Safaricom was asked to do, or said it did, and is not settled yet. Each returns to zero. */
export type ClearingAccount = 'stk' | 'c2b' | 'b2c' | 'reversal'

/** Kinds of account, which are also the first words of their codes. */
export type AccountKind = (typeof accountKinds)[number]

export const accountKinds = [
  'wallet',
  'mpesa',
  'bank',
  'clearing',
  'suspense',
  'fees',
  'equity',
] as const

export function walletAccount(userId: number | bigint): string {
  return `wallet:${userId}`
}

export function mpesaAccount(shortcode: string, account: MpesaAccount): string {
  return `mpesa:${shortcode}:${account}`
}

export function bankAccount(name: string): string {
  return `bank:${name}`
}

export function clearingAccount(account: ClearingAccount): string {
  return `clearing:${account}`
}

/** Money that was received and has no owner yet. */
export const suspenseAccount = 'suspense:unmatched'

/** What customers pay for the service. */
export const feeIncomeAccount = 'fees:income'

/** What M-PESA charges the business. */
export const mpesaChargesAccount = 'fees:mpesa'

export const openingEquityAccount = 'equity:opening'
