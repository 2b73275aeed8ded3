import { connect, type Socket } from 'node:net'

/** A connection that is kept alive, with one request on its way. */
export type Connection = {
  /** Sends a request in bytes and resolves with the whole answer. @throws Error when the connection breaks. */
  exchange(request: string | Buffer): Promise<string>
  close(): void
}

/** Opens a connection to this machine, without the cost of an HTTP client: that would be part of what is measured. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = await open(port)
  let received = ''
  let waiting: { resolve(answer: string): void; reject(error: Error): void } | undefined
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    const length = wholeLength(received)
    if (length === undefined || received.length < length) return
    const answer = received
    const { resolve } = waiting ?? {}
    received = ''
    waiting = undefined
    resolve?.(answer)
  })
  socket.on('close', () => waiting?.reject(new Error('The server closed a connection.')))
  socket.on('error', () => undefined) // `close` follows
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

/** How long the answer is in all, once its head is here. */
function wholeLength(received: string): number | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const length = /content-length: (\d+)/i.exec(received.slice(0, end))?.[1]
  return end + 4 + Number(length ?? 0)
}
