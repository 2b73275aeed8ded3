import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, inject, test } from 'vitest'
import { withDatabase } from '../../src/db/database-url.ts'
import { type MigrateOptions, migrate, pendingMigrations } from '../../src/db/migrate.ts'
import { embeddedRoles, secureDatabase } from '../../src/db/roles.ts'
import { ask, withClient } from './cluster-fixture.ts'

type Sandbox = {
  ownerUrl: string
  appUrl: string
  options: MigrateOptions
  write(name: string, sql: string): void
  remove(name: string): void
  [Symbol.asyncDispose](): Promise<void>
}

const now = () => new Date('2026-11-23T14:30:22Z')

/** An empty database with Hazina's roles, and folders for the migrations of two packages. */
async function makeSandbox(): Promise<Sandbox> {
  const { superuserUrl, ownerUrl, appUrl } = inject('postgres')
  const name = `migrate_${randomBytes(4).toString('hex')}`
  await ask(
    superuserUrl,
    `create database ${name} owner ${embeddedRoles.ownerUser} template template0`,
  )
  await withClient(withDatabase(superuserUrl, name), (client) =>
    secureDatabase(client, { ...embeddedRoles, database: name }),
  )
  const folder = mkdtempSync(join(tmpdir(), 'hazina-migrate-'))
  const directories = ['ledger', 'server'].map((packageName) => join(folder, packageName, 'sql'))
  for (const directory of directories) mkdirSync(directory, { recursive: true })
  const pathOf = (file: string) => join(folder, file.replace('/', '/sql/'))
  return {
    ownerUrl: withDatabase(ownerUrl, name),
    appUrl: withDatabase(appUrl, name),
    options: { directories: directories.map((directory) => pathToFileURL(`${directory}/`)), now },
    write: (file, sql) => writeFileSync(pathOf(file), sql),
    remove: (file) => rmSync(pathOf(file)),
    async [Symbol.asyncDispose]() {
      await ask(superuserUrl, `drop database ${name} with (force)`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

test('files run once, the ledger’s before the server’s, each in name order', async () => {
  await using sandbox = await makeSandbox()
  sandbox.write('server/0001-b.sql', 'create table app.b as select count(*) from ledger.a2')
  sandbox.write('ledger/0002-a.sql', 'create table ledger.a2 as table ledger.a1')
  sandbox.write(
    'ledger/0001-a.sql',
    'create schema ledger; create schema app; create table ledger.a1 ()',
  )
  const all = ['ledger/0001-a.sql', 'ledger/0002-a.sql', 'server/0001-b.sql']
  expect(
    await withClient(sandbox.appUrl, (client) =>
      pendingMigrations(client, sandbox.options.directories),
    ),
  ).toEqual(all)
  expect(await migrate(sandbox.ownerUrl, sandbox.options)).toEqual(all)
  expect(await migrate(sandbox.ownerUrl, sandbox.options)).toEqual([])

  sandbox.write('ledger/0003-c.sql', 'create table ledger.a3 ()')
  expect(
    await withClient(sandbox.appUrl, (client) =>
      pendingMigrations(client, sandbox.options.directories),
    ),
  ).toEqual(['ledger/0003-c.sql'])
  expect(await migrate(sandbox.ownerUrl, sandbox.options)).toEqual(['ledger/0003-c.sql'])
  expect(
    await ask(
      sandbox.appUrl,
      'select name, applied_at from hazina.migration order by name limit 1',
    ),
  ).toEqual([{ name: 'ledger/0001-a.sql', applied_at: now() }])
})

test('several that migrate at once apply each file once', async () => {
  await using sandbox = await makeSandbox()
  sandbox.write('ledger/0001-a.sql', 'create schema ledger; select pg_sleep(0.2)')
  sandbox.write('server/0001-b.sql', 'create table ledger.b ()')
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(sandbox.ownerUrl, sandbox.options)))
  expect(runs.flat().sort()).toEqual(['ledger/0001-a.sql', 'server/0001-b.sql'])
})

test('a file that fails leaves no trace and names its line', async () => {
  await using sandbox = await makeSandbox()
  sandbox.write(
    'ledger/0001-a.sql',
    'create schema ledger;\ncreate table ledger.a ();\nselect 1 / nothing;\n',
  )
  await expect(migrate(sandbox.ownerUrl, sandbox.options)).rejects.toThrow(
    /^Migration ledger\/0001-a\.sql failed in line 3 and left no trace \(column "nothing" does not exist\)/,
  )
  expect(await ask(sandbox.ownerUrl, "select to_regnamespace('ledger') as found")).toEqual([
    { found: null },
  ])
  expect(await ask(sandbox.ownerUrl, 'select name from hazina.migration')).toEqual([])
})

test('a database of a newer Hazina is refused', async () => {
  await using sandbox = await makeSandbox()
  sandbox.write('ledger/0001-a.sql', 'create schema ledger')
  sandbox.write('ledger/0002-b.sql', 'create table ledger.b ()')
  await migrate(sandbox.ownerUrl, sandbox.options)
  sandbox.remove('ledger/0002-b.sql')
  const refusal = /migrated by a newer Hazina \(ledger\/0002-b\.sql is unknown here\)/
  await expect(migrate(sandbox.ownerUrl, sandbox.options)).rejects.toThrow(refusal)
  await expect(
    withClient(sandbox.appUrl, (client) => pendingMigrations(client, sandbox.options.directories)),
  ).rejects.toThrow(refusal)
})

test('a file that was changed after it was applied is refused, and other line ends are no change', async () => {
  await using sandbox = await makeSandbox()
  sandbox.write('ledger/0001-a.sql', 'create schema ledger;\n')
  await migrate(sandbox.ownerUrl, sandbox.options)
  sandbox.write('ledger/0001-a.sql', 'create schema ledger;\r\n')
  expect(await migrate(sandbox.ownerUrl, sandbox.options)).toEqual([])
  sandbox.write('ledger/0001-a.sql', 'create schema ledger; create table ledger.a ();\n')
  await expect(migrate(sandbox.ownerUrl, sandbox.options)).rejects.toThrow(
    'ledger/0001-a.sql was changed after it was applied',
  )
})

test('the server’s role cannot migrate', async () => {
  await using sandbox = await makeSandbox()
  sandbox.write('ledger/0001-a.sql', 'create schema ledger')
  await expect(migrate(sandbox.appUrl, sandbox.options)).rejects.toThrow('permission denied')
})
