import type { Network } from '../network.ts'
import type { ScheduledKind } from '../state/records.ts'
import type { Kept } from '../traffic/exchange.ts'
import { maskedBody, withoutSecrets } from '../traffic/mask.ts'
import { outcomeOf } from '../traffic/outcome.ts'
import type { PostRecord } from './post.ts'

/** What of the callbacks is asked for. */
export type CallbackQuery = {
  state?: 'waiting' | 'sent' | undefined
  /** Part of a phone, an id, a receipt, an address: anything that is shown. */
  search?: string | undefined
  cursor?: string | undefined
  /** Default 50, at most 100. */
  limit?: number | undefined
}

/** A callback for people: secrets are left out. */
export type CallbackEntry = {
  id: string
  state: 'waiting' | 'on-its-way' | 'sent'
  kind: ScheduledKind
  /** A CheckoutRequestID, a ConversationID or a receipt. */
  subject: string
  url: string
  body: unknown
  copies: number
  concurrency: number
  /** Made by a stranger. */
  forged: boolean
  faults: readonly string[]
  /** When it is due, or was sent. */
  at: string
  /** Of the receiver's answer; null when it has not answered. */
  status: number | null
  /** What became of it; null when it waits. */
  outcome: string | null
}

export type CallbackPage = { items: CallbackEntry[]; nextCursor: string | null }

const limitMax = 100

/** A page of those that wait, the next due first, or of those that were sent, the newest first. */
export function listCallbacks(network: Network, query: CallbackQuery): CallbackPage {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), limitMax)
  const search = query.search?.trim().toLowerCase() ?? ''
  const found =
    query.state === 'sent'
      ? sentPage(network, query.cursor, { search, limit })
      : waitingPage(network, query.cursor, { search, limit })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const cursor = last === undefined ? null : 'task' in last ? rankOf(last) : String(last.id)
  return {
    items: items.map((one) => showCallback(network, one)),
    nextCursor: found.length > limit ? cursor : null,
  }
}

export function showCallback(network: Network, callback: PostRecord | Kept): CallbackEntry {
  const isWaiting = 'task' in callback
  const post = isWaiting ? callback : callback.post
  if (post === undefined) throw new RangeError(`Exchange ${callback.id} is no callback`)
  const isOnItsWay = isWaiting && network.outgoing.postIds.has(post.id)
  return {
    id: isWaiting ? post.id : `sent-${callback.id}`,
    state: isOnItsWay ? 'on-its-way' : isWaiting ? 'waiting' : 'sent',
    kind: post.kind,
    subject: post.subject,
    url: withoutSecrets(post.url),
    body: maskedBody(post.body),
    copies: isWaiting ? post.copies : 1,
    concurrency: isWaiting ? post.concurrency : 1,
    forged: post.forged,
    faults: post.faults ?? [],
    at: new Date(isWaiting ? post.dueAtMs : callback.startedAtMs).toISOString(),
    status: isWaiting ? null : callback.status,
    outcome: isWaiting ? null : outcomeOf(callback),
  }
}

type PageOptions = { search: string; limit: number }

/** The first ones after the cursor, one more than asked for. */
function waitingPage(
  network: Network,
  cursor: string | undefined,
  { search, limit }: PageOptions,
): PostRecord[] {
  let first: PostRecord[] = []
  const cut = () => {
    first = first.sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1)).slice(0, limit + 1)
  }
  for (const row of network.state.tables.scheduled.values()) {
    if (row.task !== 'post' || (cursor !== undefined && rankOf(row) <= cursor)) continue
    if (search !== '' && !isFound(network, row, search)) continue
    first.push(row)
    // However many wait, no more than a few pages of them are held and sorted at a time.
    if (first.length > limit * 20) cut()
  }
  cut()
  return first
}

function sentPage(
  network: Network,
  cursor: string | undefined,
  { search, limit }: PageOptions,
): Kept[] {
  const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursor)
  const found: Kept[] = []
  for (const kept of network.requests.kept()) {
    if (kept.post === undefined || kept.id >= before) continue
    if (search !== '' && !isFound(network, kept, search)) continue
    found.push(kept)
    if (found.length > limit) break
  }
  return found
}

function isFound(network: Network, callback: PostRecord | Kept, search: string): boolean {
  const { id: _id, ...shown } = showCallback(network, callback)
  return JSON.stringify(shown).toLowerCase().includes(search)
}

/** Due time, then id, as text that sorts. */
function rankOf({ dueAtMs, id }: PostRecord): string {
  return `${String(dueAtMs).padStart(15, '0')}-${id.padStart(12, '0')}`
}
