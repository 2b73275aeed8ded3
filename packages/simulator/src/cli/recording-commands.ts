import { readFileSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { CommandProblem } from './problem.ts'
import { addUrlOption, ask, call, print } from './remote.ts'

export function addRecordingCommands(program: Command): void {
  const group = program
    .command('record')
    .description('write down everything that happens, to let it happen again')
  addUrlOption(group.command('start'))
    .description('begin')
    .action(async ({ url }: { url: string }) => {
      await ask(url, 'POST', '/simulator/recording/start', {})
      print('Recording. “daraja-simulator record stop -o FILE” ends it.')
    })
  addUrlOption(group.command('stop'))
    .description('end, and save it')
    .requiredOption('-o, --output <file>', 'where to')
    .action(stop)
  addUrlOption(program.command('replay <file>'))
    .description('let a recording happen again, beside the running simulator, and compare')
    .action(replay)
}

async function stop({ url, output }: { url: string; output: string }): Promise<void> {
  const { events } = await ask<{ events: number }>(url, 'POST', '/simulator/recording/stop', {})
  const text = await (await call(url, 'GET', '/simulator/recording')).text()
  try {
    // PINs, keys and tokens are in it: nobody else's to read.
    writeFileSync(output, text, { mode: 0o600 })
  } catch (error) {
    throw new CommandProblem(
      `${output} could not be written: ${error instanceof Error ? error.message : error}.`,
    )
  }
  print(`${events} events are in ${output}.`)
}

async function replay(file: string, { url }: { url: string }): Promise<void> {
  const { same, requests, callbacks, differences } = await ask<ReplayAnswer>(
    url,
    'POST',
    '/simulator/replay',
    readRecording(file),
  )
  for (const difference of differences) print(difference)
  print(`${requests} requests and ${callbacks} callbacks happened again.`)
  if (!same) throw new CommandProblem('Not everything was as it was recorded.')
}

type ReplayAnswer = {
  same: boolean
  requests: number
  callbacks: number
  differences: readonly string[]
}

function readRecording(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandProblem(
      `${file} could not be read: ${error instanceof Error ? error.message : error}.`,
    )
  }
}
