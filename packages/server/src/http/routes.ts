import { type Routes, routes } from '@hazina/contract'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import type { Limiters } from './caller.ts'
import { depositHandlers } from './deposit-handlers.ts'
import { type Handler, implement } from './implement.ts'
import { operationHandlers } from './operation-handlers.ts'
import { signInHandlers } from './sign-in-handlers.ts'
import { walletHandlers } from './wallet-handlers.ts'

type Handlers = { [K in keyof Routes]: Handler<Routes[K]> }

/** Serves every route of the contract: one that is missing here is a type error. */
export function serveRoutes(app: FastifyInstance, ctx: Context, limiters: Limiters): void {
  // A form of another site can send text without asking the browser; JSON it cannot.
  app.removeContentTypeParser('text/plain')
  // What these routes say is somebody's own, and true for a moment.
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.header('cache-control', 'no-store')
    done()
  })
  const handlers: Handlers = {
    ...signInHandlers(ctx),
    ...walletHandlers(ctx),
    ...depositHandlers(ctx),
    ...operationHandlers(ctx),
  }
  for (const name of Object.keys(routes) as (keyof Routes)[]) {
    // Each handler belongs to the route of its own name, by the type of the table.
    implement(app, ctx, limiters, routes[name], handlers[name] as Handler<Routes[typeof name]>)
  }
}
