import type { FieldError, ProblemCode } from '@hazina/contract'

export type ProblemFacts = {
  detail: string
  errors?: FieldError[]
  retryAfterSeconds?: number
  transactionId?: string
  gatewayCode?: string
  /** The guide's `response_code: "1"` belongs to refused pushes. */
  responseCode?: '1'
  message?: string
}

/** What the caller cannot mend inside: becomes one problem response at the edge. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ProblemCode
  readonly facts: ProblemFacts

  constructor(code: ProblemCode, facts: ProblemFacts | string) {
    const given = typeof facts === 'string' ? { detail: facts } : facts
    super(`${code}: ${given.detail}`)
    this.code = code
    this.facts = given
  }
}

/** A field that is wrong: named, with what to send instead. */
export function fieldProblem(
  field: string,
  message: string,
  code: ProblemCode = 'invalid_request',
): AppError {
  return new AppError(code, { detail: message, errors: [{ field, message }] })
}

/** An error whose message is one sentence for a person, and says what to do. */
export class SpokenProblem extends Error {
  override name = 'SpokenProblem'
}

/** Stops the start, or a command: the sentence says what to change. */
export class StartProblem extends SpokenProblem {
  override name = 'StartProblem'
}
