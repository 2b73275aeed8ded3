import type { Network } from '../network.ts'
import type { Kept } from './exchange.ts'
import {
  isFound,
  type RequestEntry,
  showDetail,
  showEntry,
  showRequest,
  type TrafficDetail,
  type TrafficEntry,
} from './show.ts'

/** What of the traffic is asked for. */
export type TrafficQuery = {
  /** Part of a phone, an id, a receipt, a path, a code: anything that is shown. */
  search?: string | undefined
  /** An API's name, `callback`, `sms` or `other`. */
  kind?: string | undefined
  /** `nextCursor` of the page before. */
  cursor?: number | undefined
  /** Default 50, at most 100. */
  limit?: number | undefined
}

export type TrafficPage = { items: TrafficEntry[]; nextCursor: number | null }

/** What went over the wire, for people: newest first, without secrets. */
export type Traffic = {
  list(query?: TrafficQuery): TrafficPage
  get(id: number): TrafficDetail | undefined
}

export function createTraffic({ requests }: Pick<Network, 'requests'>): Traffic {
  return {
    list: (query = {}) => listTraffic(requests.kept(), query),
    get(id) {
      const kept = requests.get(id)
      return kept && showDetail(kept)
    },
  }
}

/** The last 500 requests, callbacks and messages, newest first, in the form of `simulator.requests()`. */
export function listRequests({ requests }: Pick<Network, 'requests'>): RequestEntry[] {
  return Array.from(requests.kept(), showRequest)
}

const limitMax = 100

function listTraffic(newestFirst: Iterable<Kept>, query: TrafficQuery): TrafficPage {
  const { cursor = Number.POSITIVE_INFINITY, kind } = query
  const limit = Math.min(Math.max(query.limit ?? 50, 1), limitMax)
  const search = query.search?.trim().toLowerCase() ?? ''
  const items: TrafficEntry[] = []
  for (const kept of newestFirst) {
    if (kept.id >= cursor || (kind !== undefined && kept.kind !== kind)) continue
    if (search !== '' && !isFound(kept, search)) continue
    if (items.length === limit) return { items, nextCursor: items.at(-1)?.id ?? null }
    items.push(showEntry(kept))
  }
  return { items, nextCursor: null }
}
