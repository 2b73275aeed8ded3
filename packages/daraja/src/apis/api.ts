import type { Clock } from '../clock.ts'
import type { DarajaError, DarajaInputError } from '../errors.ts'
import type { ApiEndpoint } from '../http/endpoints.ts'
import type { Wording } from '../http/gateway-error.ts'

/** One API of Daraja: how an input becomes a request, and what its answers mean. */
export type Api<Input, Answer extends object> = {
  endpoint: ApiEndpoint
  wording: Wording
  /** The request for this input, or the first field that Safaricom would refuse. */
  request(input: Input, clock: Clock): Prepared
  /** What a JSON answer says; undefined when it is none that this API gives. */
  read(answer: ReadableAnswer): Reading<Answer> | undefined
}

export type Prepared = { ok: true; request: ApiRequest } | { ok: false; error: DarajaInputError }

export type ApiRequest = {
  path: string
  method?: 'GET' | 'POST'
  body: object
  headers?: Record<string, string>
  /** Values that may appear in no error. */
  secrets: readonly string[]
  answerBytesMax?: number
}

export type ReadableAnswer = {
  body: Record<string, unknown>
  /** The same as text. */
  raw: string
  status: number
  /** What to say when it refuses. */
  wording: Wording
}

/** `error` where the answer is readable and declines: its own `outcome` says how certain that is. */
export type Reading<Answer extends object> =
  | { ok: true; answer: Answer }
  | { ok: false; error: DarajaError }
