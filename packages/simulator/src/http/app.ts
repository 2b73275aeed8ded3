import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Gateway } from '../daraja/gateway.ts'
import { addControlRoutes } from './control-routes.ts'
import { createDarajaHandler } from './daraja-handler.ts'
import { failureAnswer } from './failure-answer.ts'
import { isOwnRequest } from './guard.ts'
import type { Live } from './live.ts'
import type { RouteContext } from './routes/route.ts'

export type AppOptions = RouteContext & {
  gateway: Gateway
  live: Live
  /** The addresses of this simulator; it may get another when it listens. */
  urls: readonly string[]
}

const bodyBytesMax = 64 * 1024
/** A thousand invoices of Bill Manager come in one request. */
const darajaBodyBytesMax = 1024 * 1024
const keepAliveMs = 72_000

/** The whole of the simulator over HTTP: Daraja, the control API, and the page of phones. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: bodyBytesMax,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false },
    // Daraja's own requests are many and need nothing of a framework.
    serverFactory(others) {
      const handler = createDarajaHandler(options.gateway, {
        bodyBytesMax: darajaBodyBytesMax,
        others,
      })
      return createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, handler)
    },
  })
  app.setErrorHandler(answerFailure)
  await app.register(async (scope) => addControl(scope, options))
  return app
}

async function addControl(scope: FastifyInstance, options: AppOptions): Promise<void> {
  scope.removeContentTypeParser('text/plain')
  scope.addHook('onRequest', async ({ headers }, reply) => {
    reply.headers(pageHeaders)
    const { host, origin } = headers
    const ownHosts = options.urls.map((url) => new URL(url).hostname)
    const { allowedHosts } = options.network.config
    if (isOwnRequest({ host, origin }, [...allowedHosts, ...ownHosts])) return
    reply.code(403)
    return reply.send({ message: 'The simulator answers its own pages and this machine only' })
  })
  await scope.register(websocket, { options: { maxPayload: 1_024 } })
  scope.get('/simulator/live', { websocket: true }, (socket) => options.live.add(socket))
  addControlRoutes(scope, options)
  await scope.register(staticFiles, {
    root: fileURLToPath(new URL('../../pages', import.meta.url)),
    cacheControl: false,
    index: false,
  })
  scope.get('/', (_request, reply) => reply.sendFile('phones/index.html'))
  scope.get('/operator', (_request, reply) => reply.sendFile('operator/index.html'))
}

const pageHeaders = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
}

function answerFailure(
  error: unknown,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, message } = failureAnswer(error)
  return reply.code(status).send({ message })
}
