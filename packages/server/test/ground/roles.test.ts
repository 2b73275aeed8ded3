import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/database.ts'
import { withDatabase, withRole } from '../../src/db/database-url.ts'
import { embeddedRoles, initRoles, type RolesInput } from '../../src/db/roles.ts'
import { assertServerRole } from '../../src/db/server-role.ts'
import { ask, withClient } from './cluster-fixture.ts'

type Installation = RolesInput & {
  ownerUrl: string
  appUrl: string
  [Symbol.asyncDispose](): Promise<void>
}

/** An installation with login roles of its own on the tests' PostgreSQL, made by `adminUrl`. */
async function makeInstallation(adminUrl = inject('postgres').superuserUrl): Promise<Installation> {
  const tag = randomBytes(4).toString('hex')
  const roles = {
    database: `books ${tag}`,
    ownerUser: `owner-${tag}`,
    ownerPassword: `o'w"n ${tag}`,
    appUser: `app-${tag}`,
    appPassword: `a%p/p? ${tag}`,
  }
  await initRoles(adminUrl, roles)
  const login = (user: string, password: string) =>
    withRole(withDatabase(adminUrl, roles.database), { user, password })
  return {
    ...roles,
    ownerUrl: login(roles.ownerUser, roles.ownerPassword),
    appUrl: login(roles.appUser, roles.appPassword),
    async [Symbol.asyncDispose]() {
      const superuserUrl = inject('postgres').superuserUrl
      await ask(superuserUrl, `drop database "${roles.database}" with (force)`)
      await ask(superuserUrl, `drop role "${roles.appUser}", "${roles.ownerUser}"`)
    },
  }
}

const forbidden = [
  'create table public.mine ()',
  'create temp table mine ()',
  'create schema mine',
  'create role mine',
  'create database mine',
  'create extension pgcrypto schema app',
  'set role hazina_books',
  'set session authorization hazina_books',
  'alter role current_user createrole',
  'grant hazina_books to current_user',
  'alter schema ledger owner to current_user',
  'alter table ledger.posting add column mine int',
  'drop table ledger.posting',
  'create table ledger.mine ()',
  'create table mpesa.mine ()',
  'create table app.mine ()',
  'alter table hazina.migration disable trigger all',
  'delete from hazina.migration',
]

describe('the server may not', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  test.for(forbidden)('%s', async (statement) => {
    await expect(ask(database.appUrl, statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|0LP01|28000|42939)$/),
    })
  })
})

test('the server has limits on locks, statements and idle transactions', async () => {
  await using database = await createTestDatabase()
  const limits = await ask(
    database.appUrl,
    `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
       current_setting('idle_in_transaction_session_timeout') as idle`,
  )
  expect(limits).toEqual([{ lock: '5s', statement: '15s', idle: '30s' }])
})

test('strangers to Hazina cannot enter its database', async () => {
  await using installation = await makeInstallation()
  await using other = await makeInstallation()
  const foreign = withDatabase(installation.ownerUrl, other.database)
  await expect(ask(foreign, 'select 1')).rejects.toThrow('permission denied for database')
})

test('making the roles again changes nothing but the passwords that are given', async () => {
  await using installation = await makeInstallation()
  const { superuserUrl } = inject('postgres')
  await ask(installation.ownerUrl, 'create table kept as select 100 as kes')
  await initRoles(superuserUrl, installation)
  await initRoles(superuserUrl, { ...installation, appPassword: 'unused', passwords: 'keep' })
  expect(await ask(installation.ownerUrl, 'select kes from kept')).toEqual([{ kes: 100 }])
  expect(await ask(installation.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])

  await initRoles(superuserUrl, { ...installation, appPassword: 'renewed' })
  await expect(ask(installation.appUrl, 'select 1')).rejects.toThrow('password authentication')
})

test('a server role that was given too much is narrowed again', async () => {
  await using installation = await makeInstallation()
  const { superuserUrl } = inject('postgres')
  await ask(superuserUrl, `alter role "${installation.appUser}" createdb createrole`)
  await ask(superuserUrl, `grant hazina_books to "${installation.appUser}"`)
  await initRoles(superuserUrl, installation)
  await withClient(installation.appUrl, async (client) => {
    expect(await assertServerRole(client)).toBeUndefined()
  })
})

test('an administrator who may only make roles and databases is enough', async () => {
  const { superuserUrl } = inject('postgres')
  const user = `admin_${randomBytes(4).toString('hex')}`
  await ask(superuserUrl, `create role ${user} login password 'managed' createrole createdb`)
  // The groups of the tests' cluster were made by its superuser; on a service the administrator makes them.
  await ask(superuserUrl, `grant hazina_books, hazina_server to ${user} with admin option`)
  {
    await using installation = await makeInstallation(
      withRole(superuserUrl, { user, password: 'managed' }),
    )
    expect(await ask(installation.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await ask(installation.ownerUrl, 'create schema mine authorization hazina_books')
    await withClient(installation.appUrl, async (client) => {
      expect(await assertServerRole(client)).toBeUndefined()
    })
  }
  await ask(superuserUrl, `drop owned by ${user}`)
  await ask(superuserUrl, `drop role ${user}`)
})

test('only the role made for the server may run it', async () => {
  await using database = await createTestDatabase()
  const asked = async (url: string) => withClient(url, (client) => assertServerRole(client))
  expect(await asked(database.appUrl)).toBeUndefined()
  expect(await asked(database.superuserUrl)).toContain('a superuser')
  expect(await asked(database.ownerUrl)).toContain('owns the database')
  expect(await asked(database.ownerUrl)).toContain('hazina db init')

  await ask(database.superuserUrl, `grant insert on ledger.posting to ${embeddedRoles.appUser}`)
  expect(await asked(database.appUrl)).toContain('ledger.posting')
})
