import type { Change, ResultCode, ScheduledRecord, SubscriberRecord } from '../state/records.ts'

/** How the person at a phone, or the phone itself, ended a prompt that is no push. */
export type ConsentEnd =
  | 'agreed'
  | 'cancelled'
  | 'wrong-pin'
  | 'pin-locked'
  | 'no-answer'
  | 'unreachable'

/** The end, and who holds the phone, as their row shall be otherwise; nobody when the number has no subscriber. */
export type EndedConsent = { end: ConsentEnd; holder: SubscriberRecord | undefined }

/** What a prompt's end leads to. */
export type ConsentOutcome = {
  result: ResultCode
  /** Whether what was asked for happens. */
  accepted: boolean
  /** To be committed with the end of the prompt; `planned` is among them. */
  changes: Change[]
  planned: ScheduledRecord[]
  /** What starts once it is committed. */
  committed?: () => void
}
