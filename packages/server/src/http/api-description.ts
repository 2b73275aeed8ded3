import swagger from '@fastify/swagger'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Context } from '../context.ts'
import { sessionCookieName } from './session-cookie.ts'

/** Collects the description of every route that is added after it. */
export async function describeApi(app: FastifyInstance, ctx: Context): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hazina',
        version: '0.1.0',
        description:
          'M-PESA wallets and payments. Amounts are Kenyan shillings (KES), times are UTC. Errors are problem details (RFC 9457).',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'hazina api-key create --name NAME',
          },
          session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(ctx) },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withProblemType(jsonSchemaTransformObject(document)),
  })
}

/** Serves the description at /api/openapi.json and its page at /api/docs. */
export async function serveApiDescription(app: FastifyInstance): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } as object }, async () => app.swagger())
  await app.register(scalar, {
    routePrefix: '/api/docs',
    configuration: {
      url: '/api/openapi.json',
      withDefaultFonts: false,
      hideClientButton: true,
      telemetry: false,
      // Both lead to the maker's own servers, with this API's description.
      showDeveloperTools: 'never',
      agent: { disabled: true },
    },
    hooks: {
      // The page brings its styles and its start-up script inside itself, so it needs a policy of its own.
      onRequest: (_request, reply, done) => {
        reply.header(
          'content-security-policy',
          "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
        )
        done()
      },
    },
  })
}

type Described = ReturnType<typeof jsonSchemaTransformObject>
type Operation = { responses?: Record<string, { content?: Record<string, unknown> }> }

/** Errors are answered as problem details, which the schemas alone do not tell. */
function withProblemType(document: Described): Described {
  // Of a path this API describes operations only.
  const paths = (document.paths ?? {}) as Record<string, Record<string, Operation>>
  for (const { responses = {} } of Object.values(paths).flatMap((item) => Object.values(item))) {
    for (const [status, response] of Object.entries(responses)) {
      const json = response.content?.['application/json']
      if (Number(status) >= 400 && json !== undefined)
        response.content = { 'application/problem+json': json }
    }
  }
  return document
}
