import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { withDatabase } from '../../packages/server/src/db/database-url.ts'
import { embeddedRoles, secureDatabase } from '../../packages/server/src/db/roles.ts'

export type TestDatabase = {
  name: string
  ownerUrl: string
  appUrl: string
  superuserUrl: string
  /** Drops the database, whoever is still connected. */
  [Symbol.asyncDispose](): Promise<void>
}

/** A database of this test's own, migrated and empty, with the same roles as a real one. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const postgres = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(postgres.superuserUrl, (client) => cloneTemplate(client, name))
  const superuserUrl = withDatabase(postgres.superuserUrl, name)
  await asSuperuser(superuserUrl, (client) =>
    secureDatabase(client, { ...embeddedRoles, database: name }),
  )
  return {
    name,
    ownerUrl: withDatabase(postgres.ownerUrl, name),
    appUrl: withDatabase(postgres.appUrl, name),
    superuserUrl,
    async [Symbol.asyncDispose]() {
      await asSuperuser(postgres.superuserUrl, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      )
    },
  }
}

async function cloneTemplate(client: pg.Client, name: string): Promise<void> {
  const { database, ownerUser } = embeddedRoles
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`create database ${name} template ${database} owner ${ownerUser}`)
      return
    } catch (problem) {
      // A template must have no connections, and one that was just used may still be closing.
      const isBusy = problem instanceof pg.DatabaseError && problem.code === '55006'
      if (!isBusy || attempt === 50) throw problem
      await sleep(20 * attempt)
    }
  }
}

async function asSuperuser(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
