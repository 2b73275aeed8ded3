import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

/**
 * Posts callbacks as fast as they are answered, and says on its last line what it saw. A process of its own:
 * `node load-generator.ts FILE PORT CONNECTIONS`, where each line of FILE is a path, a tab, and the body. Each connection
 * is kept alive and has one request on its way.
 */
export type LoadReport = {
  answered: number
  refused: number
  seconds: number
  latenciesMs: number[]
}

const head = Buffer.from('\r\n\r\n')
const accepted = Buffer.from('HTTP/1.1 200')

async function run(file: string, port: number, connections: number): Promise<LoadReport> {
  const requests = readFileSync(file, 'utf8').trimEnd().split('\n').map(requestOf)
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const latenciesMs: number[] = []
  let next = 0
  let refused = 0
  const startedAt = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        const sentAt = performance.now()
        const answer = await exchange(socket, request)
        latenciesMs.push(performance.now() - sentAt)
        if (!answer.subarray(0, accepted.length).equals(accepted)) refused += 1
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  for (const socket of sockets) socket.destroy()
  return { answered: latenciesMs.length, refused, seconds, latenciesMs }
}

/** The bytes as Safaricom's gateway sends them. */
function requestOf(line: string): Buffer {
  const tab = line.indexOf('\t')
  const body = line.slice(tab + 1)
  return Buffer.from(
    [
      `POST ${line.slice(0, tab)} HTTP/1.1`,
      'Host: hazina.example',
      'Content-Type: application/json',
      'User-Agent: Apache-HttpAsyncClient/4.1.4 (Java/1.8.0)',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: keep-alive',
      '',
      body,
    ].join('\r\n'),
  )
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

function exchange(socket: Socket, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0)
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const length = wholeLength(received)
      if (length === undefined || received.length < length) return
      socket.off('data', take)
      socket.off('close', lost)
      resolve(received)
    }
    const lost = () => reject(new Error('The server closed a connection.'))
    socket.on('data', take)
    socket.once('close', lost)
    socket.write(request)
  })
}

/** How long the answer is in all, once its head is here. */
function wholeLength(received: Buffer): number | undefined {
  const end = received.indexOf(head)
  if (end < 0) return undefined
  const length = /content-length: (\d+)/i.exec(received.toString('latin1', 0, end))?.[1]
  return end + head.length + Number(length ?? 0)
}

if (import.meta.main) {
  const [file, port, connections] = process.argv.slice(2)
  const report = await run(String(file), Number(port), Number(connections))
  process.stdout.write(`${JSON.stringify(report)}\n`)
}
