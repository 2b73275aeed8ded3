import type { ApiName } from '../daraja/endpoints.ts'
import type { FaultName } from '../faults/fault-rules.ts'
import type { ScheduledRecord } from '../state/records.ts'

/** What went over the wire: a request to one of Daraja's APIs, a callback, an SMS, or something nobody serves. */
export type TrafficKind = ApiName | 'callback' | 'sms' | 'other'

/** Headers as they came: of Node's HTTP server, of fetch, or written down by hand. */
export type RawHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | number | undefined>>

/**
 * One exchange as it happened, secrets included: it is kept as it is, because that costs nothing, and masked when
 * somebody looks. Bodies are the bytes as text, or what they were parsed to.
 */
export type Exchange = {
  kind: TrafficKind
  method: string
  /** Path (and query) of a request to the simulator; the whole address of a callback. */
  path: string
  /** Instant of the simulator's clock when it began; default now. */
  startedAtMs?: number
  headers?: RawHeaders | undefined
  body: unknown
  /** Null when there was no answer. */
  status: number | null
  answerHeaders?: RawHeaders | undefined
  answerBody?: string | null | undefined
  /** What became of it, in a few words; told from the answer when it is left out. */
  outcome?: string | undefined
  /** What struck it. */
  faults?: readonly FaultName[] | undefined
  /** The callback that was sent, so that it can be sent again. */
  post?: ScheduledRecord & { task: 'post' }
}

/** An exchange in the log. */
export type Kept = Exchange & { id: number; startedAtMs: number; endedAtMs: number }
