import type { ResultItem, ResultMessage, ResultOf } from './result-message.ts'
import type { StkCallback } from './stk-callback.ts'

/** Everything that Safaricom sends, told apart by `kind`. Unsigned: a claim until it is checked. */
export type DarajaMessage =
  | StkMessage
  | C2bMessage
  | ResultMessage
  | QueueTimeoutMessage
  | ExpressMessage
  | RatibaMessage
  | BillPaymentMessage
  | HakikishaMessage
  | ErrorMessage
  | AnswerMessage

/**
 * What every kind shares. A value that is there and could not be understood, or that is told twice
 * and differently, is left out of its field and named (by its name on the wire) in `unreadable`.
 */
export type Readable = { unreadable: readonly string[] }

type WithoutRaw<T> = T extends unknown ? Omit<T, 'raw'> : never

/** The end of a prompt on the payer's phone (reference §9.4 and §9.5). */
export type StkMessage = Readable & { kind: 'stk' } & WithoutRaw<StkCallback>

/**
 * Money that a customer pays, or asks to pay, to a PayBill or till (reference §13). Validation and
 * confirmation have the same body: `step` is what the hint says, otherwise 'confirmation' where
 * something is told that only a confirmation tells, otherwise undefined.
 */
export type C2bMessage = Readable & {
  kind: 'c2b'
  step: 'validation' | 'confirmation' | undefined
  /** M-PESA's receipt, `TransID`. */
  receipt: string
  /** KES. */
  amount?: number
  transactedAt?: Date
  /** As told: `Pay Bill`, `Customer Merchant Payment`, `Buy Goods`, or absent. */
  transactionType?: string
  channel?: 'paybill' | 'till'
  /** For a till its store number. */
  shortcode?: string
  /** What the payer typed, case kept, outer spaces removed. A gateway may have dropped zeros. */
  billReference?: string
  invoiceNumber?: string
  /** KES; told by confirmations only. */
  organisationBalance?: number
  /** What the answer to the validation gave. */
  thirdPartyId?: string
  /** Whole, masked, hashed, or a masked hash: `matchesC2bMsisdn` compares it. */
  msisdn?: string
  firstName?: string
  middleName?: string
  lastName?: string
}

/**
 * What is posted to a QueueTimeOutURL: the request as it was sent, or a result (reference §8.5). The
 * outcome is unknown: ask for the status, never send again, never count it as failed.
 */
export type QueueTimeoutMessage = Readable & {
  kind: 'queue-timeout'
  api?: ResultOf
  commandId?: string
  originatorConversationId?: string
  conversationId?: string
  /** The payment that a timed-out status query asked after. */
  originalConversationId?: string
  /** KES. */
  amount?: number
  partyA?: string
  partyB?: string
  /** The receipt that was asked after or to be reversed. */
  transactionId?: string
  resultCode?: string
  resultDesc?: string
}

/** The end of a prompt on a till's nominated phone (reference §18). */
export type ExpressMessage = Readable & {
  kind: 'express'
  paid: boolean
  resultCode: string
  resultDesc: string
  /** The RequestRefID of the request. */
  requestId: string
  conversationId?: string
  /** KES. Told of a cancelled one too. */
  amount?: number
  receipt?: string
  status?: string
  paymentReference?: string
}

/** The customer's answer to a standing order (reference §24). No money has moved yet. */
export type RatibaMessage = Readable & {
  kind: 'ratiba'
  /** True when header and data both say 0. */
  created: boolean
  responseCode: string
  responseDescription: string
  responseRefId?: string
  requestRefId?: string
  /** Absent when only zeros were told. */
  transactionId?: string
  status?: string
  /** Masked. */
  msisdn?: string
  items: readonly ResultItem[]
}

/** A payment of an invoice of the Bill Manager (reference §23). */
export type BillPaymentMessage = Readable & {
  kind: 'bill-payment'
  receipt: string
  /** KES. */
  amount?: number
  msisdn?: string
  /** `yyyy-MM-dd`. */
  createdOn?: string
  accountReference?: string
  shortcode?: string
}

/** Safaricom asks whose account a number is, before a customer pays to it (reference §27). */
export type HakikishaMessage = Readable & {
  kind: 'hakikisha'
  requestId: string
  accountNumber: string
  shortcode?: string
  /** As told. */
  timestamp?: string
}

/** A refusal by the gateway: Daraja's envelope, Apigee's fault, or the one of Ratiba (reference §4). */
export type ErrorMessage = Readable & {
  kind: 'error'
  /** Empty where none was told. */
  errorCode: string
  errorMessage: string
  requestId?: string
}

/**
 * The answer to a request, not its outcome: at best the request was accepted. Only `resultCode`, of
 * an STK query, says more.
 */
export type AnswerMessage = Readable & {
  kind: 'answer'
  responseCode: string
  description: string
  conversationId?: string
  originatorConversationId?: string
  merchantRequestId?: string
  checkoutRequestId?: string
  responseRefId?: string
  resultCode?: string
  resultDesc?: string
}
