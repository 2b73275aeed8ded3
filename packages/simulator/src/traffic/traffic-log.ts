import type { ScheduledKind } from '../state/records.ts'
import type { Clock } from '../time/clock.ts'
import type { Exchange, Kept } from './exchange.ts'

export type TrafficLog = {
  /** Keeps an exchange that is over, as it is: the caller must not change what it gives. */
  add(exchange: Exchange): void
  /** The last 500, newest first. */
  kept(): Iterable<Kept>
  get(id: number): Kept | undefined
  /** The body of the newest success of this kind that Safaricom sent, as long as it is remembered. */
  lastSuccess(kind: ScheduledKind): string | undefined
  clear(): void
}

/** What is remembered in full. Older exchanges are gone: writing each to disk would cost more than the rest of it. */
export const exchangesMax = 500

/** The last exchanges, in a ring: a new one takes the place of the oldest and nothing else is done to it. */
export function createTrafficLog(clock: Clock): TrafficLog {
  const ring: Kept[] = []
  const successes = new Map<ScheduledKind, string>()
  let count = 0

  function remember({ post, status }: Exchange): void {
    if (post === undefined || post.forged || status === null || !successMark.test(post.body)) return
    successes.set(post.kind, post.body)
  }

  return {
    add(exchange) {
      const endedAtMs = clock.now().getTime()
      const { startedAtMs = endedAtMs } = exchange
      ring[count % exchangesMax] = { ...exchange, startedAtMs, endedAtMs, id: ++count }
      remember(exchange)
    },
    *kept() {
      const oldest = Math.max(0, count - exchangesMax)
      for (let index = count - 1; index >= oldest; index--) {
        const exchange = ring[index % exchangesMax]
        if (exchange !== undefined) yield exchange
      }
    },
    get(id) {
      const exchange = ring[(id - 1) % exchangesMax]
      return exchange?.id === id ? exchange : undefined
    },
    lastSuccess: (kind) => successes.get(kind),
    clear() {
      ring.length = 0
      successes.clear()
      count = 0
    },
  }
}

/** What only a success has: STK's metadata, a result's receipt, a confirmation. */
const successMark = /"CallbackMetadata"|"TransactionReceipt"|"TransID"|"SUCCESS"/
