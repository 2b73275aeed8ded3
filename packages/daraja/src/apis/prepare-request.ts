import type { z } from 'zod'
import { sentences } from '../codes/error-codes.ts'
import { DarajaInputError } from '../errors.ts'
import type { ApiRequest, Prepared } from './api.ts'

/**
 * The request with this body, if the API's schema accepts it; otherwise an error that names the
 * field as the caller knows it. Values are left out of errors: they may be phones or secrets.
 */
export function prepareRequest<Body extends object>(
  schema: z.ZodType<Body>,
  request: Omit<ApiRequest, 'body'> & { body: NoInfer<Body> },
  names: { readonly [field: string]: string },
): Prepared {
  const body = withoutUndefined(request.body)
  const checked = schema.safeParse(body)
  if (checked.success) return { ok: true, request: { ...request, body } }
  const issue = checked.error.issues[0]
  const path = issue?.path ?? []
  return { ok: false, error: invalid(fieldName(path, names), issue?.message ?? 'is not valid') }
}

/** Refuses the input because of this field, before anything is sent. */
export function invalid(field: string, rule: string): DarajaInputError {
  const message = field === 'msisdn' ? sentences.phone : `Invalid ${field}`
  return new DarajaInputError({ field, message, detail: `${field} ${rule}` })
}

function fieldName(
  path: readonly PropertyKey[],
  names: { readonly [field: string]: string },
): string {
  const known = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : (names[String(key)] ?? String(key))))
    .filter((name) => name !== '')
  return known.join('.').replaceAll('.[', '[') || 'input'
}

// What the caller leaves out is not sent at all, and the order of the fields stays.
function withoutUndefined<Body extends object>(body: Body): Body {
  if (Array.isArray(body)) return body
  const told = Object.entries(body).filter(([, value]) => value !== undefined)
  return Object.fromEntries(told) as Body // the same body: undefined and absent are one in JSON
}
