import type { WebSocket } from 'ws'

/** What the socket says: something changed, of one subscriber where it was only one. */
export type LiveEvent = { type: 'changed'; msisdn?: string }

export type Live = {
  add(socket: WebSocket): void
  changed(msisdn: string | undefined): void
  close(): void
}

/** Changes within this time are told once. */
const gatherMs = 40
/** A page that does not read is cut off rather than remembered. */
const bufferedBytesMax = 64 * 1024

/** Tells every open page that there is something to fetch. */
export function createLive(): Live {
  const sockets = new Set<WebSocket>()
  let gathered: Set<string | undefined> | undefined
  let timer: NodeJS.Timeout | undefined

  function tell(): void {
    const [first, ...more] = gathered ?? []
    gathered = undefined
    const event: LiveEvent =
      first === undefined || more.length > 0
        ? { type: 'changed' }
        : { type: 'changed', msisdn: first }
    const text = JSON.stringify(event)
    for (const socket of sockets) {
      if (socket.bufferedAmount > bufferedBytesMax) socket.terminate()
      else socket.send(text)
    }
  }

  return {
    add(socket) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      // Errors end in `close`; without a listener they would end the process.
      socket.on('error', () => socket.terminate())
    },
    changed(msisdn) {
      if (sockets.size === 0) return
      if (gathered !== undefined) {
        gathered.add(msisdn)
        return
      }
      gathered = new Set([msisdn])
      timer = setTimeout(tell, gatherMs)
    },
    close() {
      clearTimeout(timer)
      for (const socket of sockets) socket.terminate()
    },
  }
}
