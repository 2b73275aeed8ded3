import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { DarajaAnswer, DarajaRequest } from '../daraja/answer.ts'
import type { Gateway } from '../daraja/gateway.ts'
import { isDarajaPath } from './daraja-paths.ts'
import { failureAnswer } from './failure-answer.ts'

/**
 * Answers Daraja's requests for an HTTP server and leaves all others to `others`. The gateway judges methods, paths and
 * bodies of every kind itself, broken ones too, so that nothing of a framework is needed before it.
 */
export function createDarajaHandler(
  gateway: Gateway,
  { bodyBytesMax, others }: { bodyBytesMax: number; others: RequestListener },
): RequestListener {
  return (request, response) => {
    const target = targetOf(request.url ?? '/')
    if (target === undefined || !isDarajaPath(target.path)) {
      others(request, response)
      return
    }
    readText(request, bodyBytesMax, (bodyText) => {
      if (bodyText === undefined) {
        refuseLargeBody(response)
        return
      }
      gateway(toDarajaRequest(request, target, bodyText)).then(
        (answer) => send(request, response, answer),
        (error: unknown) => sendFailure(response, failureAnswer(error)),
      )
    })
  }
}

type Target = { path: string; query: string }

/** A path that `URL` would leave as it is. */
const plainTarget = /^(\/[\w/-]*)(?:\?(.*))?$/

/** Path and query of a request line, which may have a whole address in it too. */
function targetOf(url: string): Target | undefined {
  const [, path, query = ''] = plainTarget.exec(url) ?? []
  if (path !== undefined && !path.startsWith('//')) return { path, query }
  if (!URL.canParse(url, 'http://localhost')) return undefined
  const { pathname, search } = new URL(url, 'http://localhost')
  return { path: pathname, query: search }
}

/** Reads the body and gives it on once, as text; undefined as soon as it is longer than allowed. */
function readText(
  request: IncomingMessage,
  bytesMax: number,
  done: (text: string | undefined) => void,
): void {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    const wasTooMuch = bytes > bytesMax
    bytes += chunk.length
    if (bytes <= bytesMax) chunks.push(chunk)
    else if (!wasTooMuch) done(undefined)
  })
  request.on('end', () => {
    if (bytes > bytesMax) return
    const [only] = chunks
    done(chunks.length === 1 && only ? only.toString() : Buffer.concat(chunks).toString())
  })
}

function toDarajaRequest(
  request: IncomingMessage,
  { path, query }: Target,
  bodyText: string,
): DarajaRequest {
  const { headers } = request
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    header(name) {
      const value = headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    headers,
    bodyText,
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: DarajaAnswer): void {
  switch (answer.kind) {
    case 'answer': {
      const { status, contentType, body } = answer
      response.writeHead(status, {
        'Content-Type': contentType,
        'Content-Length': Buffer.byteLength(body),
      })
      response.end(body)
      return
    }
    case 'lost':
      request.socket.destroy()
      return
    case 'silent':
      return
  }
}

function refuseLargeBody(response: ServerResponse): void {
  // The rest of it may still be coming.
  response.setHeader('Connection', 'close')
  sendFailure(response, { status: 413, message: 'Request body is too large' })
}

function sendFailure(
  response: ServerResponse,
  { status, message }: { status: number; message: string },
): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify({ message }))
}
