import { explainResult, type ResultApi } from '../codes/result-codes.ts'
import { DarajaError, type ErrorOutcome } from '../errors.ts'
import { asObject, identifierOf, sentenceOf } from '../http/answer.ts'
import type { ReadableAnswer, Reading } from './api.ts'
import type { AsyncAccepted } from './outcomes.ts'

/**
 * Reads the acknowledgement of B2C, Pochi, B2B, tax, status, balance and reversal (reference §14):
 * `ResponseCode` zero, in one digit or several, and a `ConversationID`.
 */
export function readAsyncAck(api: ResultApi) {
  return (answer: ReadableAnswer): Reading<AsyncAccepted> | undefined => {
    const { body } = answer
    const code = identifierOf(told(body, 'ResponseCode'))
    const conversationId = identifierOf(told(body, 'ConversationID'))
    const responseDescription = sentenceOf(told(body, 'ResponseDescription'))
    if (code === '') return undefined
    if (!isZero(code))
      return declinedByCode(answer, { api, code, description: responseDescription })
    if (conversationId === '') return undefined
    const originatorConversationId = originatorId(body)
    return { ok: true, answer: { conversationId, originatorConversationId, responseDescription } }
  }
}

/** `OriginatorConversationID`, also in the spelling of the C2B answers (reference §3.1). */
export function originatorId(body: Record<string, unknown>): string {
  const right = identifierOf(told(body, 'OriginatorConversationID'))
  return right || identifierOf(told(body, 'OriginatorCoversationID'))
}

/** Success is `0`, `00` or `00000000` (reference §30). */
export function isZero(code: string): boolean {
  return /^0+$/.test(code)
}

/**
 * The answer declines with this code. Only a code whose meaning is known, for this API or for all
 * that M-PESA's core serves, proves that nothing was executed; of any other the outcome is unknown.
 */
export function declinedByCode(
  { status, wording }: ReadableAnswer,
  refusal: { api: ResultApi; code: string; description: string },
): { ok: false; error: DarajaError } {
  const { known, final, meaning, apis } = explainResult(refusal.code, refusal.api)
  // What ends the matter for others says nothing here: 200 and 1000 are successes elsewhere.
  const isOwn = apis.includes(refusal.api) || apis.includes('g2')
  const isCertain = known && final && isOwn
  const outcome: ErrorOutcome = isCertain ? 'rejected' : 'unknown'
  const error = new DarajaError({
    code: isCertain ? 'request_declined' : 'result_unlisted',
    outcome,
    message: wording[outcome],
    detail: refusal.description || meaning,
    httpStatus: status,
    gatewayCode: refusal.code,
  })
  return { ok: false, error }
}

/** The answer declines, whatever its code; only a failure inside (5xx) proves nothing. */
export function declined(
  { status, wording }: ReadableAnswer,
  refusal: { code: string; description: string; requestId?: string },
): { ok: false; error: DarajaError } {
  const outcome: ErrorOutcome = /^5\d\d$/.test(refusal.code) ? 'unknown' : 'rejected'
  const error = new DarajaError({
    code: outcome === 'rejected' ? 'request_declined' : 'internal_error',
    outcome,
    message: wording[outcome],
    detail: refusal.description || `Code ${refusal.code}`,
    httpStatus: status,
    gatewayCode: refusal.code,
    requestId: refusal.requestId,
  })
  return { ok: false, error }
}

/**
 * A field of an answer whatever its casing, spaces and underscores: `ResponseStatus` is also
 * `Response Status` (reference §25).
 */
export function told(body: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(body, name)) return body[name]
  const wanted = plain(name)
  const key = Object.keys(body).find((each) => plain(each) === wanted)
  return key === undefined ? undefined : body[key]
}

export function toldObject(body: Record<string, unknown>, name: string): Record<string, unknown> {
  return asObject(told(body, name)) ?? {}
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}
