import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cloneDirectory } from './installation.ts'

/** A server in a process of its own, as `npm start` runs it once the packages are there. */
export type ServerProcess = {
  pid: number
  port: number
  /** From the start of the process until `/readyz` said yes. */
  readyMs: number
  /** Asks it to end, and resolves when it has. */
  [Symbol.asyncDispose](): Promise<void>
}

const readyWithinMs = 120_000
const lookEveryMs = 10

/** @throws Error with what the process said, when it ends before it is ready or takes two minutes */
export async function startServer(variables: Record<string, string>): Promise<ServerProcess> {
  const [port, simulatorPort] = await freePorts()
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [join(cloneDirectory, 'scripts', 'setup.js'), 'hazina', 'start'],
    {
      cwd: cloneDirectory,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(port),
        SIMULATOR_PORT: String(simulatorPort),
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
    })
  }
  const ended = once(child, 'exit')
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() - startedAt > readyWithinMs) {
      child.kill()
      throw new Error(`The server did not become ready. It said:\n${said}`)
    }
    await sleep(lookEveryMs)
  }
  if (child.pid === undefined) throw new Error('The server has no process.')
  return {
    pid: child.pid,
    port,
    readyMs: performance.now() - startedAt,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`)
    return ok
  } catch {
    return false
  }
}

/** Two ports that were free a moment ago; held at once, so that they differ. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      return typeof address === 'object' && address !== null ? address.port : 0
    }),
  )
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}
