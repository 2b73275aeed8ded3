import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { createRequestLimiter } from '../auth/index.ts'
import type { Context } from '../context.ts'
import type { Metrics } from '../observability/index.ts'
import type { RealtimeHub } from '../realtime/index.ts'
import type { CallbackIntake } from '../transactions/index.ts'
import { describeApi, serveApiDescription } from './api-description.ts'
import { serveCallbacks } from './callbacks.ts'
import type { Limiters } from './caller.ts'
import { serveMetrics } from './metrics-route.ts'
import { answerError } from './problem-response.ts'
import { serveRealtime } from './realtime-socket.ts'
import { serveRoutes } from './routes.ts'
import { serveWallet } from './wallet-files.ts'

export const bodyBytesMax = 64 * 1024

export type AppParts = { ctx: Context; hub: RealtimeHub; intake: CallbackIntake; metrics: Metrics }

/** Builds the HTTP side; listening is somebody else's. */
export async function buildApp({ ctx, hub, intake, metrics }: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    // Nobody's word for an address is taken but a trusted proxy's.
    trustProxy: ctx.config.trustedProxies.length > 0 ? [...ctx.config.trustedProxies] : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // An address that the router cannot read at all gets the same form of answer.
    frameworkErrors: (error, request, reply) => void answerError(ctx, error, request, reply),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => answerError(ctx, error, request, reply))
  app.addHook('onResponse', (request, reply, done) => {
    // The route's pattern, never its URL: that can carry a callback's token.
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    }
    metrics.requests.observe(labels, reply.elapsedTime / 1000)
    done()
  })
  await secure(app, ctx)
  await app.register(cookie)
  await app.register(websocket, { options: { maxPayload: 1024 } })
  await describeApi(app, ctx)
  const limiters = createLimiters(ctx)
  await app.register(async (scope) => serveRoutes(scope, ctx, limiters))
  await app.register(async (scope) => serveCallbacks(scope, ctx, intake))
  await app.register(async (scope) => serveRealtime(scope, ctx, hub, limiters))
  serveMetrics(app, ctx, metrics, () => intake.waiting())
  await serveApiDescription(app)
  await serveWallet(app)
  return app
}

async function secure(app: FastifyInstance, ctx: Context): Promise<void> {
  const https = ctx.config.publicUrl.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'img-src': ["'self'", 'data:'],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 15_552_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

function createLimiters({ clock }: Context): Limiters {
  return {
    // Many customers share one address behind a mobile operator's gateway.
    perAddress: createRequestLimiter({ clock, perMinute: 1200, burst: 600, subjectsMax: 50_000 }),
    perUser: createRequestLimiter({ clock, perMinute: 240, burst: 120, subjectsMax: 50_000 }),
    wrongKeys: createRequestLimiter({ clock, perMinute: 30, burst: 30, subjectsMax: 50_000 }),
  }
}
