import pg from 'pg'
import { expect, test } from 'vitest'
import { readVariables } from '../../packages/server/src/config/environment.ts'
import { readConfig } from '../../packages/server/src/config/read-config.ts'
import { StartProblem } from '../../packages/server/src/errors.ts'
import {
  prepareDatabase,
  refuseForeignDatabase,
  refusePowerfulRole,
} from '../../packages/server/src/system/installation.ts'
import { createTestDatabase } from '../setup/database.ts'

const now = () => new Date('2026-11-23T06:00:00Z')
const local = {
  MPESA_BASE_URL: 'http://localhost:1',
  MPESA_CONSUMER_KEY: 'k',
  MPESA_CONSUMER_SECRET: 's',
  MPESA_PASSKEY: 'p',
}
const simulator = configOf({})

function configOf(given: Record<string, string>) {
  return readConfig(readVariables(given, null), () => Buffer.alloc(32, 7))
}

async function asServer<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  // A pool lets go of its connections before they are closed, and the database is dropped under them.
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

test('a database is stamped once, and serves the environment and shortcode of its stamp only', async () => {
  await using database = await createTestDatabase()
  await prepareDatabase(database.ownerUrl, simulator, now)
  const others = [
    configOf({ ...local, MPESA_ENVIRONMENT: 'sandbox', MPESA_BUSINESS_SHORT_CODE: '174379' }),
    configOf({ MPESA_BUSINESS_SHORT_CODE: '600111' }),
  ]
  await asServer(database.appUrl, async (pool) => {
    await refuseForeignDatabase(pool, simulator)
    for (const other of others) {
      // Not even the owner turns it into another's.
      await prepareDatabase(database.ownerUrl, other, now).catch(() => undefined)
      const refused = refuseForeignDatabase(pool, other)
      await expect(refused).rejects.toThrow(StartProblem)
      await expect(refused).rejects.toThrow(
        /^This database belongs to simulator with shortcode 174379, and the configuration says (sandbox with 174379|simulator with 600111): correct MPESA_ENVIRONMENT and/,
      )
    }
    await refuseForeignDatabase(pool, simulator)
    const { rows } = await pool.query(
      `select code from ledger.account where code like 'mpesa:%' order by code`,
    )
    expect(rows.every(({ code }) => code.startsWith('mpesa:174379:'))).toBe(true)
  })
})

test('a database that was never stamped is not served', async () => {
  await using database = await createTestDatabase()
  await asServer(database.appUrl, async (pool) => {
    await expect(refuseForeignDatabase(pool, simulator)).rejects.toThrow(
      /^The database is not stamped yet/,
    )
  })
})

test('the server may change neither the stamp nor be somebody who could', async () => {
  await using database = await createTestDatabase()
  await prepareDatabase(database.ownerUrl, simulator, now)
  await asServer(database.appUrl, async (pool) => {
    await refusePowerfulRole(pool)
    for (const statement of [
      `update app.installation set environment = 'production'`,
      `delete from app.installation`,
      `insert into app.installation values (false, 'sandbox', '12345', now())`,
      `truncate app.installation`,
    ]) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' })
    }
  })
  for (const url of [database.ownerUrl, database.superuserUrl]) {
    await asServer(url, async (pool) => {
      const refused = refusePowerfulRole(pool)
      await expect(refused).rejects.toThrow(StartProblem)
      await expect(refused).rejects.toThrow(/^DATABASE_URL connects as .*hazina db init/)
    })
  }
})
