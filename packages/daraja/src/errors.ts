import type { DarajaErrorCode } from './codes/error-codes.ts'
import { actions } from './codes/error-codes.ts'
import type { FailureCause } from './http/redact.ts'

/**
 * `rejected`: the request was certainly not executed. `unknown`: it may have been, or (for an error
 * of a query) nothing was learnt about the payment; ask again, never resend.
 */
export type ErrorOutcome = 'rejected' | 'unknown'

export type DarajaErrorFacts = {
  code: DarajaErrorCode
  outcome: ErrorOutcome
  message: string
  detail?: string | undefined
  httpStatus?: number | undefined
  gatewayCode?: string | undefined
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  cause?: FailureCause | undefined
}

/**
 * Why a call to Daraja did not bring what was asked. Holds no token, password, passkey or whole
 * phone number.
 */
export class DarajaError extends Error {
  override readonly name: string = 'DarajaError'
  readonly code: DarajaErrorCode
  readonly outcome: ErrorOutcome
  /** What exactly was said or seen, for logs and operators. */
  readonly detail: string | undefined
  readonly httpStatus: number | undefined
  /** Safaricom's own code: `errorCode`, Apigee's `errorcode`, or an unlisted result code. */
  readonly gatewayCode: string | undefined
  /** Safaricom's `requestId`, which its support asks for. */
  readonly requestId: string | undefined
  /** When the same call may be tried again; only where waiting is the remedy. */
  readonly retryAfterMs: number | undefined

  constructor(facts: DarajaErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = facts.code
    this.outcome = facts.outcome
    this.detail = facts.detail
    this.httpStatus = facts.httpStatus
    this.gatewayCode = facts.gatewayCode
    this.requestId = facts.requestId
    this.retryAfterMs = facts.retryAfterMs
    Object.defineProperty(this, brand, { value: 'daraja' })
  }

  /** False only when it is certain that nothing was executed. */
  get moneyMayHaveMoved(): boolean {
    return this.outcome === 'unknown'
  }

  /** The next step, for whoever operates the caller. */
  get whatToDo(): string {
    return actions[this.code]
  }

  toJSON(): Record<string, unknown> {
    const { name, code, message, outcome, moneyMayHaveMoved, whatToDo } = this
    const { detail, httpStatus, gatewayCode, requestId, retryAfterMs, cause } = this
    const facts = { name, code, message, detail, outcome, moneyMayHaveMoved, whatToDo }
    return { ...facts, httpStatus, gatewayCode, requestId, retryAfterMs, cause }
  }
}

/** The caller's own input was refused before anything was sent; `field` names it. */
export class DarajaInputError extends DarajaError {
  override readonly name = 'DarajaInputError'
  readonly field: string

  constructor(facts: { field: string; message: string; detail: string; outcome?: ErrorOutcome }) {
    const code = facts.field === 'msisdn' ? 'invalid_phone_number' : 'input_invalid'
    super({
      code,
      outcome: facts.outcome ?? 'rejected',
      message: facts.message,
      detail: facts.detail,
    })
    this.field = facts.field
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), field: this.field }
  }
}

/** Recognises a {@link DarajaError}, also one of another copy of this package. */
export function isDarajaError(value: unknown): value is DarajaError {
  return value instanceof Error && brand in value
}

export function isDarajaInputError(value: unknown): value is DarajaInputError {
  return isDarajaError(value) && 'field' in value
}

/**
 * The same error of a question about a payment: refusing the question tells nothing about the
 * payment.
 */
export function asUnknown(error: DarajaError): DarajaError {
  const { message, detail = '' } = error
  if (error instanceof DarajaInputError) {
    return new DarajaInputError({ field: error.field, message, detail, outcome: 'unknown' })
  }
  const cause = error.cause as FailureCause | undefined // the constructor takes no other
  return new DarajaError({ ...error, message, cause, outcome: 'unknown' })
}

const brand = Symbol.for('@hazina/daraja/error')
