import type { Kept, TrafficKind } from './exchange.ts'
import { maskedBody, maskedHeaders, maskedText, withoutSecrets } from './mask.ts'
import { outcomeOf, whyRefused } from './outcome.ts'

/** One thing that went over the wire, or an SMS. Passwords, keys, tokens, PINs and secret paths are left out. */
export type RequestEntry = {
  id: number
  time: string
  kind: TrafficKind
  method: string
  /** Path of a request to the simulator; the whole address of a callback. */
  path: string
  /** Null when there was no answer. */
  status: number | null
  body: unknown
  /** What became of it, in a few words. */
  outcome: string
}

/** A line of the traffic list. */
export type TrafficEntry = Omit<RequestEntry, 'body'> & {
  durationMs: number
  /** CheckoutRequestID, ConversationID, receipt and the like that it names. */
  subjects: string[]
  /** What struck it. */
  faults: readonly string[]
  forged: boolean
}

/** All of an exchange. */
export type TrafficDetail = TrafficEntry & {
  request: { headers: Record<string, string>; body: unknown }
  /** Null when there was none. */
  answer: { headers: Record<string, string>; body: unknown } | null
  /** Why Daraja refused, in a sentence; null when it did not. */
  why: string | null
}

/** An exchange as `requests()` has always shown it. */
export function showRequest(kept: Kept): RequestEntry {
  const { id, kind, method, status, startedAtMs } = kept
  return {
    id,
    time: new Date(startedAtMs).toISOString(),
    kind,
    method,
    path: shownPath(kept),
    status,
    body: maskedBody(kept.body),
    outcome: maskedText(outcomeOf(kept)),
  }
}

export function showEntry(kept: Kept): TrafficEntry {
  const { body: _body, ...request } = showRequest(kept)
  return {
    ...request,
    durationMs: Math.max(0, kept.endedAtMs - kept.startedAtMs),
    subjects: subjectsOf(kept),
    faults: kept.faults ?? kept.post?.faults ?? [],
    forged: kept.post?.forged ?? false,
  }
}

export function showDetail(kept: Kept): TrafficDetail {
  return {
    ...showEntry(kept),
    request: { headers: maskedHeaders(kept.headers), body: maskedBody(kept.body) },
    answer:
      kept.status === null
        ? null
        : { headers: maskedHeaders(kept.answerHeaders), body: maskedBody(kept.answerBody ?? null) },
    why: whyRefused(kept),
  }
}

/** Whether somebody who looks for this, in lower case, means this exchange. */
export function isFound(kept: Kept, search: string): boolean {
  const { id: _id, ...shown } = showDetail(kept)
  return JSON.stringify(shown).toLowerCase().includes(search)
}

function shownPath({ kind, path }: Kept): string {
  return kind === 'callback' ? withoutSecrets(path) : path
}

const subjectFields = new Set([
  'CheckoutRequestID',
  'MerchantRequestID',
  'ConversationID',
  'OriginatorConversationID',
  'OriginatorCoversationID',
  'OriginalConversationID',
  'conversationID',
  'TransactionID',
  'TransID',
  'transactionId',
  'MpesaReceiptNumber',
  'TransactionReceipt',
  'ReceiptNo',
  'RequestRefID',
  'requestId',
])

function subjectsOf({ body, answerBody, post }: Kept): string[] {
  const found = new Set<string>(post === undefined ? [] : [post.subject])
  collect(maskedBody(body), found)
  collect(maskedBody(answerBody ?? null), found)
  return [...found]
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  const { Name, Key, Value } = value as Record<string, unknown> // any object or array will do
  if (isSubject(Name ?? Key, Value)) found.add(Value)
  for (const [name, one] of Object.entries(value)) {
    if (isSubject(name, one)) found.add(one)
    else collect(one, found)
  }
}

function isSubject(name: unknown, value: unknown): value is string {
  return typeof name === 'string' && subjectFields.has(name) && typeof value === 'string'
}
