import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../daraja/gateway.ts'
import { isDarajaPath } from './daraja-paths.ts'

/**
 * A `fetch` that reaches the simulator without a socket. Faults show as they would on one: a lost answer rejects, an
 * answer that never comes waits for the caller's signal.
 */
export function createInProcessFetch(options: {
  app: FastifyInstance
  gateway: Gateway
  /** The addresses this simulator answers to. */
  urls: readonly string[]
  /** Rejects what still waits when the simulator closes. */
  closing: AbortSignal
}): typeof fetch {
  const { app, gateway, closing } = options
  return async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (!options.urls.some((base) => new URL(base).origin === url.origin)) {
      throw new TypeError(`fetch failed: this fetch reaches ${options.urls.join(' and ')} only`)
    }
    request.signal.throwIfAborted()
    const bodyText = await request.text()
    const answering = isDarajaPath(url.pathname)
      ? askGateway(gateway, request, { url, bodyText })
      : askApp(app, request, { url, bodyText })
    return untilAborted(answering, request.signal, closing)
  }
}

async function askGateway(
  gateway: Gateway,
  request: Request,
  { url, bodyText }: { url: URL; bodyText: string },
): Promise<Response> {
  const answer = await gateway({
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    header: (name) => request.headers.get(name) ?? undefined,
    headers: request.headers,
    bodyText,
  })
  switch (answer.kind) {
    case 'answer':
      return new Response(answer.body, {
        status: answer.status,
        headers: { 'content-type': answer.contentType },
      })
    case 'lost':
      throw new TypeError('fetch failed', { cause: connectionReset() })
    case 'silent':
      return new Promise<never>(() => undefined)
  }
}

async function askApp(
  app: FastifyInstance,
  request: Request,
  { url, bodyText }: { url: URL; bodyText: string },
): Promise<Response> {
  const answer = await app.inject({
    method: request.method as 'GET', // inject's type lists the usual methods, and passes any
    url: url.pathname + url.search,
    headers: { ...Object.fromEntries(request.headers), host: url.host },
    ...(bodyText === '' ? {} : { payload: bodyText }),
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value))
  const isBodiless = [204, 205, 304].includes(answer.statusCode)
  return new Response(isBodiless ? null : new Uint8Array(answer.rawPayload), {
    status: answer.statusCode,
    headers,
  })
}

/** The answer, or the caller's reason when they give up first. */
function untilAborted(
  answering: Promise<Response>,
  signal: AbortSignal,
  closing: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    const close = () => reject(new TypeError('fetch failed', { cause: connectionReset() }))
    const tidy = () => {
      signal.removeEventListener('abort', giveUp)
      closing.removeEventListener('abort', close)
    }
    signal.addEventListener('abort', giveUp)
    closing.addEventListener('abort', close)
    answering.finally(tidy).then(resolve, reject)
  })
}

function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
}
