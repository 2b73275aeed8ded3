import type { FaultMatch, FaultName, Forgery } from '../faults/fault-rules.ts'

export type Range = readonly [min: number, max: number]

/** How likely a fault is, and how bad it gets; what is left out is drawn from the widest range that makes sense. */
export type ChaosRule = {
  /** From 0 to 1, for each request or callback that it could strike. */
  probability: number
  /** Which APIs; default all. */
  on?: NonNullable<FaultMatch['on']>
  /** Of answer faults: how likely Safaricom did the work all the same. Default 0.5. */
  accepted?: number
  /** Milliseconds; short ones are as likely as long ones of the next order of magnitude. */
  delayMs?: Range
  /** Of duplicates. Default 2 to 5. */
  copies?: Range
  /** Of duplicates: how many at once. Default 1 to 5. */
  concurrency?: Range
  /** Of forged callbacks. Default all. */
  forgeries?: readonly Forgery[]
  /** Of queue time-outs: how likely M-PESA does it after all. Default 0.7. */
  succeeds?: number
}

/** The chance of each fault, a number or with what it takes. */
export type ChaosProbabilities = { readonly [Name in FaultName]?: number | ChaosRule }

/** What of {@link ChaosRule} each fault takes beside `probability` and `on`. */
export const chaosTakes: Record<FaultName, readonly (keyof ChaosRule)[]> = {
  'answer-lost': [],
  'http-500': ['accepted'],
  'http-503-html': ['accepted'],
  'http-504': ['accepted'],
  'http-200-html': ['accepted'],
  'empty-body': ['accepted'],
  'time-out': ['accepted'],
  'spike-arrest': [],
  quota: [],
  'token-expired': [],
  'callback-dropped': [],
  'callback-delayed': ['delayMs'],
  'callback-duplicated': ['copies', 'concurrency'],
  'callback-reordered': ['delayMs'],
  'callback-before-answer': [],
  'callback-wrong-amount': [],
  'callback-forged': ['forgeries'],
  'result-contradicted': ['delayMs'],
  'queue-timeout': ['delayMs', 'succeeds'],
  'query-says-pending': [],
  'query-spurious': [],
  'query-says-failed': [],
}
