import { createHash } from 'node:crypto'
import { type ProblemCode, problems, type RouteDefinition } from '@hazina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AppError, fieldProblem } from '../errors.ts'
import type { Caller } from './caller.ts'
import type { Answer, Call, Handler } from './implement.ts'

const interruptedAfterMs = 90_000

type Once<R extends RouteDefinition> = {
  route: R
  caller: Caller
  request: FastifyRequest
  reply: FastifyReply
  handler: Handler<R>
  call: Call<R>
}

type Claim =
  | { state: 'new'; id: bigint }
  | { state: 'answered'; status: number; response: unknown }
  | { state: 'interrupted'; id: bigint }

/**
 * Runs a request once for its `Idempotency-Key`: the same key and body are answered as the first time, another body is
 * refused, one that still runs is a 409. Without the header the request simply runs. What changed nothing (a refusal
 * before anything was begun) is forgotten, so that it can be tried again.
 */
export async function answerOnce<R extends RouteDefinition>(
  ctx: Context,
  once: Once<R>,
): Promise<Answer<R>> {
  const key = once.request.headers['idempotency-key']
  if (key === undefined || once.caller.kind === 'nobody') return once.handler.handle(once.call)
  if (typeof key !== 'string' || key.length < 1 || key.length > 255) {
    throw fieldProblem('Idempotency-Key', 'Send one key of 1 to 255 characters.')
  }
  const claim = await claimKey(ctx, once, key)
  switch (claim.state) {
    case 'answered':
      return replay(once.reply, claim)
    case 'new':
      return run(ctx, once, claim.id)
    case 'interrupted': {
      const answer = await once.handler.resume?.(claim.id)
      if (answer === undefined) return run(ctx, once, claim.id)
      await keepAnswer(ctx, claim.id, answer as { status: number; body: unknown })
      return answer
    }
  }
}

async function claimKey<R extends RouteDefinition>(
  ctx: Context,
  once: Once<R>,
  key: string,
): Promise<Claim> {
  const caller = callerName(once.caller)
  const route = `${once.route.method} ${once.route.path}`
  const now = ctx.clock.now()
  const requestHash = createHash('sha256')
    .update(JSON.stringify(sorted(once.call.body)))
    .digest()
  const made = await ctx.db.query
    .insertInto('app.idempotency')
    .values({
      caller,
      route,
      key,
      request_hash: requestHash,
      status: null,
      response: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['caller', 'route', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made !== undefined) return { state: 'new', id: made.id }
  const first = await ctx.db.query
    .selectFrom('app.idempotency')
    .selectAll()
    .where('caller', '=', caller)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst()
  if (first === undefined) return claimKey(ctx, once, key)
  if (!first.request_hash.equals(requestHash)) {
    throw new AppError(
      'idempotency_key_reused',
      'That Idempotency-Key belongs to a request with another body: use a new key for a new request.',
    )
  }
  if (first.status !== null)
    return { state: 'answered', status: first.status, response: first.response }
  const ageMs = now.getTime() - first.created_at.getTime()
  if (ageMs >= interruptedAfterMs) return { state: 'interrupted', id: first.id }
  throw new AppError('idempotency_in_flight', {
    detail:
      'The first request with that Idempotency-Key is still being answered: ask again in a moment.',
    retryAfterSeconds: 2,
  })
}

async function run<R extends RouteDefinition>(
  ctx: Context,
  once: Once<R>,
  id: bigint,
): Promise<Answer<R>> {
  try {
    const answer = await once.handler.handle({ ...once.call, idempotencyId: id })
    await keepAnswer(ctx, id, answer as { status: number; body: unknown })
    return answer
  } catch (error) {
    // Whatever is not an AppError may have begun something: its row stays, and the next try resumes from what is there.
    if (error instanceof AppError && changedNothing(error.code)) {
      await ctx.db.query.deleteFrom('app.idempotency').where('id', '=', id).execute()
    }
    throw error
  }
}

/** Refusals by Safaricom opened a deposit, which a second run would open again. */
function changedNothing(code: ProblemCode): boolean {
  return problems[code].status !== 502 && code !== 'mpesa_busy'
}

async function keepAnswer(
  ctx: Context,
  id: bigint,
  answer: { status: number; body: unknown },
): Promise<void> {
  await ctx.db.query
    .updateTable('app.idempotency')
    .set({ status: answer.status, response: JSON.stringify(answer.body) })
    .where('id', '=', id)
    .execute()
}

function replay<R extends RouteDefinition>(
  reply: FastifyReply,
  claim: { status: number; response: unknown },
): Answer<R> {
  void reply.header('idempotency-replayed', 'true')
  // It was an answer of this route when it was stored.
  return { status: claim.status, body: claim.response } as Answer<R>
}

function callerName(caller: Caller): string {
  switch (caller.kind) {
    case 'session':
      return `user:${caller.session.userId}`
    case 'key':
      return `key:${caller.key.id}`
    case 'nobody':
      return 'nobody'
  }
}

/** The same JSON object in another order of its fields is the same request. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
