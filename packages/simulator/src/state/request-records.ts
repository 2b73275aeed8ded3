import type { FaultName, FaultRules } from '../faults/faults.ts'

/** A result as the callback and the query tell it. */
export type PushResult = { code: string; callbackText: string; queryText: string }

/** A result of anything else. */
export type ResultCode = { code: string; text: string }

/** A fault that was bound to a push when it was accepted. */
export type BoundFault = {
  [Name in FaultName]: { name: Name; rule: FaultRules[Name] }
}[FaultName]

export type PushRecord = {
  checkoutRequestId: string
  merchantRequestId: string
  shortcode: string
  /** Who is shown in the prompt. */
  businessName: string
  msisdn: string
  amountKes: number
  account: string
  callbackUrl: string
  /** What the phone shows. */
  text: string
  acceptedAtMs: number
  /** `queued` until the prompt is on the phone, `open` while it is, then `answered`. */
  stage: 'queued' | 'open' | 'answered'
  opensAtMs: number
  expiresAtMs: number
  /** Why no prompt will appear; the result then follows by itself when `expiresAtMs` has come. */
  failure: 'unreachable' | 'pushError' | 'wrongReceiver' | 'locked' | null
  faults: readonly BoundFault[]
  result: PushResult | null
  /** From when the result is known to the query, and due as a callback. */
  finalAtMs: number | null
  paidAtMs: number | null
  receipt: string | null
}

export type OperationApi =
  | 'b2c'
  | 'pochi'
  | 'b2b'
  | 'tax-remittance'
  | 'transaction-status'
  | 'account-balance'
  | 'reversal'

/** Something an organisation asked M-PESA to do, answered by a result that comes later. */
export type OperationRecord = {
  conversationId: string
  originatorConversationId: string
  api: OperationApi
  shortcode: string
  /** The body as it was sent, without the security credential. */
  request: Readonly<Record<string, unknown>>
  acceptedAtMs: number
  /** When M-PESA does it. */
  dueAtMs: number
  /** Whether the security credential was the initiator's when it came; judged when M-PESA does it. */
  credentialIsRight: boolean
  /** Whether too much was under way when it came, so that M-PESA will not do it. */
  cameTooMany: boolean
  finalAtMs: number | null
  stage: 'accepted' | 'final'
  /** Null until it is final, and for good when M-PESA lost it. */
  result: ResultCode | null
  receipt: string | null
  resultUrl: string
  queueTimeOutUrl: string
  faults: readonly BoundFault[]
}

export type ScheduledKind =
  | 'stk'
  | 'result'
  | 'timeout'
  | 'c2b-confirmation'
  | 'express'
  | 'ratiba'
  | 'bill'
  | 'sms'

/** A POST that is still to be made, or a late change of mind of M-PESA. */
export type ScheduledRecord = {
  id: string
  dueAtMs: number
  kind: ScheduledKind
  /** What it is about: a CheckoutRequestID, a ConversationID or a receipt. */
  subject: string
} & (
  | {
      task: 'post'
      url: string
      body: string
      copies: number
      concurrency: number
      attemptsLeft: number
      forged: boolean
      forwardedFor: string | null
      /** What struck it, for people who look at the traffic. */
      faults?: readonly FaultName[]
    }
  | { task: 'late-success' }
)

export type MessageRecord = {
  id: string
  msisdn: string
  from: string
  text: string
  receivedAtMs: number
  kind: 'mpesa' | 'sms'
  /** False while the phone that should get it cannot be reached. */
  delivered: boolean
}
