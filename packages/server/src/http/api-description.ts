import swagger from '@fastify/swagger'
import { problems } from '@hazina/contract'
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
        description,
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

const description = `M-PESA wallets and payments. Amounts are Kenyan shillings (KES), times are UTC.

## Errors

Problem details (RFC 9457) with a stable \`code\`, the guide's \`success: false\` and \`message\`, and \`errors\` that name each field.

| code | status | |
| --- | --- | --- |
${Object.entries(problems)
  .map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`)
  .join('\n')}

## What Safaricom calls

\`POST /api/mpesa/callback/<token>\` and \`POST /hooks/stk/<token>\` take the result of a push at an address made for it, and answer
\`{"ResultCode":0,"ResultDesc":"Accepted"}\` once it is stored. \`POST /api/mpesa/callback\` without a token is a hint: it makes us ask,
and moves nothing. \`POST /hooks/c2b/<secret>\` takes C2B confirmations.

## Realtime

\`WS /api/realtime\` says \`{"type":"hello"}\`, \`{"type":"transaction.changed","transaction_id":"…"}\` and \`{"type":"wallet.changed"}\`
to the signed-in person, or with a key and \`?user_id=\` to an application. It names what changed and carries no money: ask again.`

/** Serves the description at /api/openapi.json and its page at /api/docs. */
export async function serveApiDescription(app: FastifyInstance): Promise<void> {
  app.get('/api/problems', { schema: { hide: true } as object }, (_request, reply) =>
    reply.type('text/html').send(problemsPage),
  )
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

/** Where the `type` of a problem leads. */
const problemsPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hazina: problems</title><h1>Problems</h1><dl>${Object.entries(
  problems,
)
  .map(
    ([code, { status, title }]) =>
      `<dt id="${code}"><code>${code}</code> (${status})</dt><dd>${title}.</dd>`,
  )
  .join('')}</dl></html>`

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
