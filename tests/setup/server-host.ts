import type { Config } from '../../packages/server/src/config/config.ts'
import type { Step } from '../../packages/server/src/context.ts'
import type { Server, Surroundings } from '../../packages/server/src/system/compose.ts'
import { deliverCallback } from './api-call.ts'
import { Crash, type ServerProcess, startServerProcess } from './server-process.ts'

/** A callback that was sent, with the status that the server gave; null when it gave none. */
export type ToldCallback = { path: string; body: string; status: number | null }

/** Keeps one server running, lets it die where a test wants it to, and starts the next one. */
export type ServerHost = {
  /** @throws Error while it is being restarted */
  current(): ServerProcess
  /** How callbacks reach the server. A dead one is a connection refused. */
  deliver: typeof fetch
  restart(): Promise<void>
  crashAt(step: Step | null, nth?: number): void
  revive(): Promise<boolean>
  composeAnother(): Promise<Server>
  close(): Promise<void>
}

export async function startServerHost(
  config: Config,
  around: () => Omit<Surroundings, 'step'>,
  options: {
    step?: (label: Step) => void
    onCallback?: (told: ToldCallback) => void
  },
): Promise<ServerHost> {
  let current: ServerProcess | undefined
  let planned: { step: Step; left: number } | undefined
  const others: ServerProcess[] = []
  const start = () => startServerProcess(config, { ...around(), step: atStep })

  function atStep(label: Step): void {
    options.step?.(label)
    if (planned?.step !== label) return
    planned.left -= 1
    if (planned.left > 0) return
    planned = undefined
    current?.die()
    throw new Crash(label)
  }

  function running(): ServerProcess {
    if (current === undefined) throw new Error('the server is being restarted')
    return current
  }

  async function deliver(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const { pathname: path } = new URL(input instanceof Request ? input.url : input)
    const tell = (status: number | null) =>
      options.onCallback?.({ path, body: String(init?.body ?? ''), status })
    try {
      const { server, isDead, orCrash } = running()
      if (isDead()) throw new Error('nobody listens')
      const response = await orCrash(deliverCallback(server, input, init))
      tell(response.status)
      return response
    } catch (error) {
      tell(null)
      throw new TypeError('fetch failed', { cause: error })
    }
  }

  current = await start()
  return {
    current: running,
    deliver,
    async restart() {
      const old = running()
      current = undefined
      await old.close()
      current = await start()
    },
    crashAt(step, nth = 1) {
      planned = step === null ? undefined : { step, left: nth }
    },
    async revive() {
      const old = running()
      if (!old.isDead()) return false
      current = await start()
      await old.close()
      return true
    },
    async composeAnother() {
      const another = await startServerProcess(config, around())
      others.push(another)
      return another.server
    },
    async close() {
      for (const one of [...others, running()]) await one.close()
    },
  }
}
