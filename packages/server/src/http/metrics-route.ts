import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '../config/addresses.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Metrics } from '../observability/index.ts'
import { socketAddress } from './client-address.ts'

/** `/metrics` for Prometheus: from this machine, or with METRICS_TOKEN as the bearer. */
export function serveMetrics(
  app: FastifyInstance,
  ctx: Context,
  metrics: Metrics,
  waiting: () => number,
): void {
  app.get('/metrics', { schema: { hide: true } as object }, async (request, reply) => {
    if (!isLocal(request) && !carriesToken(ctx, request)) {
      throw new AppError(
        'forbidden',
        'Metrics are read from this machine, or with METRICS_TOKEN as the bearer token.',
      )
    }
    metrics.callbacksWaiting.set(waiting())
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]

/** A request that a proxy brought is not local, however near the proxy is. */
function isLocal(request: FastifyRequest): boolean {
  return (
    isLoopback(socketAddress(request)) &&
    proxyHeaders.every((name) => request.headers[name] === undefined)
  )
}

function carriesToken(ctx: Context, request: FastifyRequest): boolean {
  const { metricsToken } = ctx.config
  if (metricsToken === null) return false
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${metricsToken}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
