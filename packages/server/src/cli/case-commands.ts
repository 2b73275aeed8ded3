import type { Command } from 'commander'
import { CommandProblem, withDatabase } from './installation.ts'
import { table, writeJson } from './output.ts'

type Case = {
  id: bigint
  queue: string
  transaction_id: string | null
  receipt: string | null
  times: number
  opened_at: Date
  detail: string
}

const openCases = `
  select c.id, c.queue, t.transaction_id, c.receipt, c.times, c.opened_at, c.detail
  from mpesa.review_case c left join mpesa.transaction t on t.id = c.transaction_id
  where c.closed_at is null order by c.id limit 1000`

export function addCaseCommands(program: Command): void {
  const cases = program.command('case').description('what waits for a person, and why')
  cases
    .command('list')
    .description('the open cases, oldest first')
    .option('--json', 'print a list')
    .action(async ({ json }: { json?: true }) => {
      const { rows } = await withDatabase((db) => db.pool.query<Case>(openCases))
      if (json === true) return writeJson(rows)
      if (rows.length === 0) return void process.stdout.write('Nothing waits for a person.\n')
      const lines = rows.map((one) => [
        String(one.id),
        one.queue,
        one.transaction_id ?? one.receipt ?? '-',
        String(one.times),
        one.opened_at.toISOString().slice(0, 16).replace('T', ' '),
        one.detail,
      ])
      process.stdout.write(table(['CASE', 'QUEUE', 'ABOUT', 'TIMES', 'SINCE (UTC)', 'WHY'], lines))
    })
  cases
    .command('close <case>')
    .description('take a case out of its queue, with what you found; it moves no money')
    .requiredOption('--because <finding>', 'what was found')
    .action(async (which: string, { because }: { because: string }) => {
      if (!/^\d{1,18}$/.test(which))
        throw new CommandProblem('Name the case by its number: see hazina case list.')
      if (because.trim().length < 3) throw new CommandProblem('Say what was found, in a few words.')
      const { rows } = await withDatabase((db) =>
        db.pool.query<{ closed: boolean }>('select mpesa.close_case($1, $2, $3) as closed', [
          new Date(),
          BigInt(which),
          because,
        ]),
      )
      if (rows[0]?.closed !== true)
        throw new CommandProblem('There is no such open case: see hazina case list.')
      process.stdout.write(`Case ${which} is closed.\n`)
    })
}
