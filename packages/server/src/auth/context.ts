import type { Clock, Random } from '../context.ts'
import type { Db } from '../db/database.ts'
import type { SmsSender } from '../notifications/index.ts'

/** Why somebody did not get a code, or did not get in with one. */
export type SignInRefusal =
  | 'resend_too_soon'
  | 'codes_per_phone_hour'
  | 'codes_per_phone_day'
  | 'codes_per_address'
  | 'guesses_per_phone'
  | 'guesses_per_address'
  | 'wrong_code'

export type SignInEvents = {
  /** `phone` is masked. */
  codeSent(facts: { phone: string }): void
  codeRefused(facts: { reason: SignInRefusal }): void
  smsFailed(facts: { purpose: 'code'; reason: string }): void
  signedIn(facts: { userId: bigint }): void
}

/** What signing in needs of the server's context. */
export type SignInContext = {
  config: { secret: Buffer; businessName: string; publicUrl: string }
  clock: Clock
  random: Random
  db: Db
  sms: SmsSender
  events: SignInEvents
}
