import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { type CallbackIntake, receiveCallback, receiveConfirmation } from '../transactions/index.ts'
import { clientAddress } from './client-address.ts'

const accepted = JSON.stringify({ ResultCode: 0, ResultDesc: 'Accepted' })

/**
 * Serves the addresses that Safaricom calls. A body of any type and shape is taken as bytes, stored, and answered once
 * it is durable. Never limited per address: all of Safaricom comes from a handful.
 */
export function serveCallbacks(app: FastifyInstance, ctx: Context, intake: CallbackIntake): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // The framework refuses a content type that it cannot read; what was said does not depend on it.
  app.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = 'application/octet-stream'
    done()
  })
  for (const path of ['/api/mpesa/callback', '/api/mpesa/callback/:token', '/hooks/stk/:token']) {
    app.post<{ Params: { token?: string } }>(
      path,
      { schema: { hide: true } as object },
      async (request, reply) => {
        await receiveCallback(ctx, intake, {
          token: request.params.token ?? null,
          body: bytesOf(request.body),
          address: clientAddress(request),
        })
        return reply.type('application/json').send(accepted)
      },
    )
  }
  app.post<{ Params: { token: string } }>(
    '/hooks/c2b/:token',
    { schema: { hide: true } as object },
    async (request, reply) => {
      await receiveConfirmation(ctx, {
        token: request.params.token,
        body: bytesOf(request.body),
        address: clientAddress(request),
      })
      return reply.type('application/json').send(accepted)
    },
  )
}

/** An empty body is stored as such: it too was said. */
function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}
