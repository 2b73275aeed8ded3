import type { FaultName, FaultRules, FaultSettings } from '../faults/faults.ts'
import type { AutoAnswer, Language } from '../options.ts'

export type SubscriberState = 'active' | 'off' | 'pin-locked'

export type SubscriberRecord = {
  msisdn: string
  name: string
  pin: string
  language: Language
  state: SubscriberState
  /** Null follows the simulator's own setting. */
  autoAnswer: AutoAnswer | null
  /** Wrong PINs since the last right one. */
  wrongPins: number
  unread: number
  /** What was paid on one business day, in cents. */
  paid: { day: string; cents: number }
  /** The last payment, for the rule against repeating an amount. */
  lastPaid: { amountKes: number; atMs: number } | null
  /** The push that holds the subscriber's session, or held it last. */
  pushId: string | null
}

/** A result as the callback and the query tell it. */
export type PushResult = { code: string; callbackText: string; queryText: string }

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
  failure: 'unreachable' | 'pushError' | 'wrongReceiver' | null
  faults: readonly BoundFault[]
  result: PushResult | null
  /** From when the result is known to the query, and due as a callback. */
  finalAtMs: number | null
  paidAtMs: number | null
  receipt: string | null
}

/** A POST that is still to be made, or a late change of mind of M-PESA. */
export type ScheduledRecord = { id: string; dueAtMs: number; checkoutRequestId: string } & (
  | {
      task: 'post'
      url: string
      body: string
      copies: number
      concurrency: number
      attemptsLeft: number
      forged: boolean
      forwardedFor: string | null
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
  /** False while the phone that should get it is off. */
  delivered: boolean
}

export type TransactionKind = 'opening' | 'cash' | 'payment'

/** Money that moved: the entries sum to zero, positive where the money went. */
export type TransactionRecord = {
  id: string
  atMs: number
  kind: TransactionKind
  receipt: string | null
  checkoutRequestId: string | null
  entries: readonly Entry[]
}

export type Entry = { account: string; cents: bigint }

export type TokenRecord = { token: string; consumerKey: string; expiresAtMs: number }

/** Counters and the state of chance: what the next id and the next draw depend on. */
export type MetaRecord = {
  /** Glued to the end of MerchantRequestID and requestId. */
  requestCounter: number
  receiptCounter: number
  receiptOffset: number
  idCounter: number
  /** The last groups of a node's UUID; fixed for the life of the state. */
  nodeTail: string
  randomState: number
  clockOffsetMs: number
}

/** What a person set while it ran. */
export type SettingsRecord = { autoAnswer: AutoAnswer; autoAnswerAfterMs: number }

/** Every table of the state with the type of its rows; the key of a row is a string. */
export type Rows = {
  meta: MetaRecord
  settings: SettingsRecord
  faults: FaultSettings
  token: TokenRecord
  subscriber: SubscriberRecord
  push: PushRecord
  scheduled: ScheduledRecord
  message: MessageRecord
  transaction: TransactionRecord
  /** Entries of transactions that were dropped from memory, summed per account. */
  forward: Entry
}

export type TableName = keyof Rows

/** A row that was written (or, with null, removed). */
export type Change = {
  [Table in TableName]: readonly [table: Table, key: string, row: Rows[Table] | null]
}[TableName]

/** The key of tables that have one row only. */
export const onlyKey = 'only'
