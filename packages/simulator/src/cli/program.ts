import { Command, CommanderError } from 'commander'
import { ControlError } from '../control/control-error.ts'
import { StateFileError } from '../state/journal.ts'
import { addClockCommand } from './clock-command.ts'
import { addExportCommand } from './export-command.ts'
import { addFaultCommands } from './fault-commands.ts'
import { addPhoneCommands } from './phone-commands.ts'
import { CommandProblem } from './problem.ts'
import { addRecordingCommands } from './recording-commands.ts'
import { addStartCommand } from './start-command.ts'

/** Runs one command; resolves to the exit code when it is over. 1: it could not be done. 2: it was typed wrongly. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = createProgram()
  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return report(error)
  }
}

function createProgram(): Command {
  const program = new Command('daraja-simulator')
    .description(
      'Safaricom on this machine: Daraja’s APIs, phones with money, and everything that can go wrong',
    )
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ writeErr: () => undefined })
    .showSuggestionAfterError()
  addStartCommand(program)
  addPhoneCommands(program)
  addFaultCommands(program)
  addClockCommand(program)
  addExportCommand(program)
  addRecordingCommands(program)
  return program
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error)
  if (error instanceof CommandProblem) return complain(error.message, error.exitCode)
  if (error instanceof StateFileError) return complain(error.message, 1)
  if (error instanceof ControlError) return complain(error.message, 2)
  throw error
}

/** What commander says; help and version end well. */
function reportUsage({ exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0
  const sentence = message.replace(/^error: /, '').replace(/\n/g, ' ')
  if (sentence === '(outputHelp)')
    return complain('Say what to do: daraja-simulator --help tells what there is.', 2)
  return complain(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`, 2)
}

function complain(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`)
  return exitCode
}
