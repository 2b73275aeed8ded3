import { Command, CommanderError } from 'commander'
import { AppError, SpokenProblem } from '../errors.ts'
import { addApiKeyCommands } from './api-key-commands.ts'
import { addC2bCommands } from './c2b-commands.ts'
import { addCaseCommands } from './case-commands.ts'
import { addDatabaseCommands } from './database-commands.ts'
import { addSimulateCommands } from './simulate-commands.ts'
import { addStartCommand } from './start-command.ts'
import { addUserCommands } from './user-commands.ts'
import { addVerifyCommand } from './verify-command.ts'

/** Runs the command line and gives the exit code: 0 done, 1 something is wrong, 2 the call was. */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command('hazina')
    .description('M-PESA wallets and payments on your own server')
    .showHelpAfterError('(add --help for how it is used)')
    .exitOverride()
  let exitCode = 0
  const finish = (code: number) => {
    exitCode = code
  }
  addStartCommand(program)
  addDatabaseCommands(program)
  addVerifyCommand(program, finish)
  addApiKeyCommands(program)
  addUserCommands(program)
  addCaseCommands(program)
  addC2bCommands(program)
  addSimulateCommands(program)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    process.stderr.write(`${sentenceOf(error)}\n`)
    return 1
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.facts.detail
  if (!(error instanceof Error)) return String(error)
  // The simulator is a package of its own, with errors of its own.
  if (error instanceof SpokenProblem || error.name === 'StateFileError') return error.message
  return explainConnection(error) ?? error.stack ?? error.message
}

/** The database's own words are for its administrator; these are for whoever typed the command. */
function explainConnection(error: Error & { code?: string }): string | undefined {
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return `Nothing answers at the configured address (${error.message}): start that server, or correct DATABASE_URL.`
    case '28P01':
    case '28000':
      return 'The database refused the name or password: correct DATABASE_URL (and DATABASE_OWNER_URL).'
    case '3D000':
      return 'There is no such database: run `hazina db init`, or correct DATABASE_URL.'
    case '53100':
      return 'The disk of the database is full: make room, then start again.'
    default:
      return undefined
  }
}
