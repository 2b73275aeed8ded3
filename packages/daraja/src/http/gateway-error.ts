import { sentences } from '../codes/error-codes.ts'
import { explainGatewayError, type GatewayExplanation } from '../codes/gateway-errors.ts'
import { DarajaError } from '../errors.ts'
import type { GatewayAnswer, GatewayResult } from './gateway-call.ts'
import type { HttpFailure } from './http.ts'

/** The sentences of one call: for a certain refusal, and for an outcome that nobody knows. */
export type Wording = { rejected: string; unknown: string }

type Unusable = Exclude<GatewayResult, { kind: 'limited' | 'no-token' }>

/**
 * The error that stands for an exchange which brought neither acceptance nor result. `redact` has
 * already been over the answer's text.
 */
export function gatewayError(result: Unusable, wording: Wording): DarajaError {
  if (result.kind === 'failed') return transportError(result, wording)
  const explanation = explain(result)
  const { code, outcome, known } = explanation
  return new DarajaError({
    code: code === 'pending' ? 'internal_error' : code,
    outcome,
    message: messageFor(explanation, wording),
    detail: detailOf(result, known),
    httpStatus: result.status,
    gatewayCode: result.answer.kind === 'refusal' ? result.answer.errorCode : undefined,
    requestId: result.answer.kind === 'refusal' ? result.answer.requestId : undefined,
    retryAfterMs: result.retryAfterMs,
  })
}

/**
 * What the catalogue makes of an answer; a page, an empty body or a bare object explain nothing by
 * themselves.
 */
export function explain({ status, answer }: GatewayAnswer): GatewayExplanation {
  // What takes the request on is no refusal, whatever the status in front of it.
  const refusesByStatus = answer.kind !== 'object' || !('ResponseCode' in answer.body)
  const explanation = explainGatewayError({
    ...(answer.kind === 'refusal' && answer),
    ...(refusesByStatus && { httpStatus: status }),
  })
  if (explanation.known || answer.kind !== 'unreadable') return explanation
  return { ...explanation, code: 'unreadable_answer' }
}

function transportError(
  { failure, cause }: Extract<Unusable, { kind: 'failed' }>,
  wording: Wording,
): DarajaError {
  const outcome = failure === 'connection_failed' ? 'rejected' : 'unknown'
  const detail = `${transportWords[failure]}: ${cause.code ?? cause.message}`
  return new DarajaError({ code: failure, outcome, message: wording[outcome], detail, cause })
}

const transportWords = {
  connection_failed: 'No connection to Daraja could be made',
  connection_lost: 'The connection broke before the answer was complete',
  timed_out: 'Daraja did not answer in time',
  unreadable_answer: 'The answer could not be read',
} as const satisfies Record<HttpFailure, string>

function messageFor({ code, outcome }: GatewayExplanation, wording: Wording): string {
  if (code === 'token_refused' || code === 'product_missing') return sentences.authenticate
  if (code === 'authentication_failed') return sentences.authenticate
  return code === 'invalid_phone_number' ? sentences.phone : wording[outcome]
}

function detailOf({ status, answer, raw }: GatewayAnswer, known: boolean): string {
  if (answer.kind === 'refusal' && answer.errorMessage !== '') return answer.errorMessage
  if (answer.kind === 'refusal') return `HTTP ${status}, ${answer.errorCode} without a message`
  const shape = raw.trim() === '' ? 'an empty body' : 'a body that is no answer of Daraja'
  return known ? `HTTP ${status}` : `HTTP ${status} with ${shape}`
}
