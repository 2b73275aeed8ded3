import type { OrganisationAccount, OrganisationRecord } from '../state/records.ts'

/**
 * The accounts of the simulated M-PESA: what each subscriber and each organisation has, the fees M-PESA took, and what is
 * outside, from which all of it came: the world (cash) and the organisations' banks. Together they are zero at any moment.
 */
export const accounts = {
  world: 'world',
  fees: 'fees',
  subscriber: (msisdn: string) => `subscriber:${msisdn}`,
  organisation: (shortcode: string, account: OrganisationAccount) =>
    `organisation:${shortcode}:${account}`,
  /** The bank of an organisation; below zero by what was brought in from there. */
  bank: (shortcode: string) => `bank:${shortcode}`,
}

/** Where customers' money arrives: Utility of a PayBill, Merchant of a till (reference §34). */
export function collectionAccount(
  organisation: Pick<OrganisationRecord, 'type'>,
): OrganisationAccount {
  return organisation.type === 'till' ? 'merchant' : 'utility'
}

/** The names by which results, balances and statements know the accounts (reference §20). */
export const accountNames: Record<OrganisationAccount, string> = {
  utility: 'Utility Account',
  merchant: 'Merchant Account',
  working: 'Working Account',
  charges: 'Charges Paid Account',
  settlement: 'Organization Settlement Account',
  float: 'Float Account',
}

/** What the account of a subscriber is called. */
export const customerAccountName = 'MMF Account For Customer'

/** The accounts an organisation of this type has, in the order of the Account Balance answer (reference §20). */
export function accountsOfType(type: OrganisationRecord['type']): readonly OrganisationAccount[] {
  const collection = collectionAccount({ type })
  return ['working', 'float', collection, 'charges', 'settlement']
}

/** Whose account it is, for accounts of organisations. */
export function organisationAccountOf(
  account: string,
): { shortcode: string; account: OrganisationAccount } | undefined {
  if (!account.startsWith('organisation:')) return undefined
  const [, shortcode, name] = account.split(':')
  if (shortcode === undefined || name === undefined) return undefined
  return { shortcode, account: name as OrganisationAccount } // only accounts.organisation makes such names
}

/** Whether an account may be below zero: what is outside, and Charges Paid, which always is (reference §34). */
export function mayBeNegative(account: string): boolean {
  return account === accounts.world || account.startsWith('bank:') || account.endsWith(':charges')
}
