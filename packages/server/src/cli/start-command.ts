import type { Command } from 'commander'
import { startSystem } from '../system/start.ts'
import { banner } from './banner.ts'

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the server, and without credentials the simulator and its phones beside it')
    .action(async () => {
      const stopped = stopSignal()
      const log = (line: string) => process.stdout.write(`${line} …\n`)
      await using system = await startSystem({ environment: process.env, log })
      process.stdout.write(banner(system))
      await stopped
      process.stdout.write('Stopping …\n')
    })
}

/**
 * Resolves at the first Ctrl-C or polite kill. A later Ctrl-C ends the process at once; a signal that comes twice in the
 * same second is one signal, sent to the process and to its group.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAtMs: number | undefined
    const stop = (signal: NodeJS.Signals) => {
      const nowMs = performance.now()
      if (askedAtMs === undefined) askedAtMs = nowMs
      else if (signal === 'SIGINT' && nowMs - askedAtMs > 1_000) process.exit(130)
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
