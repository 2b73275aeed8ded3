import { AppError } from '../errors.ts'

/** What is known of a push that Safaricom, or our own limit, refused. */
export type PushRefusal = {
  transactionId: string
  /** Of the client's error catalogue: `subscriber_locked`, `authentication_failed`, … */
  code: string
  detail: string
  message?: string
  gatewayCode?: string | undefined
  retryAfterMs?: number | undefined
}

/** The answer to a request for a deposit whose push was refused: nothing is on the phone, and a new request is safe. */
export function pushRefusal(refusal: PushRefusal): AppError {
  const { transactionId, detail, message, gatewayCode } = refusal
  const facts = {
    transactionId,
    detail,
    ...(message === undefined ? {} : { message }),
    responseCode: '1' as const,
  }
  const gateway = gatewayCode === undefined ? {} : { gatewayCode }
  switch (refusal.code) {
    case 'subscriber_locked':
      return new AppError('prompt_open', {
        transactionId,
        detail:
          'M-PESA says that phone has another transaction open: finish it there, then try again in a minute.',
        retryAfterSeconds: 60,
      })
    case 'rate_limited':
      return new AppError('mpesa_busy', {
        ...facts,
        retryAfterSeconds: Math.ceil((refusal.retryAfterMs ?? 10_000) / 1000),
      })
    case 'authentication_failed':
      return new AppError('mpesa_authentication', { ...facts, ...gateway })
    default:
      return new AppError('mpesa_refused', { ...facts, ...gateway })
  }
}
