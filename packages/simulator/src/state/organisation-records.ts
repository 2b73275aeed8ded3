/** The accounts of an organisation; a till has `merchant` where a PayBill has `utility` (reference §34). */
export const organisationAccounts = [
  'utility',
  'merchant',
  'working',
  'charges',
  'settlement',
  'float',
] as const
export type OrganisationAccount = (typeof organisationAccounts)[number]

/** What an API operator may ask for; without the role the result is 21 (reference §34). */
export const apiRoles = [
  'b2c',
  'business-pay-bill',
  'business-buy-goods',
  'business-pay-to-bulk',
  'transfer',
  'tax-remittance',
  'transaction-status',
  'account-balance',
  'reversal',
  'set-password',
] as const
export type ApiRole = (typeof apiRoles)[number]

export type InitiatorRecord = {
  name: string
  password: string
  roles: readonly ApiRole[]
  /** `pending` until a password is set. */
  state: 'active' | 'locked' | 'pending'
  wrongTries: number
  passwordSetAtMs: number | null
}

/** Who bears the charge of customers' payments (reference §31); `none` charges nobody. */
export const payBillTariffs = ['mgao', 'business-bouquet', 'customer-bouquet', 'none'] as const
export type PayBillTariff = (typeof payBillTariffs)[number]

export type OrganisationRecord = {
  /** PayBill number; of a till the store (head office) number. */
  shortcode: string
  name: string
  type: 'paybill' | 'till'
  passkey: string
  /** Till number of a store. */
  till: string | null
  tariff: PayBillTariff
  /** Whether B2C payments carry the receiver's withdrawal fee too, paid by the organisation. */
  feePaidByBusiness: boolean
  state: 'active' | 'suspended'
  c2b: C2bRegistration | null
  /** Whether the validation URL is asked before a customer's payment is accepted. */
  externalValidation: boolean
  initiators: readonly InitiatorRecord[]
  /** The phone that gets the till's Express CheckOut prompts. */
  nominatedNumber: string | null
  pull: { nominatedNumber: string; callbackUrl: string } | null
  chargeProfile: string
  /** Shortcode of the head office this one belongs to. */
  parent: string | null
}

export type C2bRegistration = {
  version: 'v1' | 'v2'
  responseType: 'Completed' | 'Cancelled'
  confirmationUrl: string
  validationUrl: string
}
