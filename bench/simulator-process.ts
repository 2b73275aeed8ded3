import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LoadOrder, LoadReport } from './simulator-load.ts'

/** What the benchmark asks a host. */
export type Question =
  | { ask: 'cpu' | 'memory' }
  | { ask: 'books'; shortcode: string }
  | { ask: 'fill'; shortcode: string; payments: number }

/** A process that answers pushes: the simulator, or what it is compared with. */
export type Host = {
  url: string
  /** From the start of the process until it answers, and the part of that which is not Node's loading of files. */
  readyMs: number
  startMs: number
  /** Processor time of the whole process so far, in milliseconds. */
  cpuMs(): Promise<number>
  residentMb(): Promise<number>
  /** What does not add up, and what an organisation collected. */
  books(shortcode: string): Promise<{ audit: string[]; collectedCents: number }>
  /** Puts payments of one shilling into the books. */
  fill(shortcode: string, payments: number): Promise<number>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts one of the hosts beside this file. */
export async function startHost(
  file: 'simulator-host.ts' | 'simulator-bare.ts',
  args: readonly string[] = [],
): Promise<Host> {
  const startedAtMs = performance.now()
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
  const child = fork(join(import.meta.dirname, file), args, { stdio: [...stdio] })
  const { url, startMs } = await hear<{ url: string; startMs: number }>(child)
  const readyMs = performance.now() - startedAtMs
  const ended = once(child, 'exit')
  const ask = <T>(question: Question) => {
    child.send(question)
    return hear<T>(child)
  }
  return {
    url,
    readyMs,
    startMs,
    async cpuMs() {
      const { user, system } = await ask<NodeJS.CpuUsage>({ ask: 'cpu' })
      return (user + system) / 1_000
    },
    residentMb: async () => (await ask<NodeJS.MemoryUsage>({ ask: 'memory' })).rss / 2 ** 20,
    books: (shortcode) => ask({ ask: 'books', shortcode }),
    fill: (shortcode, payments) => ask({ ask: 'fill', shortcode, payments }),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

function hear<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error('The process of the simulator ended.'))
    child.once('exit', fail)
    child.once('message', (message) => {
      child.off('exit', fail)
      resolve(message as T) // what the host answers to this question
    })
  })
}

/** A folder that is removed at the end, however it comes. */
export function createScratchFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'hazina-bench-simulator-'))
  const remove = () => rmSync(path, { recursive: true, force: true })
  process.once('exit', remove)
  return {
    path,
    [Symbol.dispose]() {
      process.off('exit', remove)
      remove()
    },
  }
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
