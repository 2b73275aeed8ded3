import { Problem, type RouteDefinition } from '@hazina/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Caller, type CallerOf, identify, type Limiters } from './caller.ts'
import { answerOnce } from './idempotency.ts'

type Output<T> = T extends z.ZodType ? z.output<T> : undefined

export type Call<R extends RouteDefinition> = {
  caller: CallerOf<R['access']>
  params: Output<R['params']>
  query: Output<R['query']>
  body: Output<R['body']>
  /** The row of the Idempotency-Key, where one was sent. */
  idempotencyId: bigint | null
  request: FastifyRequest
  reply: FastifyReply
}

/** An answer that the route declares. Problems are thrown. */
export type Answer<R extends RouteDefinition> = {
  [S in keyof R['responses']]: R['responses'][S] extends z.ZodType
    ? { status: S; body: z.input<R['responses'][S]> }
    : never
}[keyof R['responses']]

export type Handler<R extends RouteDefinition> = {
  handle(call: Call<R>): Promise<Answer<R>>
  /** What to answer when the first request with this Idempotency-Key died half-way; undefined runs it again. */
  resume?(idempotencyId: bigint): Promise<Answer<R> | undefined>
}

/** Adds one route of the contract to the app: who calls, what is read, and what is answered, by its definition. */
export function implement<R extends RouteDefinition>(
  app: FastifyInstance,
  ctx: Context,
  limiters: Limiters,
  route: R,
  handler: Handler<R>,
): void {
  const callers = new WeakMap<FastifyRequest, Caller>()
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      summary: route.summary,
      ...(route.description === undefined ? {} : { description: route.description }),
      tags: [route.tag],
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
      ...(route.idempotent === true ? { headers: idempotencyHeader } : {}),
      response: { ...commonAnswers(route), ...route.responses },
      security: securityOf(route),
    },
    onRequest: async (request) => {
      callers.set(request, await identify(ctx, request, route, limiters))
    },
    handler: async (request, reply) => {
      const caller = callers.get(request) ?? { kind: 'nobody' }
      // The schemas above made these what the route declares; the type system cannot follow them through fastify.
      const call = {
        caller,
        params: request.params,
        query: request.query,
        body: request.body,
        idempotencyId: null,
        request,
        reply,
      } as unknown as Call<R>
      const answer =
        route.idempotent === true
          ? await answerOnce(ctx, { route, caller, request, reply, handler, call })
          : await handler.handle(call)
      const { status, body } = answer as { status: number; body: unknown }
      return reply.code(status).send(status === 204 ? undefined : body)
    },
  })
}

const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('A key of your own: for a day the same key and body are answered as the first time'),
})

/** What any route of this kind may answer, beside what it declares itself. */
function commonAnswers({ access, body, method }: RouteDefinition): Record<number, z.ZodType> {
  const statuses = [429, 500, 503]
  if (access.kind !== 'public') statuses.push(401)
  if (access.kind !== 'public' || method !== 'GET') statuses.push(403)
  if (body !== undefined) statuses.push(400, 413, 415)
  return Object.fromEntries(statuses.map((status) => [status, Problem]))
}

function securityOf({ access }: RouteDefinition) {
  switch (access.kind) {
    case 'public':
      return []
    case 'session':
      return [{ session: [] }]
    case 'key':
      return [{ apiKey: [access.scope] }]
    case 'session-or-key':
      return [{ session: [] }, { apiKey: [access.scope] }]
  }
}
