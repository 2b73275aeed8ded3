import type pg from 'pg'
import type { Config } from '../../packages/server/src/config/config.ts'
import {
  composeServer,
  type Server,
  type Surroundings,
} from '../../packages/server/src/system/compose.ts'

/** What a call learns whose server died under it. */
export class Crash extends Error {
  override name = 'Crash'
}

/** A server that can die as a process dies: at once, with nothing of it running on. */
export type ServerProcess = {
  server: Server
  isDead(): boolean
  /** Ends it between two instructions. What PostgreSQL was already asked to do may still happen there. */
  die(): void
  /** The outcome of `work`, or a Crash when the process dies before it. */
  orCrash<T>(work: Promise<T>): Promise<T>
  /** Ends it in good order, dead or not. */
  close(): Promise<void>
}

/**
 * Composes a server whose time, network and database end with it. Code of a dead one that a promise still wakes finds
 * its database connections cut, its clock still, and nobody at the other end of its network.
 */
export async function startServerProcess(
  config: Config,
  around: Surroundings,
): Promise<ServerProcess> {
  const death = new AbortController()
  const isDead = () => death.signal.aborted
  const server = await composeServer(config, {
    ...around,
    clock: {
      now: () => around.clock.now(),
      after: (delayMs, task) => around.clock.after(delayMs, () => void (isDead() || task())),
    },
    fetch: (input, init) => {
      if (isDead()) return Promise.reject(new Crash('a dead process sends nothing'))
      const given = init?.signal ?? undefined
      const signal = given === undefined ? death.signal : AbortSignal.any([death.signal, given])
      return around.fetch(input, { ...init, signal })
    },
    step(label) {
      if (isDead()) throw new Crash(label)
      around.step?.(label)
    },
  })
  const cut = followConnections(server.ctx.db.pool)
  const died = new Promise<never>((_, reject) => {
    death.signal.addEventListener('abort', () => reject(new Crash('the server died')))
  })
  died.catch(() => undefined)
  return {
    server,
    isDead,
    die() {
      if (isDead()) return
      death.abort()
      cut()
    },
    async orCrash(work) {
      const outcome = await Promise.race([work, died])
      if (isDead()) throw new Crash('the server died')
      return outcome
    },
    async close() {
      if (!isDead()) return server.close()
      await server.app.close()
    },
  }
}

/** Gives what cuts every connection of a pool, and lets it make no new ones. */
function followConnections(pool: pg.Pool): () => void {
  const open = new Set<pg.PoolClient>()
  let wasCut = false
  pool.on('connect', (client) => {
    open.add(client)
    if (wasCut) disconnect(client)
  })
  pool.on('remove', (client) => open.delete(client))
  return () => {
    wasCut = true
    // An ending pool serves nobody who waits for a connection.
    void pool.end().catch(() => undefined)
    for (const client of open) disconnect(client)
  }
}

function disconnect(client: pg.PoolClient): void {
  // pg's types do not show the socket.
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}
