import type { Clock } from '../time/clock.ts'

/** One thing that went over the wire, or an SMS. Passwords, keys, tokens and secret paths are left out. */
export type RequestEntry = {
  id: number
  time: string
  kind: 'oauth' | 'push' | 'query' | 'callback' | 'sms' | 'other'
  method: string
  /** Path of a request to the simulator; the whole address of a callback. */
  path: string
  /** Null when there was no answer. */
  status: number | null
  body: unknown
  /** What became of it, in a few words. */
  outcome: string
}

export type RequestLog = {
  add(entry: Omit<RequestEntry, 'id' | 'time'>): void
  /** The last 500, newest first. */
  list(): readonly RequestEntry[]
}

const entriesMax = 500

/** The last requests, callbacks and messages. */
export function createRequestLog(clock: Clock): RequestLog {
  const ring: RequestEntry[] = []
  let count = 0
  return {
    add(entry) {
      ring[count % entriesMax] = {
        ...entry,
        id: count + 1,
        time: clock.now().toISOString(),
        path: entry.kind === 'callback' ? withoutSecrets(entry.path) : entry.path,
        body: redact(entry.body),
      }
      count++
    },
    list() {
      const newest = count % entriesMax
      return [...ring.slice(newest), ...ring.slice(0, newest)].reverse()
    },
  }
}

const secretFields = new Set(['Password', 'access_token'])

function redact(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (secretFields.has(name)) return [name, '…']
      if (name === 'CallBackURL' && typeof value === 'string') return [name, withoutSecrets(value)]
      return [name, value]
    }),
  )
}

/** A callback address without what looks like a secret in its path: long runs of letters and digits. */
function withoutSecrets(url: string): string {
  return url.replace(/(?<=\/)[\w-]{16,}(?=$|[/?#])/g, '…')
}
