import type { RealtimeEvent } from './api-types.ts'
import { reconnectDelayMs } from './backoff.ts'

export type RealtimeOptions = {
  url: string
  openSocket: (url: string) => WebSocket
  random: () => number
  onEvent: (event: RealtimeEvent) => void
  /** Called with true each time the line is up, and with false when it is lost. */
  onLine: (up: boolean) => void
}

/**
 * Keeps a line to `/api/realtime` open: reconnects for ever with growing waits, and at once when the device
 * comes back to the network or the page to the front. Returns the function that ends it.
 */
export function keepRealtime(options: RealtimeOptions): () => void {
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let ended = false

  const connect = () => {
    clearTimeout(timer)
    timer = undefined
    const opened = options.openSocket(options.url)
    socket = opened
    opened.addEventListener('message', (message) => {
      const event = readEvent(message.data)
      if (event?.type === 'hello') {
        attempt = 0
        options.onLine(true)
      }
      if (event !== undefined) options.onEvent(event)
    })
    opened.addEventListener('close', () => {
      if (ended || socket !== opened) return
      socket = undefined
      options.onLine(false)
      timer = setTimeout(connect, reconnectDelayMs(attempt++, options.random))
    })
  }
  const hurry = () => {
    if (socket === undefined && document.visibilityState === 'visible') connect()
  }
  globalThis.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  connect()

  return () => {
    ended = true
    clearTimeout(timer)
    globalThis.removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    socket?.close()
  }
}

/** Reads one message; what we do not know is left alone, so that a newer server can say more. */
export function readEvent(data: unknown): RealtimeEvent | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(data)
    if (typeof value !== 'object' || value === null || !('type' in value)) return undefined
    if (value.type === 'hello' || value.type === 'wallet.changed') return { type: value.type }
    if (value.type === 'transaction.changed' && 'transaction_id' in value) {
      return { type: value.type, transaction_id: String(value.transaction_id) }
    }
    return undefined
  } catch {
    return undefined
  }
}
