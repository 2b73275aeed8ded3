import { type Cents, formatKes } from '@hazina/ledger/money'
import type { Command } from 'commander'
import { type Verification, verify } from '../reconciliation/index.ts'
import { withDatabase } from './installation.ts'
import { writeJson } from './output.ts'

export function addVerifyCommand(program: Command, finish: (exitCode: number) => void): void {
  program
    .command('verify')
    .description(
      'replay the books and compare them with the transactions and the evidence; exits 1 when anything differs',
    )
    .option('--json', 'print {ok, totals, breaks}, totals by kind of account in cents')
    .action(async ({ json }: { json?: true }) => {
      const verification = await withDatabase(verify)
      if (json === true) writeJson(verification)
      else process.stdout.write(describe(verification))
      finish(verification.ok ? 0 : 1)
    })
}

function describe({ ok, totals, breaks }: Verification): string {
  const kinds = Object.entries(totals).map(
    ([kind, cents]) => `  ${kind.padEnd(10)} ${formatKes(cents as Cents).padStart(20)}`,
  )
  const found = breaks.map(
    ({ check, subject, detail }) => `  ${subject}: ${detail}\n    (${check})`,
  )
  const verdict = ok
    ? 'The books are whole: every posting, balance, transaction and receipt agrees.'
    : `${breaks.length} things differ:`
  return `${[...kinds, '', verdict, ...found].join('\n')}\n`
}
