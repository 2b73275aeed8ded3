import type { RealtimeEvent } from '@hazina/contract'
import type { Daraja } from '@hazina/daraja'
import type { Config } from './config/config.ts'
import type { Db } from './db/database.ts'
import type { SmsSender } from './notifications/sms.ts'
import type { Events } from './observability/events.ts'

/** Time as domain code sees it. A whole system can run under a simulated one. */
export type Clock = {
  now(): Date
  /** Runs `task` once when this clock has moved on by `delayMs`; returns what cancels it. */
  after(delayMs: number, task: () => void): () => void
}

/** Where randomness and identifiers come from. */
export type Random = {
  bytes(count: number): Buffer
  /** A version 7 UUID that carries the context's time. */
  uuid(): string
  /** A whole number from 0 to `below` - 1, every one as likely. */
  integer(below: number): number
}

/**
 * Every long-lived thing the domain needs, built once in the composition root and passed as an argument. Time,
 * randomness, identifiers and the network reach domain code only through here.
 */
export type Context = {
  config: Config
  clock: Clock
  random: Random
  db: Db
  daraja: Daraja
  sms: SmsSender
  events: Events
  /** Says to a user's open pages that something changed. Told from committed work rows only. */
  publish(userId: bigint, event: RealtimeEvent): void
  /** Tells the work loop, after a commit, that something may be due. */
  wake(): void
  /** Marks a labelled step between two effects; a test may crash the process there. */
  step(label: Step): void
}

/** The places between two effects where a crash must lose nothing. */
export const steps = [
  'deposit.opened',
  'deposit.pushed',
  'deposit.answer-noted',
  'evidence.received',
  'evidence.settled',
  'query.answered',
  'query.settled',
  'work.claimed',
  'work.done',
  'receipt.sent',
] as const
export type Step = (typeof steps)[number]
