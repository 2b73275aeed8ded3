import type { ErrorOutcome } from '../errors.ts'
import { customerWords } from './customer-words.ts'
import type { DarajaErrorCode } from './error-codes.ts'
import { type GatewayRow, gatewayRows } from './gateway-rows.ts'
import type { Retry, WhoActs } from './result-reactions.ts'

/** A refusal as the gateway words it; Apigee's `fault.detail.errorcode` counts as `errorCode`. */
export type GatewayRefusal = {
  errorCode?: string | undefined
  errorMessage?: string | undefined
  httpStatus?: number | undefined
}

export type GatewayExplanation = {
  /**
   * False when the catalogue knows neither the code nor the status; the outcome is `unknown` then.
   */
  known: boolean
  code: DarajaErrorCode | 'pending'
  outcome: ErrorOutcome
  meaning: string
  whoActs: WhoActs
  retry: Retry
  /** What the customer is told. */
  en: string
  sw: string
  /** The request's field, where Safaricom names it (`400.002.02 Bad Request - Invalid <Field>`). */
  field?: string
}

/**
 * Explains an error answered synchronously. The catalogued `errorCode` decides (with its text,
 * where one code has several meanings); the HTTP status only where it is beyond doubt: 401 and 429
 * are answered by the gateway itself, before anything is executed.
 */
export function explainGatewayError(refusal: GatewayRefusal): GatewayExplanation {
  const code = refusal.errorCode?.trim() ?? ''
  const text = (refusal.errorMessage ?? '').trim()
  const row = gatewayRows.find((each) => matches(each, code, text)) ?? byStatus(refusal.httpStatus)
  if (row === undefined) return unlisted
  const [, , kind, whoActs, retry, meaning] = row
  const field = /^Bad Request - Invalid (\w+)/.exec(text)?.[1]
  const phone = kind === 'field_refused' && (field === 'PhoneNumber' || field === 'PartyA')
  const reported = phone ? 'invalid_phone_number' : kind
  return {
    known: true,
    code: reported,
    outcome: mayHaveBeenExecuted.has(kind) ? 'unknown' : 'rejected',
    meaning,
    whoActs,
    retry,
    ...customerWords(reported),
    ...(field !== undefined && { field }),
  }
}

/** The gateway's errors as data: code, meaning, who acts, retry. A `*` stands for any ending. */
export const gatewayErrors: readonly {
  errorCode: string
  text: string
  code: DarajaErrorCode | 'pending'
  whoActs: WhoActs
  retry: Retry
  meaning: string
  en: string
  sw: string
}[] = gatewayRows.map(([errorCode, text, code, whoActs, retry, meaning]) => ({
  errorCode,
  text,
  code,
  whoActs,
  retry,
  meaning,
  ...customerWords(code),
}))

// Catch-alls of the gateway, or refusals that concern an earlier request: neither proves that
// nothing was done.
const mayHaveBeenExecuted: ReadonlySet<DarajaErrorCode | 'pending'> = new Set([
  'pending',
  'prompt_not_found',
  'internal_error',
  'maintenance',
  'duplicate_request',
  'unexpected_answer',
  'timed_out',
])

const unlisted: GatewayExplanation = {
  known: false,
  code: 'unexpected_answer',
  outcome: 'unknown',
  meaning: 'Not in the catalogue: it is not known whether the request was executed',
  whoActs: 'nobody',
  retry: 'no',
  ...customerWords('unexpected_answer'),
}

function matches([errorCode, text]: GatewayRow, code: string, message: string): boolean {
  const codeFits = errorCode.endsWith('*')
    ? code.startsWith(errorCode.slice(0, -1))
    : code === errorCode
  if (!codeFits) return false
  if (text === '*') return true
  return text === '' ? message === '' : message.toLowerCase().includes(text.toLowerCase())
}

function byStatus(httpStatus: number | undefined): GatewayRow | undefined {
  const kind = httpStatus === 401 ? 'token_refused' : httpStatus === 429 ? 'throttled' : undefined
  return gatewayRows.find((row) => row[2] === kind)
}
