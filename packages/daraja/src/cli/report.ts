import type { DarajaError } from '../errors.ts'
import { isDarajaInputError } from '../errors.ts'
import type { FailureCause } from '../http/redact.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { CliIo } from './io.ts'

type Told = { outcome: string; error?: DarajaError }

/** What became of a call, as JSON or in words, and the exit code that says the same. */
export function report<Outcome extends Told>(
  outcome: Outcome,
  io: CliIo,
  how: { json: boolean | undefined; words: (outcome: Outcome) => string },
): ExitCode {
  if (how.json) io.out(JSON.stringify(outcome, null, 2))
  else if (outcome.error === undefined) io.out(how.words(outcome))
  else io.out(describeError(outcome.outcome, outcome.error))
  return exitCodeOf(outcome)
}

export function describeError(outcome: string, error: DarajaError): string {
  const { message, detail, gatewayCode, requestId, retryAfterMs } = error
  const known = outcome === 'rejected' ? 'Rejected, nothing was executed' : 'Nobody knows yet'
  return fields(`${known}: ${message}.`, {
    Detail: detail,
    Code: gatewayCode,
    'Request id': requestId,
    'Wait for': retryAfterMs === undefined ? undefined : `${Math.ceil(retryAfterMs / 1000)} s`,
    Cause: (error.cause as FailureCause | undefined)?.message, // the constructor takes no other
    'What to do': error.whatToDo,
  })
}

/** A sentence with aligned facts below it; those that are not known are left out. */
export function fields(title: string, facts: { [name: string]: string | undefined }): string {
  const told = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '')
  const width = Math.max(0, ...told.map(([name]) => name.length))
  return [title, ...told.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n')
}

function exitCodeOf({ outcome, error }: Told): ExitCode {
  if (error !== undefined && isDarajaInputError(error)) return exitCodes.usage
  if (outcome === 'accepted' || outcome === 'answered' || outcome === 'paid') return exitCodes.done
  return outcome === 'rejected' || outcome === 'failed' ? exitCodes.rejected : exitCodes.unknown
}
