import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { Readable } from 'node:stream'
import type { DarajaFetch } from './http.ts'

/**
 * A transport over Node's own HTTP, in the place of `fetch`. Unlike `fetch` it can send a body with
 * GET, which the portal's text wants of Pull query (reference §25).
 */
export const nodeTransport: DarajaFetch = (url, { method, headers, body, signal }) => {
  const request = new URL(url).protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sized = body === undefined ? headers : { ...headers, 'content-length': byteLength(body) }
    const sending = request(url, { method, headers: sized, signal }, (answer) => {
      resolve(toResponse(answer))
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

function byteLength(body: string): string {
  return String(Buffer.byteLength(body))
}

function toResponse(answer: IncomingMessage): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const status = answer.statusCode ?? 0
  const mayHaveBody = status >= 200 && status !== 204 && status !== 304
  if (!mayHaveBody) answer.resume()
  // Node's stream is the web's own type here; the two declarations differ in name only.
  const stream = mayHaveBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null
  return new Response(stream, { status, headers })
}
