/**
 * The load generator, a process of its own: reads callbacks from standard input, one JSON a line, sends them over so many
 * kept-alive connections, one at a time on each, and prints how long they took.
 */
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

const [port = '5000', connections = '32'] = process.argv.slice(2)
const callbacks = (await text(process.stdin))
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { token: string; body: string })
const requests = callbacks.map(({ token, body }) =>
  Buffer.from(
    `POST /hooks/stk/${token} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json;charset=UTF-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
)
const latenciesMs: number[] = []
let refused = 0
let next = 0

const startedAtMs = performance.now()
await Promise.all(Array.from({ length: Number(connections) }, sendInTurn))
const seconds = (performance.now() - startedAtMs) / 1000
latenciesMs.sort((a, b) => a - b)
const percentile = (share: number) => latenciesMs[Math.floor((latenciesMs.length - 1) * share)]
process.stdout.write(
  JSON.stringify({
    count: requests.length,
    refused,
    seconds,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  }),
)

async function sendInTurn(): Promise<void> {
  const socket = await open()
  for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
    const sentAtMs = performance.now()
    const status = await exchange(socket, request)
    latenciesMs.push(performance.now() - sentAtMs)
    if (status !== 200) refused += 1
  }
  socket.destroy()
}

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), 'localhost', () => resolve(socket.setNoDelay(true)))
    socket.once('error', reject)
  })
}

/** Sends one request and reads its whole answer, which these routes send with a length. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const onData = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const head = answer.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0)
      if (answer.length < head + 4 + length) return
      socket.off('data', onData).off('close', onClose)
      resolve(Number(answer.slice(9, 12)))
    }
    const onClose = () => reject(new Error('The server closed the connection.'))
    socket.on('data', onData).once('close', onClose)
    socket.write(request)
  })
}
