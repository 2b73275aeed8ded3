import { scopes as allScopes } from '@hazina/contract'
import type { Command } from 'commander'
import { createApiKey, listApiKeys, revokeApiKey } from '../auth/index.ts'
import { createSystemRandom } from '../system/random.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { withDatabase } from './installation.ts'
import { table, writeJson } from './output.ts'

export function addApiKeyCommands(program: Command): void {
  const keys = program.command('api-key').description('keys for applications')
  keys
    .command('create')
    .description('make a key; it is shown this once, alone on the last line')
    .requiredOption('--name <name>', 'what it is for, so that you know it again')
    .option(
      '--scope <scope...>',
      `what it may do: ${allScopes.join(', ')} (all of these by default)`,
    )
    .option('--json', 'print {key, id, prefix, scopes}')
    .action(async ({ name, scope, json }: { name: string; scope?: string[]; json?: true }) => {
      const clock = createSystemClock()
      const made = await withDatabase((db) =>
        createApiKey(
          { db, clock, random: createSystemRandom(clock) },
          { name, ...(scope === undefined ? {} : { scopes: scope }) },
        ),
      )
      if (json === true) return writeJson(made)
      process.stdout.write(
        `Key ${made.id} (${made.scopes.join(', ')}) for ${name}. Keep it: it is not shown again.\n${made.key}\n`,
      )
    })
  keys
    .command('list')
    .description('what keys there are')
    .option('--json', 'print a list')
    .action(async ({ json }: { json?: true }) => {
      const found = await withDatabase((db) => listApiKeys({ db }))
      if (json === true) return writeJson(found)
      const rows = found.map((key) => [
        String(key.id),
        key.name,
        `${key.prefix}…`,
        key.scopes.join(' '),
        day(key.createdAt),
        day(key.lastUsedAt),
        day(key.revokedAt),
      ])
      process.stdout.write(
        table(['ID', 'NAME', 'BEGINS', 'SCOPES', 'CREATED', 'LAST USED', 'REVOKED'], rows),
      )
    })
  keys
    .command('revoke <id-or-beginning>')
    .description('end a key at once, named by its id or by how it begins')
    .option('--json', 'print the key as it is now')
    .action(async (which: string, { json }: { json?: true }) => {
      const named = /^\d+$/.test(which) ? { id: BigInt(which) } : { prefix: which.slice(0, 12) }
      const revoked = await withDatabase((db) =>
        revokeApiKey({ db, clock: createSystemClock() }, named),
      )
      if (json === true) return writeJson(revoked)
      process.stdout.write(`Key ${revoked.id} (${revoked.name}) is revoked.\n`)
    })
}

function day(at: Date | null): string {
  return at === null ? '-' : at.toISOString().slice(0, 10)
}
