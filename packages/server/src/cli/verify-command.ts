import { type Cents, formatKes } from '@hazina/ledger/money'
import type { Command } from 'commander'
import {
  type FloatComparison,
  type SimulatorBooks,
  type Verification,
  verify,
} from '../reconciliation/index.ts'
import { commandConfig, commandVariables, withDatabase } from './installation.ts'
import { writeJson } from './output.ts'

export function addVerifyCommand(program: Command, finish: (exitCode: number) => void): void {
  program
    .command('verify')
    .description(
      'replay the books and compare them with the transactions, the evidence and, beside it, the simulator’s books; exits 1 when anything differs',
    )
    .option('--json', 'print {ok, totals, breaks, float}, totals by kind of account in cents')
    .action(async ({ json }: { json?: true }) => {
      const simulator = await runningSimulator()
      const verification = await withDatabase((db) => verify(db, simulator))
      if (json === true) writeJson(verification)
      else process.stdout.write(describe(verification))
      finish(verification.ok ? 0 : 1)
    })
}

const probeMs = 2_000

/** The simulator of this installation, when it plays Safaricom here and answers. */
async function runningSimulator(): Promise<SimulatorBooks | undefined> {
  const { simulatorUrl: url, mpesa } = commandConfig(commandVariables())
  if (url === null) return undefined
  try {
    await fetch(`${url}/simulator/clock`, { signal: AbortSignal.timeout(probeMs) })
  } catch {
    return undefined // not running: only our own books can be looked at
  }
  return { url, shortcode: mpesa.shortcode, fetch }
}

function describe({ ok, totals, breaks, float }: Verification): string {
  const kinds = Object.entries(totals).map(([kind, cents]) => line(kind, cents))
  const found = breaks.map(
    ({ check, subject, detail }) => `  ${subject}: ${detail}\n    (${check})`,
  )
  const verdict = ok
    ? 'The books are whole: every posting, balance, transaction and receipt agrees.'
    : breaks.length === 1
      ? 'One thing differs:'
      : `${breaks.length} things differ:`
  const compared = float === undefined ? [] : ['', ...describeFloat(float)]
  return `${[...kinds, ...compared, '', verdict, ...found].join('\n')}\n`
}

function describeFloat(float: FloatComparison): string[] {
  return [
    `Beside the simulator’s books of ${float.shortcode}:`,
    line('it holds', float.safaricomCents),
    line('booked', float.bookedCents),
    line('waiting', float.waitingCents),
    line('own moves', float.ownMovesCents),
  ]
}

function line(name: string, cents: bigint): string {
  return `  ${name.padEnd(10)} ${formatKes(cents as Cents).padStart(20)}`
}
