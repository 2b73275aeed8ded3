import { ApiError, errorFromAnswer } from './api-error.ts'
import { noteServerTime } from './server-clock.ts'

const readTimeoutMs = 20_000
/** The server itself waits for Safaricom before it answers a write. */
const writeTimeoutMs = 45_000

/** Reads JSON. Throws an `ApiError` for everything that is not the expected answer. */
export function get<T>(path: string, options: { signal?: AbortSignal } = {}): Promise<T> {
  return request<T>(path, {
    method: 'GET',
    timeoutMs: readTimeoutMs,
    ...(options.signal ? { signal: options.signal } : {}),
  })
}

/** Sends JSON. With an `idempotencyKey`, sending the same again has no second effect. */
export function post<T>(
  path: string,
  body: unknown,
  options: { idempotencyKey?: string } = {},
): Promise<T> {
  return request<T>(path, {
    method: 'POST',
    timeoutMs: writeTimeoutMs,
    body: JSON.stringify(body),
    ...(options.idempotencyKey ? { idempotencyKey: options.idempotencyKey } : {}),
  })
}

type Call = {
  method: 'GET' | 'POST'
  timeoutMs: number
  body?: string
  idempotencyKey?: string
  signal?: AbortSignal
}

async function request<T>(path: string, call: Call): Promise<T> {
  const abort = new AbortController()
  const cancel = () => abort.abort()
  let late = false
  const timer = setTimeout(() => {
    late = true
    cancel()
  }, call.timeoutMs)
  call.signal?.addEventListener('abort', cancel, { once: true })
  try {
    const response = await fetch(path, {
      method: call.method,
      credentials: 'same-origin',
      headers: headersOf(call),
      signal: abort.signal,
      ...(call.body === undefined ? {} : { body: call.body }),
    })
    noteServerTime(response.headers.get('date'))
    return await readAnswer<T>(response)
  } catch (cause) {
    if (cause instanceof ApiError || call.signal?.aborted) throw cause
    if (late) throw new ApiError({ kind: 'timeout', cause })
    throw new ApiError({ kind: navigator.onLine ? 'network' : 'offline', cause })
  } finally {
    clearTimeout(timer)
    call.signal?.removeEventListener('abort', cancel)
  }
}

function headersOf(call: Call): Record<string, string> {
  return {
    accept: 'application/json',
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
  }
}

async function readAnswer<T>(response: Response): Promise<T> {
  const body = await response.text()
  if (!response.ok) {
    throw errorFromAnswer({
      status: response.status,
      body,
      retryAfter: response.headers.get('retry-after'),
    })
  }
  // The contract decides the shape; a body that is not even JSON comes from something between us.
  if (body === '') return undefined as T
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ApiError({ kind: 'garbled', status: response.status, cause })
  }
}
