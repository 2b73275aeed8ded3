import type { z } from 'zod'

export type HttpMethod = 'GET' | 'POST'

/**
 * Who may call a route. `session` is a signed-in person, `key` an application with an API key that
 * carries `scope`. A route that lists both serves either.
 */
export type Access =
  | { kind: 'public' }
  | { kind: 'session' }
  | { kind: 'session-or-key'; scope: Scope }
  | { kind: 'key'; scope: Scope }

/** What an API key may do. The first three are a key's default. */
export const scopes = ['users', 'deposits', 'reads'] as const
export type Scope = (typeof scopes)[number]

export type RouteDefinition = {
  method: HttpMethod
  path: string
  summary: string
  description?: string
  tag: string
  access: Access
  /** Whether an `Idempotency-Key` header makes a repeated call answer the first call's answer. */
  idempotent?: boolean
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  responses: Record<number, z.ZodType>
}

/** Declares one route of the HTTP contract; the server must implement it, the SDK can call it. */
export function defineRoute<const R extends RouteDefinition>(route: R): R {
  return route
}
