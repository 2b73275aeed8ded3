import { Command, CommanderError } from 'commander'
import { isDarajaInputError } from '../errors.ts'
import { type ExitCode, exitCodes, UsageError } from './exit-codes.ts'
import type { CliIo } from './io.ts'
import { addOrganisationCommands } from './organisation-commands.ts'
import { addStkCommands } from './stk-commands.ts'
import { addTextCommands } from './text-commands.ts'

/** Runs one command line and says how it ended. Writes only to `io`; never exits. */
export async function runDaraja(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done
  const program = createProgram(io, async (ended) => {
    code = await ended
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (thrown) {
    if (thrown instanceof CommanderError)
      return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage
    if (thrown instanceof UsageError) io.err(thrown.message)
    else if (isDarajaInputError(thrown)) io.err(`${thrown.message}: ${thrown.detail}.`)
    else throw thrown
    return exitCodes.usage
  }
}

function createProgram(io: CliIo, end: (code: Promise<ExitCode>) => Promise<void>): Command {
  const program = new Command('daraja')
    .description('Talk to Safaricom’s Daraja, or to anything that speaks it.')
    .option('--host <host>', 'sandbox, production or a URL (DARAJA_HOST; left out, the sandbox)')
    .option('--key <key>', 'consumer key (DARAJA_CONSUMER_KEY)')
    .option('--secret <secret>', 'consumer secret (DARAJA_CONSUMER_SECRET)')
    .option('--timeout <seconds>', 'how long one call may take')
    .option('--json', 'print JSON')
    .addHelpText('after', exitHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
  addTextCommands(program, io, end)
  addStkCommands(program, io, end)
  addOrganisationCommands(program, io, end)
  return program
}

const exitHelp = `
Ends with 0 when it was accepted, answered or paid; 1 when it was refused or failed for certain;
2 when the command line is wrong; 3 when nobody knows yet. Secrets belong in the environment, where
no list of processes shows them.`
