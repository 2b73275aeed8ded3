import type { Readable } from './daraja-message.ts'
import type { AccountBalance, AmountStruct, Charge } from './money-text.ts'

/** An API whose outcome is posted to a ResultURL. Pochi results look like B2C, tax like B2B. */
export type ResultOf = 'b2c' | 'pochi' | 'b2b' | 'tax' | 'status' | 'balance' | 'reversal'

/** One entry of ResultParameters or ReferenceData; `value` is absent where none was sent. */
export type ResultItem = { key: string; value?: string }

/**
 * What is posted to a ResultURL (reference §14 to §21). `api` is the hint, or what the body shows
 * by its parameters and references; a failure often shows nothing.
 */
export type ResultMessage = Readable & {
  kind: 'result'
  /**
   * True for ResultCode 0. For a status query this says that the query worked, and nothing about
   * the payment asked after: read `parameters.fate`.
   */
  succeeded: boolean
  resultType: string
  resultCode: string
  resultDesc: string
  conversationId: string
  /** A status query may tell the one of the payment asked after here. */
  originatorConversationId: string
  /** The receipt; for failures and queries a generic id of zeros (`isGenericReceipt`). */
  transactionId: string
  /** Every parameter in its order, duplicates kept. */
  items: readonly ResultItem[]
  /** Every reference in its order, duplicates kept. */
  references: readonly ResultItem[]
  /** What was sent as AccountReference; zeros in front may be lost (`matchesCoercedReference`). */
  billReference?: string
  occasion?: string
  /** Mostly Safaricom's internal address, not the caller's. */
  queueTimeoutUrl?: string
} & ResultParameters

export type ResultParameters =
  | { api: 'b2c' | 'pochi'; parameters: B2cParameters }
  | { api: 'b2b' | 'tax'; parameters: B2bParameters }
  | { api: 'status'; parameters: StatusParameters }
  | { api: 'balance'; parameters: BalanceParameters }
  | { api: 'reversal'; parameters: ReversalParameters }
  | { api: undefined; parameters: undefined }

/** Who paid or was paid: `254708374149 - AMINA TEST`, taken apart where it can be. */
export type Party = {
  /** As told. */
  text: string
  /** A phone, whole or masked, or a shortcode. */
  id?: string
  name?: string
}

/** KES throughout. */
export type B2cParameters = {
  amount?: number
  receipt?: string
  receiver?: Party
  completedAt?: Date
  recipientRegistered?: boolean
  utilityAvailable?: number
  workingAvailable?: number
  chargesPaidAvailable?: number
}

export type B2bParameters = {
  /** KES. */
  amount?: number
  currency?: string
  completedAt?: Date
  receiver?: Party
  charge?: Charge
  debitBalance?: AccountBalance | AmountStruct
  affectedBalance?: AccountBalance | AmountStruct
  initiatorBalance?: AccountBalance | AmountStruct
}

export type StatusParameters = {
  /**
   * What became of the payment asked after. 'unknown' for a status that is absent or not in the
   * list of reference §19; it settles nothing.
   */
  fate: 'completed' | 'failed' | 'pending' | 'unknown'
  /** As told: Completed, Failed, Cancelled, Declined, Expired, Authorized … */
  status?: string
  receipt?: string
  /** KES. */
  amount?: number
  initiatedAt?: Date
  finalisedAt?: Date
  debitParty?: Party
  creditParty?: Party
  debitAccountType?: string
  charge?: Charge
  reasonType?: string
  transactionReason?: string
  /** The identifiers of the payment asked after. */
  conversationId?: string
  originatorConversationId?: string
}

export type BalanceParameters = {
  accounts?: readonly AccountBalance[]
  completedAt?: Date
  actionType?: string
  /** Of a failure. */
  errorMessage?: string
}

export type ReversalParameters = {
  /** KES. */
  amount?: number
  /** KES. */
  charge?: number
  completedAt?: Date
  originalReceipt?: string
  debitParty?: Party
  creditParty?: Party
  debitBalance?: AccountBalance | AmountStruct
}
