import type { Clock } from './clock.ts'
import { explainResult } from './codes/result-codes.ts'
import { formatEatTimestamp } from './eat-time.ts'
import type { DarajaFetch } from './http/http.ts'

/**
 * An answer, or a way for the network to fail: `refused` before anything was sent, `reset` after,
 * `hang` for ever.
 */
export type FakeReply =
  | { status?: number; body?: unknown; headers?: Record<string, string> }
  | { fail: 'refused' | 'reset' | 'hang' }

export type FakeRequest = {
  endpoint: keyof FakeScript
  url: string
  headers: Record<string, string>
  /** The JSON body, parsed; empty for OAuth. */
  body: Record<string, unknown>
}

/**
 * One reply for every call, a list played in order whose last repeats, or a function of the
 * request.
 */
export type FakeReplies = FakeReply | readonly FakeReply[] | ((request: FakeRequest) => FakeReply)

export type FakeScript = { oauth?: FakeReplies; stkPush?: FakeReplies; stkQuery?: FakeReplies }

export type FakeTransport = { fetch: DarajaFetch; requests: FakeRequest[] }

/**
 * A `fetch` that answers as scripted and keeps what it was asked, for tests without a network.
 * Unscripted endpoints answer well: OAuth with `fake-token-1`, `fake-token-2`, …, a push as
 * accepted, a query as paid.
 */
export function fakeTransport(script: FakeScript = {}): FakeTransport {
  const requests: FakeRequest[] = []
  const fetch: DarajaFetch = async (url, init) => {
    const endpoint = endpointOf(url)
    const body = init.body === undefined ? {} : JSON.parse(init.body)
    const request = { endpoint, url, headers: init.headers, body }
    requests.push(request)
    const turn = requests.filter((each) => each.endpoint === endpoint).length
    const reply = pick(script[endpoint] ?? defaultReply(request, turn), request, turn)
    return 'fail' in reply ? failure(reply.fail, init.signal) : respond(reply)
  }
  return { fetch, requests }
}

/** The answer to an accepted push. */
export function stkPushReply(ids: { checkoutRequestId?: string; merchantRequestId?: string } = {}) {
  const words = 'Success. Request accepted for processing'
  const body = {
    MerchantRequestID: ids.merchantRequestId ?? fakeMerchantRequestId,
    CheckoutRequestID: ids.checkoutRequestId ?? fakeCheckoutRequestId,
    ResponseCode: '0',
    ResponseDescription: words,
    CustomerMessage: words,
  }
  return { status: 200, body } satisfies FakeReply
}

/** The answer to a query, with its `ResultCode` as text as in life; `4999` is pending. */
export function stkQueryReply(result: { checkoutRequestId?: string; resultCode?: string } = {}) {
  const resultCode = result.resultCode ?? '0'
  const body = {
    ResponseCode: '0',
    ResponseDescription: 'The service request has been accepted successfully',
    MerchantRequestID: fakeMerchantRequestId,
    CheckoutRequestID: result.checkoutRequestId ?? fakeCheckoutRequestId,
    ResultCode: resultCode,
    ResultDesc: explainResult(resultCode).meaning,
  }
  return { status: 200, body } satisfies FakeReply
}

/** Daraja's error envelope; the HTTP status is the code's own first three digits unless given. */
export function errorReply(error: { errorCode: string; errorMessage?: string; status?: number }) {
  const { errorCode, errorMessage = 'Error', status = Number(errorCode.slice(0, 3)) } = error
  const requestId = '7d2c-4e0a-9b11-3f6a0c55e1d21204500'
  return { status, body: { requestId, errorCode, errorMessage } } satisfies FakeReply
}

/**
 * The text of a callback as Safaricom posts it: a success with its items, or for any other
 * `resultCode` a failure without them. `null` leaves an item out.
 */
export function stkCallbackBody(
  told: {
    checkoutRequestId?: string
    merchantRequestId?: string
    resultCode?: string | number
    resultDesc?: string
    amount?: number | string | null
    receipt?: string | null
    phone?: number | string | null
    transactedAt?: Date | null
  } = {},
): string {
  const resultCode = told.resultCode ?? 0
  const stkCallback = {
    MerchantRequestID: told.merchantRequestId ?? fakeMerchantRequestId,
    CheckoutRequestID: told.checkoutRequestId ?? fakeCheckoutRequestId,
    ResultCode: resultCode,
    ResultDesc: told.resultDesc ?? explainResult(resultCode).meaning,
  }
  if (String(resultCode) !== '0') return JSON.stringify({ Body: { stkCallback } })
  const transactedAt = told.transactedAt === undefined ? fakeTransactedAt : told.transactedAt
  const item = [
    { Name: 'Amount', Value: told.amount === undefined ? 100 : told.amount },
    { Name: 'MpesaReceiptNumber', Value: told.receipt === undefined ? 'UA27C0KDEX' : told.receipt },
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: transactedAt && Number(formatEatTimestamp(transactedAt)) },
    { Name: 'PhoneNumber', Value: told.phone === undefined ? 254708374149 : told.phone },
  ].filter((each) => each.Value !== null)
  return JSON.stringify({
    Body: { stkCallback: { ...stkCallback, CallbackMetadata: { Item: item } } },
  })
}

/** A clock that stands still until it is advanced, and then runs what has become due, in order. */
export function createTestClock(startAt: Date): Clock & { advance(ms: number): void } {
  let nowMs = startAt.getTime()
  const tasks = new Set<{ dueMs: number; run: () => void }>()
  return {
    now: () => new Date(nowMs),
    after(delayMs, run) {
      const task = { dueMs: nowMs + delayMs, run }
      tasks.add(task)
      return () => tasks.delete(task)
    },
    advance(ms) {
      const endMs = nowMs + ms
      for (;;) {
        const due = [...tasks].filter((task) => task.dueMs <= endMs)
        const next = due.sort((left, right) => left.dueMs - right.dueMs)[0]
        if (next === undefined) break
        tasks.delete(next)
        nowMs = Math.max(nowMs, next.dueMs)
        next.run()
      }
      nowMs = endMs
    },
  }
}

export const fakeCheckoutRequestId = 'ws_CO_02012026030405118708374149'
export const fakeMerchantRequestId = '7d2c-4e0a-9b11-3f6a0c55e1d21204417'

const fakeTransactedAt = new Date('2026-01-02T03:04:31+03:00')

const paths = {
  oauth: '/oauth/v1/generate',
  stkPush: '/mpesa/stkpush/v1/processrequest',
  stkQuery: '/mpesa/stkpushquery/v1/query',
} as const satisfies Record<keyof FakeScript, string>

function endpointOf(url: string): keyof FakeScript {
  const { pathname } = new URL(url)
  if (pathname.endsWith(paths.oauth)) return 'oauth'
  if (pathname.endsWith(paths.stkPush)) return 'stkPush'
  if (pathname.endsWith(paths.stkQuery)) return 'stkQuery'
  throw new Error(`The fake transport knows no path ${pathname}`)
}

function defaultReply({ endpoint, body }: FakeRequest, turn: number): FakeReply {
  if (endpoint === 'oauth')
    return { body: { access_token: `fake-token-${turn}`, expires_in: 3599 } }
  if (endpoint === 'stkPush') return stkPushReply()
  return stkQueryReply({ checkoutRequestId: String(body.CheckoutRequestID) })
}

function pick(replies: FakeReplies, request: FakeRequest, turn: number): FakeReply {
  if (typeof replies === 'function') return replies(request)
  if (!isList(replies)) return replies
  return replies[Math.min(turn, replies.length) - 1] ?? defaultReply(request, turn)
}

function isList(replies: FakeReply | readonly FakeReply[]): replies is readonly FakeReply[] {
  return Array.isArray(replies)
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
