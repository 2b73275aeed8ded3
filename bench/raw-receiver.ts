import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export type Receiver = { url: string; close(): void }

const answerBody = '{"ResultCode":0,"ResultDesc":"Accepted"}'
const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${answerBody.length}\r\n\r\n${answerBody}`

/** Takes POSTs on this machine and answers each, without the cost of an HTTP server: that would be part of what is measured. */
export async function openReceiver(take: (body: string) => void): Promise<Receiver> {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    let received = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      received += chunk
      for (let body = wholeBody(received); body !== undefined; body = wholeBody(received)) {
        received = received.slice(received.indexOf(headEnd) + headEnd.length + body.length)
        take(body)
        socket.write(answer)
      }
    })
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined) // `close` follows
  })
  server.listen(0, '127.0.0.1', 1_024)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/callbacks/stk`,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const headEnd = '\r\n\r\n'

/** The body of the first request, once it is here. What is posted to the benchmark is ASCII: bytes are characters. */
function wholeBody(received: string): string | undefined {
  const end = received.indexOf(headEnd)
  if (end < 0) return undefined
  const length = Number(/content-length: *(\d+)/i.exec(received.slice(0, end))?.[1] ?? 0)
  const start = end + headEnd.length
  return received.length < start + length ? undefined : received.slice(start, start + length)
}
