import { type ApiError, isApiError } from './api-error.ts'
import type { ProblemCode } from './api-types.ts'
import type { Messages } from './i18n/en.ts'

/**
 * What went wrong with something the person asked us to do, in their language. Only where we have no words of
 * our own for the code does the server's English sentence show.
 */
export function errorWords(t: Messages, error: unknown): string {
  if (!isApiError(error)) return t.errors.server
  switch (error.kind) {
    case 'offline':
      return t.errors.offline
    case 'network':
      return t.errors.network
    case 'timeout':
      return t.errors.timeout
    case 'garbled':
      return error.status >= 500 ? t.errors.server : t.errors.garbled
    case 'problem':
      return problemWords(t, error)
  }
}

/** Why something could not be shown. */
export function readErrorWords(t: Messages, error: unknown): string {
  return isApiError(error) && error.kind !== 'problem' && error.kind !== 'garbled'
    ? t.errors.readNetwork
    : errorWords(t, error)
}

/** `30 seconds`, `2 minutes`: how long a wait is, never shorter than it is. */
export function waitWords(t: Messages, seconds: number): string {
  return seconds < 90 ? t.errors.seconds(seconds) : t.errors.minutes(Math.ceil(seconds / 60))
}

function problemWords(t: Messages, error: ApiError): string {
  const wait =
    error.retryAfterSeconds === undefined ? undefined : waitWords(t, error.retryAfterSeconds)
  const words = error.code === undefined ? undefined : wordsByCode[error.code]?.(t, wait)
  return words ?? error.problem?.detail ?? t.errors.server
}

const wordsByCode: Partial<Record<ProblemCode, (t: Messages, wait: string | undefined) => string>> =
  {
    prompt_open: (t, wait) =>
      wait === undefined ? t.errors.promptOpenSoon : t.errors.promptOpen(wait),
    too_many_requests: (t, wait) =>
      wait === undefined ? t.errors.tooManySoon : t.errors.tooMany(wait),
    prompt_limit: (t, wait) =>
      wait === undefined ? t.errors.promptLimitSoon : t.errors.promptLimit(wait),
    code_wrong: (t) => t.signIn.codeWrong,
    invalid_phone_number: (t) => t.phone.format,
    mpesa_refused: (t) => t.errors.mpesaRefused,
    mpesa_authentication: (t) => t.errors.mpesaRefused,
    mpesa_busy: (t) => t.errors.mpesaBusy,
    idempotency_in_flight: (t) => t.errors.stillSending,
    sign_in_unavailable: (t) => t.signIn.unavailable,
    transaction_not_found: (t) => t.transaction.notFound,
    internal: (t) => t.errors.server,
    unavailable: (t) => t.errors.server,
  }
