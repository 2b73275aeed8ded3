import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'

/** Over https the name itself makes browsers insist on Secure, this host and the root path. */
export function sessionCookieName(ctx: Context): string {
  return isSecure(ctx) ? '__Host-hazina_session' : 'hazina_session'
}

function isSecure(ctx: Context): boolean {
  return ctx.config.publicUrl.startsWith('https:')
}

export function sessionTokenOf(ctx: Context, request: FastifyRequest): string | undefined {
  const token = request.cookies[sessionCookieName(ctx)]
  return token === undefined || token === '' ? undefined : token
}

export function setSessionCookie(
  ctx: Context,
  reply: FastifyReply,
  token: string,
  expires: Date,
): void {
  void reply.setCookie(sessionCookieName(ctx), token, { ...attributes(ctx), expires })
}

export function clearSessionCookie(ctx: Context, reply: FastifyReply): void {
  void reply.clearCookie(sessionCookieName(ctx), attributes(ctx))
}

function attributes(ctx: Context) {
  return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecure(ctx) }
}
