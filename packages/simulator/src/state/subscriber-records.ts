import type { AutoAnswer, Language, Limits } from '../options.ts'

/** `off` and `out-of-coverage` cannot be reached; `suspended` and `pin-locked` can, and may not pay. */
export const subscriberStates = [
  'active',
  'off',
  'out-of-coverage',
  'suspended',
  'pin-locked',
] as const
export type SubscriberState = (typeof subscriberStates)[number]

/** What moved on one business day of Nairobi, in cents. */
export type DaySum = { day: string; cents: number }

export type SubscriberRecord = {
  msisdn: string
  name: string
  pin: string
  language: Language
  state: SubscriberState
  /** Whether the number is an M-PESA customer. */
  registered: boolean
  registeredAtMs: number
  imsi: string
  simSwappedAtMs: number | null
  /** Limits of this subscriber that differ from the simulator's own. */
  limits: Partial<Limits> | null
  /** Whether the subscriber has a Pochi la Biashara. */
  pochi: boolean
  bongaPoints: number
  /** Null follows the simulator's own setting. */
  autoAnswer: AutoAnswer | null
  /** Wrong PINs since the last right one. */
  wrongPins: number
  unread: number
  /** Money that went out. */
  paid: DaySum
  /** Money that came in. */
  received: DaySum
  /** The last payment, for the rule against repeating an amount. */
  lastPaid: { amountKes: number; atMs: number } | null
  /** The push, or the prompt of another kind, that holds the subscriber's session, or held it last. */
  pushId: string | null
}
