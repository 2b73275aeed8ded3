import type { Access, RouteDefinition, Scope } from '@hazina/contract'
import type { FastifyRequest } from 'fastify'
import {
  type ApiKey,
  addressSubject,
  findApiKey,
  findSession,
  type RequestLimiter,
  type Session,
} from '../auth/index.ts'
import type { Context } from '../context.ts'
import { AppError, fieldProblem } from '../errors.ts'
import { sessionTokenOf } from './session-cookie.ts'

/** Who calls: a signed-in person, an application with a key, or nobody in particular. */
export type Caller =
  | { kind: 'session'; session: Session }
  | { kind: 'key'; key: ApiKey }
  | { kind: 'nobody' }

export type CallerOf<A extends Access> = A extends { kind: 'public' }
  ? { kind: 'nobody' }
  : A extends { kind: 'session' }
    ? Extract<Caller, { kind: 'session' }>
    : A extends { kind: 'key' }
      ? Extract<Caller, { kind: 'key' }>
      : Extract<Caller, { kind: 'session' | 'key' }>

export type Limiters = {
  perAddress: RequestLimiter
  perUser: RequestLimiter
  wrongKeys: RequestLimiter
}

/**
 * Says who calls, by what the route allows, and refuses the rest. Applications are not limited per address or user;
 * people are, and so is whoever tries keys.
 * @throws AppError not_signed_in, key_invalid, scope_missing, cross_site, too_many_requests
 */
export async function identify(
  ctx: Context,
  request: FastifyRequest,
  route: RouteDefinition,
  limiters: Limiters,
): Promise<Caller> {
  const { access } = route
  const bearer = bearerOf(request)
  if (bearer !== undefined && (access.kind === 'key' || access.kind === 'session-or-key')) {
    return { kind: 'key', key: await identifyKey(ctx, request, bearer, access.scope, limiters) }
  }
  limit(limiters.perAddress, addressSubject(request.ip))
  if (request.method !== 'GET') refuseOtherSites(ctx, request)
  if (access.kind === 'public') return { kind: 'nobody' }
  if (access.kind === 'key') {
    throw new AppError(
      'key_invalid',
      'Send an API key as `Authorization: Bearer hzn_…` (hazina api-key create makes one).',
    )
  }
  const token = sessionTokenOf(ctx, request)
  const session = token === undefined ? undefined : await findSession(ctx, token)
  if (session === undefined)
    throw new AppError('not_signed_in', 'Sign in with your phone, or send an API key.')
  limit(limiters.perUser, String(session.userId))
  return { kind: 'session', session }
}

/** Whose data a caller means: people only ever their own, applications the user they name. @throws AppError */
export function actingFor(
  caller: Extract<Caller, { kind: 'session' | 'key' }>,
  userId: number | undefined,
): bigint {
  if (caller.kind === 'key') {
    if (userId !== undefined) return BigInt(userId)
    throw fieldProblem('user_id', 'Say whose: an application names the user_id.')
  }
  if (userId === undefined || BigInt(userId) === caller.session.userId) return caller.session.userId
  throw new AppError('someone_elses', {
    detail: 'You can only use your own wallet.',
    errors: [{ field: 'user_id', message: 'This is not your user_id.' }],
  })
}

/** Refuses a request that a page of another site made a browser send. @throws AppError cross_site */
export function refuseOtherSites(ctx: Context, request: FastifyRequest): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const ownOrigin = new URL(ctx.config.publicUrl).origin
  const sameSite =
    origin === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : origin === ownOrigin || hostOf(origin) === request.host
  if (!sameSite) {
    throw new AppError(
      'cross_site',
      'Requests that change something come from Hazina’s own pages only; set PUBLIC_URL to the address people use.',
    )
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

function bearerOf(request: FastifyRequest): string | undefined {
  const match = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')
  return match?.[1]
}

async function identifyKey(
  ctx: Context,
  request: FastifyRequest,
  bearer: string,
  scope: Scope,
  limiters: Limiters,
): Promise<ApiKey> {
  const key = await findApiKey(ctx, bearer)
  if (key === undefined) {
    limit(limiters.wrongKeys, addressSubject(request.ip))
    throw new AppError(
      'key_invalid',
      'This API key is unknown or was revoked: make another with `hazina api-key create`.',
    )
  }
  if (key.scopes.includes(scope)) return key
  throw new AppError(
    'scope_missing',
    `This API key lacks the scope ${scope}: make one that has it.`,
  )
}

function limit(limiter: RequestLimiter, subject: string): void {
  const taken = limiter.take(subject)
  if (taken.ok) return
  throw new AppError('too_many_requests', {
    detail: `Too many requests: wait ${taken.retryAfterSeconds} s.`,
    retryAfterSeconds: taken.retryAfterSeconds,
  })
}
