import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { AnswerError, createAnswerReader, type HttpAnswer } from './answer-reader.ts'

/** A connection that carries one request at a time. */
export type Connection = {
  /** Sends the bytes of a request; `done` hears once, of the answer or why there is none. */
  ask(request: string, done: (answer: HttpAnswer | Error) => void): void
  destroy(): void
}

/** Connections that are kept for the next request to the same server. */
export type Connections = {
  /** One that is free, or a new one, which reports by `done` of its first request that nobody is there. */
  take(target: URL): Connection
  close(): void
}

/** Many servers hang up after two seconds of silence; a request that meets the hanging-up would be lost. */
const idleMsMax = 1_000

type Kept = Connection & { readonly origin: string; isOpen: boolean; freeSince: number }

/** Connections to any number of servers. */
export function createConnections(): Connections {
  const all = new Set<Kept>()
  const free = new Map<string, Kept[]>()
  let sweeping: NodeJS.Timeout | undefined

  function release(connection: Kept): void {
    connection.freeSince = performance.now()
    const others = free.get(connection.origin)
    if (others === undefined) free.set(connection.origin, [connection])
    else others.push(connection)
    sweeping ??= setTimeout(sweep, idleMsMax).unref()
  }

  /** Closes what was free for too long. */
  function sweep(): void {
    const before = performance.now() - idleMsMax
    for (const [origin, connections] of free) {
      const rest = connections.filter(({ freeSince }) => freeSince > before)
      for (const one of connections) if (one.freeSince <= before) one.destroy()
      if (rest.length === 0) free.delete(origin)
      else free.set(origin, rest)
    }
    sweeping = free.size === 0 ? undefined : setTimeout(sweep, idleMsMax).unref()
  }

  return {
    take(target) {
      const oldest = performance.now() - idleMsMax
      const waiting = free.get(target.origin) ?? []
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
        if (one.isOpen && one.freeSince > oldest) return one
        one.destroy()
      }
      const connection = open(target, { release, gone: (one) => all.delete(one) })
      all.add(connection)
      return connection
    },
    close() {
      clearTimeout(sweeping)
      for (const connection of all) connection.destroy()
    },
  }
}

function open(
  target: URL,
  hooks: { release(connection: Kept): void; gone(connection: Kept): void },
): Kept {
  const socket = connect(target)
  let reader = createAnswerReader()
  let waiting: ((answer: HttpAnswer | Error) => void) | undefined

  function conclude(answer: HttpAnswer | Error): void {
    const done = waiting
    waiting = undefined
    if (answer instanceof Error || !answer.isReusable) socket.destroy()
    else hooks.release(connection)
    done?.(answer)
  }

  const connection: Kept = {
    origin: target.origin,
    isOpen: true,
    freeSince: 0,
    ask(request, done) {
      waiting = done
      reader = createAnswerReader()
      socket.write(request)
    },
    destroy: () => socket.destroy(),
  }

  socket.on('data', (bytes: Buffer) => {
    // Nobody asked: what comes belongs to no request.
    const answer =
      waiting === undefined ? new AnswerError('Nobody asked') : attempt(() => reader.take(bytes))
    if (answer !== undefined) conclude(answer)
  })
  socket.on('end', () => {
    connection.isOpen = false
  })
  socket.on('error', conclude)
  socket.on('close', () => {
    connection.isOpen = false
    hooks.gone(connection)
    if (waiting !== undefined) conclude(attempt(() => reader.end()))
  })
  return connection
}

function connect({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '')
  switch (protocol) {
    case 'http:':
      return connectPlain({ host, port: Number(port || 80), noDelay: true })
    case 'https:': {
      const name = isIP(host) === 0 ? { servername: host } : {}
      const socket = connectSecure({ host, port: Number(port || 443), ...name })
      return socket.setNoDelay()
    }
    default:
      throw new TypeError(`Nothing can be posted to ${protocol}`)
  }
}

function attempt<T>(read: () => T): T | AnswerError {
  try {
    return read()
  } catch (error) {
    if (error instanceof AnswerError) return error
    throw error
  }
}
