import { maskMsisdn, parseMsisdn } from '@hazina/daraja'
import { type Cents, formatKes } from '@hazina/ledger/money'
import type { Command } from 'commander'
import { findUserByPhone, openUser } from '../auth/index.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { CommandProblem, commandVariables, withDatabase } from './installation.ts'
import { writeJson } from './output.ts'

export function addUserCommands(program: Command): void {
  const users = program.command('user').description('users and their wallets')
  users
    .command('create <phone>')
    .description('make the user of a phone and their wallet; the same phone gives the same user')
    .option('--name <name>', 'how they are called')
    .option('--json', 'print {user_id, created}')
    .action(async (phone: string, { name, json }: { name?: string; json?: true }) => {
      const msisdn = phoneOf(phone)
      const clock = createSystemClock()
      const { userId, created } = await withDatabase((db) =>
        openUser({ db, clock }, { msisdn, name: name ?? null }),
      )
      if (json === true) return writeJson({ user_id: userId, created })
      process.stdout.write(
        `User ${userId} (${maskMsisdn(msisdn)}) ${created ? 'was made' : 'was there already'}.\n`,
      )
    })
  users
    .command('show <phone>')
    .description('a user, what their wallet holds and what is pending')
    .option('--json', 'print it as JSON, amounts in cents')
    .action(async (phone: string, { json }: { json?: true }) => {
      const msisdn = phoneOf(phone)
      const found = await withDatabase(async (db) => {
        const user = await findUserByPhone({ db }, msisdn)
        if (user === undefined)
          throw new CommandProblem('No user has that phone: hazina user create makes one.')
        const { rows } = await db.pool.query<{
          balance: bigint
          held: bigint
          pending: bigint
          transactions: bigint
        }>(
          `select b.balance_cents as balance, b.held_cents as held, count(t.id) as transactions,
             coalesce(sum(t.amount_cents) filter (where t.status = 'pending'), 0)::bigint as pending
           from app.user u join ledger.balance b on b.account_id = u.wallet_account_id
           left join mpesa.transaction t on t.user_id = u.id
           where u.id = $1 group by b.balance_cents, b.held_cents`,
          [user.userId],
        )
        return { user, wallet: rows[0] }
      })
      if (json === true)
        return writeJson({ user_id: found.user.userId, name: found.user.name, ...found.wallet })
      const { balance = 0n, pending = 0n, transactions = 0n } = found.wallet ?? {}
      process.stdout.write(
        `User ${found.user.userId} ${found.user.name ?? ''} (${maskMsisdn(msisdn)})\n` +
          `  balance       ${formatKes(balance as Cents)}\n  pending       ${formatKes(pending as Cents)}\n  transactions  ${transactions}\n`,
      )
    })
}

function phoneOf(text: string) {
  const allowOtherNetworks = commandVariables().MPESA_ALLOW_OTHER_NETWORKS
  const parsed = parseMsisdn(text, { allowOtherNetworks })
  if (parsed.ok) return parsed.msisdn
  throw new CommandProblem('Invalid phone number: give a Safaricom number such as 0712345678.')
}
