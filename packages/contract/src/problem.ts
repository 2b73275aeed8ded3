import { z } from 'zod'

/**
 * Every error that the API answers, by its stable code. The text lives here, once: a title for people and
 * the HTTP status. `detail` is written where the error is raised, because it names the case.
 */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_phone_number: { status: 400, title: 'Invalid phone number' },
  amount_out_of_range: { status: 400, title: 'The amount is outside the limits' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  code_wrong: { status: 401, title: 'That code is not right' },
  key_invalid: { status: 401, title: 'The API key is not valid' },
  someone_elses: { status: 403, title: 'That belongs to somebody else' },
  scope_missing: { status: 403, title: 'The API key may not do this' },
  cross_site: { status: 403, title: 'The request came from another site' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  user_not_found: { status: 404, title: 'There is no such user' },
  transaction_not_found: { status: 404, title: 'There is no such transaction' },
  prompt_open: { status: 409, title: 'A prompt is already open on that phone' },
  idempotency_key_reused: {
    status: 409,
    title: 'That Idempotency-Key was used for another request',
  },
  idempotency_in_flight: { status: 409, title: 'The first request with that key is still running' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  prompt_limit: { status: 429, title: 'Too many unpaid prompts for that phone' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  mpesa_refused: { status: 502, title: 'Failed to initiate payment' },
  mpesa_authentication: { status: 502, title: 'Failed to authenticate with M-Pesa API' },
  mpesa_busy: { status: 503, title: 'M-PESA cannot take more requests just now' },
  sign_in_unavailable: { status: 503, title: 'Signing in by phone is not set up' },
  unavailable: { status: 503, title: 'The service cannot answer just now' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const FieldError = z.object({
  field: z.string().describe('Path of the field, such as `amount`'),
  message: z.string().describe('What is wrong with it and what to send instead'),
})
export type FieldError = z.infer<typeof FieldError>

/** RFC 9457 problem details, with the guide's `success: false` and `message` beside them. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    success: z.literal(false),
    message: z.string(),
    errors: z.array(FieldError).optional(),
    retry_after: z.number().int().optional().describe('Seconds until it makes sense to try again'),
    response_code: z.literal('1').optional().describe("The guide's code: the push was not sent"),
    transaction_id: z.uuid().optional(),
    checkout_request_id: z.null().optional(),
    gateway_code: z.string().optional().describe("Safaricom's own error code, when it gave one"),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
