import type { Server } from '../../packages/server/src/system/compose.ts'

export type CallOptions = {
  body?: unknown
  headers?: Record<string, string>
  /** `nobody` sends no key. */
  as?: 'key' | 'nobody'
  remoteAddress?: string
}

export type CallAnswer = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  body: any
  headers: Record<string, string | string[] | number | undefined>
}

/** Calls the API of a server without a socket. */
export async function callApi(
  server: Server,
  key: string,
  {
    method,
    url,
    body,
    headers = {},
    as = 'key',
    remoteAddress = '127.0.0.1',
  }: CallOptions & { method: 'GET' | 'POST'; url: string },
): Promise<CallAnswer> {
  const payload =
    body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const response = await server.app.inject({
    method,
    url,
    remoteAddress,
    headers: {
      ...(as === 'key' ? { authorization: `Bearer ${key}` } : {}),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: response.statusCode, body: parse(response.body), headers: response.headers }
}

/** An address of Safaricom's, from its published list. */
export const safaricomAddress = '196.201.214.200'

/** Brings a callback of the simulator to a server, from the address it names or else Safaricom's own. */
export async function deliverCallback(
  server: Server,
  input: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input)
  const headers = Object.fromEntries(new Headers(init?.headers).entries())
  const { 'x-forwarded-for': remoteAddress = safaricomAddress, ...others } = headers
  const response = await server.app.inject({
    method: 'POST',
    url: url.pathname,
    headers: others,
    payload: String(init?.body ?? ''),
    remoteAddress,
  })
  return new Response(response.body, { status: response.statusCode })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
