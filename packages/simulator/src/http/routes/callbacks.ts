import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { createCallbackControl } from '../../callbacks/callback-control.ts'
import { toMsisdn } from '../../phones/subscribers.ts'
import { type RouteContext, read } from './route.ts'

const listQuery = z.object({
  state: z.enum(['waiting', 'sent']).optional(),
  search: z.string().max(200).optional(),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
})
const delayBody = z.strictObject({
  ms: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400_000),
})
const duplicateBody = z.strictObject({
  copies: z.number().int().min(1).max(50),
  concurrency: z.number().int().min(1).max(50).exactOptional(),
})
const forgeBody = z
  .strictObject({
    amount: z.number().positive().exactOptional(),
    phone: z.string().transform(toMsisdn).exactOptional(),
    receipt: z.string().trim().min(1).max(20).exactOptional(),
    replay: z.boolean().exactOptional(),
  })
  .default({})

type OfCallback = { Params: { id: string } }

/** Callbacks that wait and callbacks that were sent, and what a person does with them. */
export function addCallbackRoutes(app: FastifyInstance, { network }: RouteContext): void {
  const callbacks = createCallbackControl(network)
  const done = { done: true }
  app.get('/simulator/callbacks', ({ query }) => callbacks.list(read(listQuery, query)))
  app.get<OfCallback>('/simulator/callbacks/:id', ({ params }) => callbacks.get(params.id))
  app.post<OfCallback>('/simulator/callbacks/:id/send', async ({ params }) => {
    await callbacks.send(params.id)
    return done
  })
  app.post<OfCallback>('/simulator/callbacks/:id/drop', ({ params }) => {
    callbacks.drop(params.id)
    return done
  })
  app.post<OfCallback>('/simulator/callbacks/:id/delay', ({ params, body }) =>
    callbacks.delay(params.id, read(delayBody, body).ms),
  )
  app.post<OfCallback>('/simulator/callbacks/:id/duplicate', async ({ params, body }) => {
    await callbacks.duplicate(params.id, read(duplicateBody, body))
    return done
  })
  app.post<OfCallback>('/simulator/callbacks/:id/resend', async ({ params }) => {
    await callbacks.resend(params.id)
    return done
  })
  app.post<OfCallback>('/simulator/callbacks/:id/forge', async ({ params, body }) => {
    await callbacks.forge(params.id, read(forgeBody, body ?? undefined))
    return done
  })
}
