import type { ApiName } from '../daraja/endpoints.ts'

/** What a fault can strike: one of Daraja's APIs, or `c2b`, the confirmations of customers' own payments. */
export type FaultTarget = ApiName | 'c2b'

/** Which requests a rule is for; every condition that is given must hold. */
export type FaultMatch = {
  /**
   * The API, several of them, or `any`. Without it an answer fault strikes STK push, and a callback fault whatever has
   * a callback.
   */
  on?: FaultTarget | 'any' | readonly FaultTarget[]
  /** The customer's phone, any Kenyan spelling over HTTP, 2547… in process. */
  phone?: string
  /** Whole shillings. */
  amount?: number
  /** The organisation that asked, or that is paid. */
  shortcode?: string
  /** One push, operation or payment that was accepted already: CheckoutRequestID, ConversationID or receipt. */
  id?: string
  /** The same as `id`, for a push. */
  checkoutRequestId?: string
  /** How many requests it strikes before it is spent; without it, every one. */
  times?: number
  /** Chance from 0 to 1, drawn from the simulator's seed; without it, 1. */
  probability?: number
}

/** An answer that goes wrong. */
export type AnswerFault = FaultMatch & {
  /** Whether Safaricom did the work all the same, so that the prompt or the result still arrives. Default false. */
  accepted?: boolean
}

/** Milliseconds, or a range from which the seed draws. */
export type Span = number | readonly [min: number, max: number]

/** What a stranger pretends, see {@link FaultRules}. */
export const forgeries = [
  'open-request',
  'unknown-request',
  'wrong-token',
  'wrong-amount',
  'wrong-phone',
  'wrong-receipt',
  'replayed',
] as const
export type Forgery = (typeof forgeries)[number]

/** Everything that can go wrong, by name, with what each takes beside {@link FaultMatch}. */
export type FaultRules = {
  /** The request is accepted, then the connection breaks before the answer. */
  'answer-lost': FaultMatch
  /** HTTP 500 with `500.003.1001 Internal Server Error`. */
  'http-500': AnswerFault
  /** HTTP 503 with an HTML maintenance page. */
  'http-503-html': AnswerFault
  /** HTTP 504 with Apigee's `Gateway Timeout` fault, which has no errorCode (reference §4). */
  'http-504': AnswerFault
  /** HTTP 200 with an HTML page. */
  'http-200-html': AnswerFault
  /** HTTP 200 with nothing in it. */
  'empty-body': AnswerFault
  /** No answer until the caller gives up. */
  'time-out': AnswerFault
  /** HTTP 429 with Apigee's spike-arrest fault; the request never reaches M-PESA. */
  'spike-arrest': FaultMatch
  /** HTTP 500 with `500.003.03 Quota Violation`; the request never reaches M-PESA. */
  quota: FaultMatch
  /** The token that the request brings is refused, and stays invalid, before its time. */
  'token-expired': FaultMatch
  /** The callback is never sent. */
  'callback-dropped': FaultMatch
  /** The callback comes late; default 30 to 120 seconds. */
  'callback-delayed': FaultMatch & { delayMs?: Span }
  /** The callback is sent `copies` times (default 2), `concurrency` at once (default 1, one after the other). */
  'callback-duplicated': FaultMatch & { copies?: number; concurrency?: number }
  /** The callback waits until another one has gone out before it, or `holdMs` (default a minute) have passed. */
  'callback-reordered': FaultMatch & { holdMs?: Span }
  /**
   * The callback is delivered first, then the request is answered. A phone that is answered by hand pays at once; one
   * with an automatic answer gives that; with `automaticOnly` only such phones are struck.
   */
  'callback-before-answer': FaultMatch & { automaticOnly?: boolean }
  /** The callback names another amount than moved (default one shilling more). */
  'callback-wrong-amount': FaultMatch & { reportedAmount?: number }
  /**
   * Somebody else posts a success with an invented receipt. `open-request` (the default): for the open request, to the
   * callback address without its last path segment, the secret that a stranger does not know. `unknown-request`: for a
   * request that never was, to the full address. `wrong-token`: for the open request, with another last path segment.
   * `wrong-amount`, `wrong-phone`: to the full address. `wrong-receipt`: after a success, the same with another receipt.
   * `replayed`: after a success, the same bytes once more; and for a push, while its prompt is open, the newest success
   * that was sent for another one. Where there is no prompt, a success is forged after the true one only.
   */
  'callback-forged': FaultMatch & { forgery?: Forgery }
  /**
   * A second, opposite result follows later (default 5 seconds). After a failure the money really moves then, if the
   * payer has it; after a success the failure is a lie and the money stays moved.
   */
  'result-contradicted': FaultMatch & { delayMs?: Span }
  /**
   * The request waits too long in M-PESA's queue and QueueTimeOutURL is told. `never` (the default): M-PESA never
   * does it and says no more. `success`: it is done `delayMs` later (default 30 to 120 seconds), and the result comes then.
   */
  'queue-timeout': FaultMatch & { ends?: 'never' | 'success'; delayMs?: Span }
  /** The query says a finished payment is still being processed, in its two forms by turns. */
  'query-says-pending': FaultMatch
  /** The query of a finished payment gets HTTP 500 with 500.001.1001, as happens now and then (reference §10, §38). */
  'query-spurious': FaultMatch
  /** The query says a paid payment failed (1037). */
  'query-says-failed': FaultMatch
}

export type FaultName = keyof FaultRules

/** The faults that are on: for each name one rule, or several. `{}` as a rule strikes every request. */
export type FaultSettings = {
  [Name in FaultName]?: FaultRules[Name] | readonly FaultRules[Name][]
}

/** What a rule looks at when it decides whether a request is meant. */
export type FaultSubject = {
  api?: FaultTarget | undefined
  phone?: string | undefined
  amount?: number | undefined
  shortcode?: string | undefined
  /** Only when the request was accepted before, so that a rule may name it. */
  id?: string | undefined
  checkoutRequestId?: string | undefined
}
