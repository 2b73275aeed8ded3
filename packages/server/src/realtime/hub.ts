import type { RealtimeEvent } from '@hazina/contract'

const socketsPerUserMax = 10
const socketsMax = 20_000

/** A page that listens; `send` may drop what a slow line cannot take, because the page asks again anyway. */
export type Listener = { send(event: RealtimeEvent): void }

export type RealtimeHub = {
  /** Says to every open page of a user that something changed. */
  publish(userId: bigint, event: RealtimeEvent): void
  /** Adds a page; undefined when there are too many. The returned function takes it away. */
  listen(userId: bigint, listener: Listener): (() => void) | undefined
}

/** The open pages of this process, by user. Nothing is kept for those who are away: on return they ask again. */
export function createRealtimeHub(): RealtimeHub {
  const listeners = new Map<bigint, Set<Listener>>()
  let count = 0
  return {
    publish(userId, event) {
      for (const listener of listeners.get(userId) ?? []) listener.send(event)
    },
    listen(userId, listener) {
      const own = listeners.get(userId) ?? new Set()
      if (own.size >= socketsPerUserMax || count >= socketsMax) return undefined
      listeners.set(userId, own.add(listener))
      count += 1
      return () => {
        if (!own.delete(listener)) return
        count -= 1
        if (own.size === 0) listeners.delete(userId)
      }
    },
  }
}
