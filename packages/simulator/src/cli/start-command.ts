import { type Command, InvalidArgumentError } from 'commander'
import { chaosProfiles } from '../chaos/profiles.ts'
import { type AutoAnswer, autoAnswers } from '../options.ts'

export type StartOptions = {
  port: number
  host: string
  state?: string
  seed?: string
  chaos?: string
  faults?: string
  autoAnswer?: AutoAnswer
  autoAnswerAfter?: number
  allowHost?: string[]
  strict?: true
}

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start a simulator and keep it running until Ctrl-C')
    .option('--port <number>', 'port to listen on; 0 takes a free one', portNumber, 5001)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--allow-host <name>',
      'another host name under which pages may be asked for; again for more',
      gathered,
    )
    .option(
      '--state <file>',
      'keep the state in this file; without it everything is gone afterwards',
    )
    .option('--seed <seed>', 'the same seed gives the same ids, delays and chances')
    .option(
      '--chaos <profile|json>',
      `what goes wrong by itself: ${chaosNames}, or chances as JSON`,
    )
    .option('--faults <json>', 'faults that are on from the start')
    .option(
      '--auto-answer <mode>',
      `what phones do by themselves: ${autoAnswers.join(', ')}`,
      autoAnswer,
    )
    .option('--auto-answer-after <ms>', 'how long they take', milliseconds)
    .option('--strict', 'hold requests to the documentation’s rules')
    .action(async (options: StartOptions) => {
      // Only this command needs the simulator itself; the others answer sooner without it.
      const { startSimulator } = await import('./start.ts')
      await startSimulator(options)
    })
}

const chaosNames = chaosProfiles.map(({ name }) => name).join(', ')

function portNumber(typed: string): number {
  const port = Number(typed)
  if (/^\d{1,5}$/.test(typed) && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number from 0 to 65535.')
}

function milliseconds(typed: string): number {
  if (/^\d{1,7}$/.test(typed)) return Number(typed)
  throw new InvalidArgumentError('Give milliseconds.')
}

function autoAnswer(typed: string): AutoAnswer {
  const mode = autoAnswers.find((one) => one === typed)
  if (mode !== undefined) return mode
  throw new InvalidArgumentError(`It is one of ${autoAnswers.join(', ')}.`)
}

function gathered(typed: string, before: string[] | undefined): string[] {
  return [...(before ?? []), typed]
}
