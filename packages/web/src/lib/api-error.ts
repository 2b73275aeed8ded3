import type { FieldError, Problem, ProblemCode } from './api-types.ts'

/**
 * Why a request brought no answer that we can use.
 * `problem`: the server said no, in `problem`. `offline`: this device has no network. `network`: the line broke.
 * `timeout`: nothing came in time. `garbled`: something answered, but not our server (a captive portal, a proxy).
 */
export type ApiErrorKind = 'problem' | 'offline' | 'network' | 'timeout' | 'garbled'

export class ApiError extends Error {
  override name = 'ApiError'
  readonly kind: ApiErrorKind
  /** The HTTP status, or 0 when there was no answer. */
  readonly status: number
  readonly problem: Problem | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(options: {
    kind: ApiErrorKind
    status?: number
    problem?: Problem
    retryAfterSeconds?: number | undefined
    cause?: unknown
  }) {
    super(options.problem?.detail ?? `The request failed: ${options.kind}`, {
      cause: options.cause,
    })
    this.kind = options.kind
    this.status = options.status ?? 0
    this.problem = options.problem
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get code(): ProblemCode | undefined {
    return this.problem?.code
  }

  /** What the server says about one field, if it named that field. */
  field(name: string): FieldError | undefined {
    return this.problem?.errors?.find((error) => error.field === name)
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError
}

/** Whether nobody is signed in (any more). A wrong one-time code is a 401 too, but of another kind. */
export function isSignedOut(error: unknown): boolean {
  return isApiError(error) && error.status === 401 && error.code !== 'code_wrong'
}

/** Whether the same read may simply be tried again: the trouble is the line's or the server's, not ours. */
export function isPassing(error: unknown): boolean {
  return isApiError(error) && (error.kind !== 'problem' || error.status >= 500)
}

/** Turns an answer that is not 2xx into an error; a body that is no problem document is `garbled`. */
export function errorFromAnswer(answer: {
  status: number
  body: string
  retryAfter: string | null
}): ApiError {
  const problem = parseProblem(answer.body)
  if (problem === undefined) return new ApiError({ kind: 'garbled', status: answer.status })
  return new ApiError({
    kind: 'problem',
    status: answer.status,
    problem,
    retryAfterSeconds: problem.retry_after ?? wholeSeconds(answer.retryAfter),
  })
}

function parseProblem(body: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const isProblem =
      typeof value === 'object' && value !== null && 'code' in value && 'detail' in value
    // The contract's own shape: `code` and `detail` are what tells our server from a proxy in between.
    return isProblem ? (value as Problem) : undefined
  } catch {
    return undefined
  }
}

function wholeSeconds(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined
}
