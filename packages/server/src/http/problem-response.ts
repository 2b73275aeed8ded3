import { type FieldError, type Problem, type ProblemCode, problems } from '@hazina/contract'
import { LedgerError } from '@hazina/ledger'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Context } from '../context.ts'
import { AppError, type ProblemFacts } from '../errors.ts'

/** Turns anything thrown into the one wire form. What is not meant for callers is logged and answered as `internal`. */
export function answerError(
  ctx: Context,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendProblem(reply, ...problemOf(ctx, error, request))
}

export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  facts: ProblemFacts,
): FastifyReply {
  const { status, title } = problems[code]
  const body: Problem = {
    type: `/api/problems#${code}`,
    title,
    status,
    detail: facts.detail,
    code,
    success: false,
    message: facts.message ?? messageOf(code, facts),
    ...(facts.errors === undefined ? {} : { errors: facts.errors }),
    ...(facts.retryAfterSeconds === undefined ? {} : { retry_after: facts.retryAfterSeconds }),
    ...(facts.transactionId === undefined ? {} : { transaction_id: facts.transactionId }),
    ...(facts.responseCode === undefined
      ? {}
      : { response_code: facts.responseCode, checkout_request_id: null }),
    ...(facts.gatewayCode === undefined ? {} : { gateway_code: facts.gatewayCode }),
  }
  if (facts.retryAfterSeconds !== undefined)
    void reply.header('retry-after', facts.retryAfterSeconds)
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="hazina"')
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(body)
}

/** The guide's sentences stand alone, so that programs written to it find them; elsewhere the case is said too. */
const guideSentences: ReadonlySet<ProblemCode> = new Set([
  'invalid_phone_number',
  'mpesa_refused',
  'mpesa_authentication',
])

function messageOf(code: ProblemCode, { detail }: ProblemFacts): string {
  const { title } = problems[code]
  return guideSentences.has(code) ? title : `${title}: ${detail}`
}

function problemOf(
  ctx: Context,
  error: unknown,
  request: FastifyRequest,
): [ProblemCode, ProblemFacts] {
  if (error instanceof AppError) return [error.code, error.facts]
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation)
  const known = fastifyProblem(error as FastifyError)
  if (known !== undefined) return known
  const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
  ctx.events.requestFailed({ route, error: describe(error) })
  if (isDatabaseAway(error)) {
    return [
      'unavailable',
      {
        detail:
          'The database does not answer just now. What was asked may have been done: repeat it with the same Idempotency-Key, or look first.',
        retryAfterSeconds: 5,
      },
    ]
  }
  return [
    'internal',
    { detail: 'The failure was logged. Look at the state of the transaction before trying again.' },
  ]
}

function invalid(
  issues: readonly { instancePath: string; message?: string | undefined; params?: unknown }[],
): [ProblemCode, ProblemFacts] {
  const all = issues.flatMap((issue): FieldError[] => {
    const field = issue.instancePath.replace(/^\//, '').replaceAll('/', '.')
    const extra = (issue.params as { keys?: unknown } | undefined)?.keys
    if (!Array.isArray(extra)) return [{ field: field || 'body', message: sentence(issue.message) }]
    return extra.map((key) => ({
      field: field === '' ? String(key) : `${field}.${key}`,
      message: 'There is no such field: remove it.',
    }))
  })
  const errors = all.filter(({ field }, place) => all.findIndex((e) => e.field === field) === place)
  const first = errors[0]
  const code = first?.field === 'phone_number' ? 'invalid_phone_number' : 'invalid_request'
  return [
    code,
    {
      detail:
        first === undefined ? 'The request is not valid.' : `${first.field}: ${first.message}`,
      errors,
    },
  ]
}

function sentence(message: string | undefined): string {
  if (message === undefined || message === '') return 'This is not valid.'
  return /^Invalid input: expected .* received undefined$/.test(message)
    ? 'This field is missing.'
    : message
}

function fastifyProblem(error: FastifyError): [ProblemCode, ProblemFacts] | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return ['body_too_large', { detail: 'Send 64 kB at most.' }]
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return ['unsupported_media_type', { detail: 'Send the body as application/json.' }]
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return ['invalid_json', { detail: 'The body is empty, cut short or not JSON.' }]
    case 'FST_ERR_BAD_URL':
      return ['invalid_request', { detail: 'The address cannot be read: correct its % signs.' }]
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return ['not_found', { detail: 'There is nothing at an address that long.' }]
    default:
      if (error instanceof SyntaxError)
        return ['invalid_json', { detail: 'The body is empty, cut short or not JSON.' }]
      if (error.statusCode === 400)
        return ['invalid_request', { detail: 'The request cannot be read.' }]
      return undefined
  }
}

function isDatabaseAway(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string')
    return /^(08|3D|53|57)/.test(code) || code === '55P03' || /^E[A-Z]+$/.test(code)
  // The driver says these without a code.
  return error instanceof Error && /^(Connection terminated|timeout exceeded)/.test(error.message)
}

/** What the log may say of an error that nobody expected: never its SQL parameters. */
function describe(error: unknown): string {
  if (error instanceof LedgerError) return `${error.name} ${error.code}`
  return error instanceof Error
    ? `${error.name}: ${error.message}\n${error.stack?.split('\n').slice(1, 6).join('\n')}`
    : String(error)
}
