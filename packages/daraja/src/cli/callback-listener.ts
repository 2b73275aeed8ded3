import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ParsedDaraja, parseDaraja } from '../callbacks/parse-daraja.ts'
import type { Clock } from '../clock.ts'
import { within } from '../http/deadline.ts'
import { UsageError } from './exit-codes.ts'

export type Heard = Extract<ParsedDaraja, { ok: true }>['message']

export type CallbackListener = {
  /** Where it listens on this machine. */
  url: string
  /**
   * The first message that fits, also one that came before this was asked; undefined when none came
   * in time.
   */
  hear(fits: (message: Heard) => boolean, timeoutMs: number): Promise<Heard | undefined>
  close(): void
}

/** Listens on this machine for what Safaricom posts. What is no such message is answered and forgotten. */
export async function listenForCallbacks(port: number, clock: Clock): Promise<CallbackListener> {
  const heard: Heard[] = []
  let tell = () => {}
  const server = createServer(async (request, response) => {
    const told = parseDaraja(await readBody(request))
    response.setHeader('content-type', 'application/json')
    response.end('{"ResultCode":0,"ResultDesc":"Accepted"}')
    if (told.ok && heard.length < heardMax) heard.push(told.message)
    tell()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      reject(new UsageError(`Port ${port} cannot be listened on (${problem.code}).`))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://127.0.0.1:${bound}/daraja`,
    hear(fits, timeoutMs) {
      const first = new Promise<Heard | undefined>((resolve) => {
        tell = () => {
          const found = heard.find(fits)
          if (found !== undefined) resolve(found)
        }
        tell()
      })
      return within(clock, { timeoutMs, late: () => undefined }, first)
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const heardMax = 1000
const bodyBytesMax = 1024 * 1024

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes <= bodyBytesMax) chunks.push(chunk)
  }
  return bytes <= bodyBytesMax ? Buffer.concat(chunks) : new Uint8Array()
}
