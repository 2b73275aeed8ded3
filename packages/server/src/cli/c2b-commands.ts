import type { Command } from 'commander'
import { confirmationToken } from '../transactions/index.ts'
import { commandConfig, commandVariables } from './installation.ts'

export function addC2bCommands(program: Command): void {
  program
    .command('c2b')
    .description('PayBill confirmations')
    .command('address')
    .description('print the confirmation address to register with Safaricom; keep it to yourself')
    .action(() => {
      const { secret, mpesa } = commandConfig(commandVariables())
      const { origin } = new URL(mpesa.callbackUrl)
      process.stdout.write(`${origin}/hooks/c2b/${confirmationToken(secret)}\n`)
    })
}
