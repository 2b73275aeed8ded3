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

/** Resolves at the first Ctrl-C or polite kill; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const stop = () => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
