import { type Endpoint, endpointPaths } from '../http/endpoints.ts'
import type { DarajaFetch } from '../http/http.ts'
import { defaultReply } from './replies.ts'

/**
 * An answer, or a way for the network to fail: `refused` before anything was sent, `reset` after,
 * `hang` for ever.
 */
export type FakeReply =
  | { status?: number; body?: unknown; headers?: Record<string, string> }
  | { fail: 'refused' | 'reset' | 'hang' }

export type FakeRequest = {
  endpoint: Endpoint
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  /** The JSON body, parsed; empty for OAuth and where the body is a list. */
  body: Record<string, unknown>
  /** The JSON body whatever it is; undefined for OAuth. */
  json: unknown
}

/**
 * One reply for every call, a list played in order whose last repeats, or a function of the
 * request.
 */
export type FakeReplies = FakeReply | readonly FakeReply[] | ((request: FakeRequest) => FakeReply)

export type FakeScript = { [endpoint in Endpoint]?: FakeReplies }

export type FakeTransport = { fetch: DarajaFetch; requests: FakeRequest[] }

/**
 * A `fetch` that answers as scripted and keeps what it was asked, for tests without a network.
 * Unscripted endpoints answer well: OAuth with `fake-token-1`, `fake-token-2`, …, what does
 * something as accepted, what asks with an answer, a query as paid.
 */
export function fakeTransport(script: FakeScript = {}): FakeTransport {
  const requests: FakeRequest[] = []
  const fetch: DarajaFetch = async (url, { method, headers, body, signal }) => {
    const json: unknown = body === undefined ? undefined : JSON.parse(body)
    const fields = isRecord(json) ? json : {}
    const endpoint = endpointOf(url, fields)
    const request = { endpoint, method, url, headers, body: fields, json }
    requests.push(request)
    const turn = requests.filter((each) => each.endpoint === endpoint).length
    const reply = pick(script[endpoint] ?? defaultReply(request, turn), request, turn)
    return 'fail' in reply ? failure(reply.fail, signal) : respond(reply)
  }
  return { fetch, requests }
}

function endpointOf(url: string, body: Record<string, unknown>): Endpoint {
  const { pathname } = new URL(url)
  const known = Object.entries(endpointPaths).find(([, paths]) =>
    paths.some((path) => pathname.endsWith(path)),
  )
  if (known === undefined) throw new Error(`The fake transport knows no path ${pathname}`)
  // Sources differ on Pochi's path; at B2C's the command tells them apart.
  if (known[0] === 'b2c' && body.CommandID === 'BusinessPayToPochi') return 'b2pochi'
  return known[0] as Endpoint // the keys of that table are the endpoints
}

function pick(replies: FakeReplies, request: FakeRequest, turn: number): FakeReply {
  if (typeof replies === 'function') return replies(request)
  if (!isList(replies)) return replies
  return replies[Math.min(turn, replies.length) - 1] ?? defaultReply(request, turn)
}

function isList(replies: FakeReply | readonly FakeReply[]): replies is readonly FakeReply[] {
  return Array.isArray(replies)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function respond(reply: Exclude<FakeReply, { fail: string }>): Response {
  const { status = 200, body = '', headers = {} } = reply
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/html' : 'application/json;charset=UTF-8'
  return new Response(text, { status, headers: { 'content-type': type, ...headers } })
}

// The errors are what Node's fetch throws in the same cases.
function failure(kind: 'refused' | 'reset' | 'hang', signal: AbortSignal): Promise<Response> {
  if (kind === 'hang') {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
  const facts =
    kind === 'refused'
      ? { code: 'ECONNREFUSED', syscall: 'connect' }
      : { code: 'ECONNRESET', syscall: 'read' }
  const cause = Object.assign(new Error(`${facts.syscall} ${facts.code}`), facts)
  return Promise.reject(new TypeError('fetch failed', { cause }))
}
