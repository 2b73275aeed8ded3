import type { ApiRole, OrganisationAccount, OrganisationRecord } from '../state/records.ts'

/** What a B2B CommandID moves (reference §16). */
export type Transfer = {
  /** Null: no operator may, the result is 21. */
  role: ApiRole | null
  from: OrganisationAccount
  to: OrganisationAccount
  /** What the receiver has to be. */
  receiver: OrganisationRecord['type'] | 'any'
  /** Whether the receiver has to be the sender, or a child of it. */
  isInternal: boolean
}

const transfers = {
  BusinessPayBill: outward('business-pay-bill', 'working', 'utility', 'paybill'),
  BusinessBuyGoods: outward('business-buy-goods', 'working', 'merchant', 'till'),
  BusinessPayToBulk: outward('business-pay-to-bulk', 'working', 'utility', 'paybill'),
  BusinessTransferFromMMFToUtility: inward('transfer', 'working', 'utility'),
  // Utility to Working; no API may do that.
  DisburseFundsToBusiness: inward(null, 'utility', 'working'),
  BusinessToBusinessTransfer: outward('transfer', 'working', 'working', 'any'),
  MerchantToMerchantTransfer: outward('transfer', 'merchant', 'merchant', 'till'),
  MerchantTransferFromMerchantToWorking: inward('transfer', 'merchant', 'working'),
  MerchantServicesMMFAccountTransfer: inward('transfer', 'working', 'working'),
  AgencyFloatAdvance: outward('transfer', 'working', 'float', 'any'),
} as const satisfies Record<string, Transfer>

/** What this CommandID moves; undefined when B2B has no such command. */
export function transferOf(commandId: string): Transfer | undefined {
  return Object.hasOwn(transfers, commandId)
    ? transfers[commandId as keyof typeof transfers] // it is one of its own keys
    : undefined
}

/** Whether results of this CommandID tell the account reference back (reference §16, seen live). */
export function tellsReference(commandId: string): boolean {
  return commandId !== 'BusinessBuyGoods' && commandId !== 'BusinessPayToBulk'
}

function outward(
  role: ApiRole,
  from: OrganisationAccount,
  to: OrganisationAccount,
  receiver: Transfer['receiver'],
): Transfer {
  return { role, from, to, receiver, isInternal: false }
}

function inward(
  role: ApiRole | null,
  from: OrganisationAccount,
  to: OrganisationAccount,
): Transfer {
  return { role, from, to, receiver: 'any', isInternal: true }
}
