import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LoadOrder, LoadReport } from './simulator-load.ts'

/** A process that answers pushes: the simulator, or what it is compared with. */
export type Host = {
  pid: number
  url: string
  /** From the process's first line of ours until it answers, and from its start until then. */
  startMs: number
  readyMs: number
  /** Processor time of the whole process so far, in milliseconds. */
  cpuMs(): Promise<number>
  residentMb(): Promise<number>
  /** What does not add up, and what its first organisation collected. */
  books(): Promise<{ audit: string[]; collectedCents: number }>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts one of the hosts beside this file. */
export async function startHost(file: string, args: readonly string[] = []): Promise<Host> {
  const startedAtMs = performance.now()
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { url, startMs } = await hear<{ url: string; startMs: number }>(child)
  const readyMs = performance.now() - startedAtMs
  const ended = once(child, 'exit')
  const ask = <T>(question: string) => {
    child.send(question)
    return hear<T>(child)
  }
  return {
    pid: child.pid ?? 0,
    url,
    startMs,
    readyMs,
    async cpuMs() {
      const { user, system } = await ask<NodeJS.CpuUsage>('cpu')
      return (user + system) / 1_000
    },
    residentMb: async () => (await ask<NodeJS.MemoryUsage>('memory')).rss / 2 ** 20,
    books: () => ask('books'),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

async function hear<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController()
  child.once('exit', () => ended.abort(new Error('The process of the simulator ended.')))
  const [message] = await once(child, 'message', { signal: ended.signal })
  return message
}

/** Lets the generator, a process of its own, carry out an order. */
export async function generate(order: LoadOrder): Promise<LoadReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'simulator-load.ts'), JSON.stringify(order)],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  return JSON.parse(stdout) as LoadReport // the generator's own report
}
