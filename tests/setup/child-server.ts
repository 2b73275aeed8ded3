import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const cloneDir = fileURLToPath(new URL('../../', import.meta.url))
const program = join(cloneDir, 'packages/server/src/main.ts')
const startTimeoutMs = 120_000

/** Hazina as people start it: a process of its own, with its own data, on ports nobody else has. */
export type ChildServer = {
  url: string
  /** Resolves when it says that it is ready. */
  start(): Promise<void>
  /** `kill -9`: nothing is answered, nothing tidied. */
  kill(): Promise<void>
  /** Asks it to end and gives its exit code. */
  stop(): Promise<number | null>
  /** Runs a command of Hazina on the same data; gives what it printed. */
  hazina(...args: string[]): Promise<string>
  /** The process number of the PostgreSQL that holds the data; undefined when none does. */
  postmaster(): number | undefined
  [Symbol.asyncDispose](): Promise<void>
}

export async function createChildServer(variables: Record<string, string>): Promise<ChildServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hazina-child-'))
  // As root, PostgreSQL runs as somebody else, who must pass.
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    HAZINA_DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...variables,
  }
  const url = `http://localhost:${port}`
  let child: ChildProcess | undefined

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ending = child
    child = undefined
    if (ending === undefined || ending.exitCode !== null) return ending?.exitCode ?? null
    const exited = once(ending, 'exit')
    ending.kill(signal)
    await exited
    return ending.exitCode
  }

  function postmaster(): number | undefined {
    try {
      const lines = readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')
      return Number(lines[0])
    } catch {
      return undefined
    }
  }

  return {
    url,
    async start() {
      child = spawn(process.execPath, [program, 'start'], { env, cwd: cloneDir })
      await untilReady(child, url)
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async hazina(...args) {
      const options = { env, cwd: cloneDir }
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], options)
      return stdout
    },
    postmaster,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL')
      const pid = postmaster()
      if (pid !== undefined) await quitPostgres(pid)
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4_000)
    })
  }
  const giveUpAt = performance.now() + startTimeoutMs
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`Hazina ended with ${child.exitCode}: ${said}`)
    const ready = await fetch(`${url}/readyz`).catch(() => undefined)
    await ready?.arrayBuffer()
    if (ready?.ok) return
    await sleep(50)
  }
  throw new Error(`Hazina did not become ready: ${said}`)
}

/** PostgreSQL's immediate shutdown; resolves when it is gone. */
async function quitPostgres(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGQUIT')
    for (let waits = 0; waits < 100; waits += 1) {
      process.kill(pid, 0)
      await sleep(50)
    }
  } catch {
    // It is gone.
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
