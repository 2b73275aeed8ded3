import { createHash } from 'node:crypto'
import { type ProblemCode, problems, type RouteDefinition } from '@hazina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AppError, fieldProblem, type ProblemFacts } from '../errors.ts'
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

/** An answer as it is kept: the body of a success, or what the problem response of a refusal was made of. */
type Kept = { status: number; response: unknown }
type Refusal = { code: ProblemCode; facts: ProblemFacts }

type Claim =
  | { state: 'new'; id: bigint }
  | { state: 'answered'; kept: Kept }
  | { state: 'interrupted'; id: bigint }

/**
 * Runs a request once for its `Idempotency-Key`: the same key and body are answered as the first time, another body is
 * refused, one that still runs is a 409. Without the header the request simply runs. A refusal is kept like any answer,
 * but for one that asks to be tried again later or came before anything was begun: that is forgotten.
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
      return replay(once.reply, claim.kept)
    case 'new':
      return keeping(ctx, claim.id, () => run(once, claim.id))
    case 'interrupted':
      return keeping(
        ctx,
        claim.id,
        async () => (await once.handler.resume?.(claim.id)) ?? (await run(once, claim.id)),
      )
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
    return { state: 'answered', kept: { status: first.status, response: first.response } }
  if (await takeOver(ctx, first.id, now)) return { state: 'interrupted', id: first.id }
  throw new AppError('idempotency_in_flight', {
    detail:
      'The first request with that Idempotency-Key is still being answered: ask again in a moment.',
    retryAfterSeconds: 2,
  })
}

/** Takes on a request that was interrupted. Of several who try at once one does; it has as long as the first had. */
async function takeOver(ctx: Context, id: bigint, now: Date): Promise<boolean> {
  const taken = await ctx.db.query
    .updateTable('app.idempotency')
    .set({ created_at: now })
    .where('id', '=', id)
    .where('status', 'is', null)
    .where('created_at', '<=', new Date(now.getTime() - interruptedAfterMs))
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

function run<R extends RouteDefinition>(once: Once<R>, id: bigint): Promise<Answer<R>> {
  return once.handler.handle({ ...once.call, idempotencyId: id })
}

async function keeping<R extends RouteDefinition>(
  ctx: Context,
  id: bigint,
  answering: () => Promise<Answer<R>>,
): Promise<Answer<R>> {
  try {
    const answer = await answering()
    const { status, body } = answer as { status: number; body: unknown }
    await keep(ctx, id, { status, response: body })
    return answer
  } catch (error) {
    // Whatever is not an AppError may have begun something: its row stays, and the next try resumes from what is there.
    if (error instanceof AppError) {
      const { code, facts } = error
      const { status } = problems[code]
      if (isFinal(code))
        await keep(ctx, id, { status, response: { code, facts } satisfies Refusal })
      else await ctx.db.query.deleteFrom('app.idempotency').where('id', '=', id).execute()
    }
    throw error
  }
}

/** Safaricom's own refusals opened a deposit, which the same request must not open again. */
function isFinal(code: ProblemCode): boolean {
  return problems[code].status === 502
}

async function keep(ctx: Context, id: bigint, { status, response }: Kept): Promise<void> {
  await ctx.db.query
    .updateTable('app.idempotency')
    .set({ status, response: JSON.stringify(response) })
    .where('id', '=', id)
    .execute()
}

function replay<R extends RouteDefinition>(
  reply: FastifyReply,
  { status, response }: Kept,
): Answer<R> {
  void reply.header('idempotency-replayed', 'true')
  if (status >= 400) {
    const { code, facts } = response as Refusal // as `keeping` stored it
    throw new AppError(code, facts)
  }
  // It was an answer of this route when it was stored.
  return { status, body: response } as Answer<R>
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
