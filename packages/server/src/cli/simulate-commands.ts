import type { Command } from 'commander'
import { CommandProblem, commandConfig, commandVariables } from './installation.ts'
import { writeJson } from './output.ts'

const unitsMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

export function addSimulateCommands(program: Command): void {
  const simulate = program
    .command('simulate')
    .description('act on the simulator beside a running Hazina')
  simulate
    .command('pay <phone>')
    .description('type the right PIN into the prompt on that phone')
    .option('--pin <pin>', 'type this PIN instead')
    .option('--json', 'print what the simulator answered')
    .action((phone: string, { pin, json }: { pin?: string; json?: true }) =>
      tell(
        'POST',
        '/simulator/pay',
        { phone, ...(pin === undefined ? {} : { pin }) },
        json,
        `The prompt on ${phone} was answered.`,
      ),
    )
  simulate
    .command('decline <phone>')
    .description('cancel the prompt on that phone')
    .option('--json', 'print what the simulator answered')
    .action((phone: string, { json }: { json?: true }) =>
      tell('POST', '/simulator/decline', { phone }, json, `The prompt on ${phone} was cancelled.`),
    )
  simulate
    .command('fault [json]')
    .description('show the faults, or set them from JSON; {} switches all off')
    .action(async (given: string | undefined) => {
      if (given === undefined) return writeJson(await ask('GET', '/simulator/faults'))
      writeJson(await ask('PUT', '/simulator/faults', parseJson(given)))
    })
  simulate
    .command('advance <duration>')
    .description('move the clock of the simulator and of Hazina on, such as 90s, 10m, 6h or 2d')
    .option('--json', 'print what the simulator answered')
    .action((duration: string, { json }: { json?: true }) =>
      tell(
        'POST',
        '/simulator/clock/advance',
        { ms: milliseconds(duration) },
        json,
        `The clock has moved on by ${duration}.`,
      ),
    )
  simulate
    .command('messages <phone>')
    .description('the SMS on that phone, newest first')
    .action(async (phone: string) => {
      writeJson(await ask('GET', `/simulator/subscribers/${encodeURIComponent(phone)}/messages`))
    })
  simulate
    .command('books')
    .description('what everybody has in the simulated M-PESA')
    .action(async () => writeJson(await ask('GET', '/simulator/books')))
}

async function tell(
  method: string,
  path: string,
  body: object,
  json: true | undefined,
  sentence: string,
): Promise<void> {
  const answer = await ask(method, path, body)
  if (json === true) writeJson(answer)
  else process.stdout.write(`${sentence}\n`)
}

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const { simulatorUrl } = commandConfig(commandVariables())
  if (simulatorUrl === null) {
    throw new CommandProblem('There is no simulator here: MPESA_ENVIRONMENT is not simulator.')
  }
  let response: Response
  try {
    response = await fetch(`${simulatorUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch {
    throw new CommandProblem(
      `No simulator answers at ${simulatorUrl}: start Hazina first (npm start).`,
    )
  }
  const answer: unknown = await response.json().catch(() => ({}))
  if (response.ok) return answer
  const { detail, message, error } = answer as { detail?: string; message?: string; error?: string }
  throw new CommandProblem(
    detail ?? message ?? error ?? `The simulator refused (${response.status}).`,
  )
}

function milliseconds(duration: string): number {
  const match = /^(\d{1,6})(s|m|h|d)$/.exec(duration.trim())
  const unit = unitsMs[match?.[2] ?? '']
  if (match === null || unit === undefined)
    throw new CommandProblem('Give a duration such as 90s, 10m, 6h or 2d.')
  return Number(match[1]) * unit
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandProblem(
      'That is not JSON: quote it, as in \'{"callback-dropped": {"probability": 0.5}}\'.',
    )
  }
}
