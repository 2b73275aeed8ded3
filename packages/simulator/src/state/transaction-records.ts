export const transactionKinds = [
  'opening',
  'cash',
  'payment',
  'buy-goods',
  'send-money',
  'withdrawal',
  'b2c',
  'pochi',
  'b2b',
  'tax',
  'reversal',
  'settlement',
  'account-move',
  'express',
  'standing-order',
  'bonga',
] as const
export type TransactionKind = (typeof transactionKinds)[number]

/** One side of a transaction as the portal and the results name it. */
export type Party = {
  /** Phone number (2547…), shortcode, or a word for what is neither. */
  id: string
  name: string
  /** `Utility Account`, `MMF Account For Customer`, … */
  account: string
}

/**
 * Money that moved: the entries sum to zero, positive where the money went. Never changed afterwards: that it was reversed
 * is told by the reversal, whose `linkedReceipt` names it.
 */
export type TransactionRecord = {
  id: string
  kind: TransactionKind
  receipt: string | null
  initiatedAtMs: number
  /** When it was completed. */
  atMs: number
  status: 'Completed' | 'Failed'
  /** In the portal's words: `Pay Bill Online`, `Business Payment to Customer via API`, … */
  reasonType: string
  details: string
  /** What the payer typed as account. */
  account: string
  debit: Party
  credit: Party
  amountCents: bigint
  /** What the debit party paid M-PESA for it. */
  chargeCents: bigint
  /** What the credit party paid M-PESA for it. */
  creditChargeCents: bigint
  linkedReceipt: string | null
  checkoutRequestId: string | null
  conversationId: string | null
  originatorConversationId: string | null
  entries: readonly Entry[]
}

export type Entry = { account: string; cents: bigint }
