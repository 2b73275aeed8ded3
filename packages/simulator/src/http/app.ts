import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { DarajaRequest } from '../daraja/answer.ts'
import type { Gateway } from '../daraja/gateway.ts'
import { ControlError } from '../phones/subscribers.ts'
import { StateFileError } from '../state/journal.ts'
import { addControlRoutes, type ControlRoutesOptions } from './control-routes.ts'
import { isOwnRequest } from './guard.ts'
import type { Live } from './live.ts'

export type AppOptions = ControlRoutesOptions & {
  gateway: Gateway
  live: Live
  /** The addresses of this simulator; it may get another when it listens. */
  urls: readonly string[]
}

const bodyBytesMax = 64 * 1024

/** The whole of the simulator over HTTP: Daraja, the control API, and the page of phones. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: bodyBytesMax,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false },
  })
  app.setErrorHandler(answerError)
  await app.register(async (scope) => addDaraja(scope, options.gateway))
  await app.register(async (scope) => addControl(scope, options))
  return app
}

/** Whether Safaricom's gateway answers for this path, and not the control API or the page. */
export function isDarajaPath(path: string): boolean {
  return darajaPrefixes.some((prefix) => path.startsWith(prefix))
}

const darajaPrefixes = [
  '/oauth/',
  '/mpesa/',
  '/pulltransactions/',
  '/standingorder/',
  '/sfcverify/',
  '/imsi',
  '/v1/',
]

function addDaraja(scope: FastifyInstance, gateway: Gateway): void {
  // The gateway judges bodies of every kind itself, broken ones too.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  const answer = (request: FastifyRequest, reply: FastifyReply) =>
    answerDaraja(gateway, request, reply)
  for (const prefix of darajaPrefixes) scope.all(`${prefix}*`, answer)
}

async function answerDaraja(
  gateway: Gateway,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = await gateway(toDarajaRequest(request))
  switch (answer.kind) {
    case 'answer':
      return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body)
    case 'lost':
      request.raw.socket.destroy()
      return reply.hijack()
    case 'silent':
      return reply.hijack()
  }
}

function toDarajaRequest(request: FastifyRequest): DarajaRequest {
  const url = new URL(request.url, 'http://localhost')
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    header(name) {
      const value = request.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    bodyText: typeof request.body === 'string' ? request.body : '',
  }
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
    root: fileURLToPath(new URL('../../phones', import.meta.url)),
    cacheControl: false,
  })
}

const pageHeaders = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
}

function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ControlError)
    return reply.code(error.status).send({ message: error.message })
  if (error instanceof StateFileError) return reply.code(507).send({ message: error.message })
  const status = statusOf(error)
  const message = error instanceof Error && status < 500 ? error.message : 'The simulator failed'
  return reply.code(status).send({ message })
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  return typeof status === 'number' ? status : 500
}
