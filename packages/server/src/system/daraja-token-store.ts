import { createHash } from 'node:crypto'
import type { TokenStore } from '@hazina/daraja'
import type { Db } from '../db/database.ts'

/**
 * Daraja's token in PostgreSQL, so that every process of the installation uses one: a new token may make the one before
 * invalid. Fetching one is serialised by an advisory lock that ends with its connection.
 */
export function createDatabaseTokenStore(
  db: Db,
  app: { baseUrl: string; consumerKey: string },
): TokenStore {
  const consumer = createHash('sha256').update(`${app.baseUrl}\n${app.consumerKey}`).digest('hex')
  return {
    async load() {
      const row = await db.query
        .selectFrom('app.daraja_token')
        .select(['access_token', 'expires_at'])
        .where('consumer', '=', consumer)
        .executeTakeFirst()
      return row === undefined
        ? undefined
        : { accessToken: row.access_token, expiresAt: row.expires_at }
    },
    async save({ accessToken, expiresAt }) {
      await db.query
        .insertInto('app.daraja_token')
        .values({ consumer, access_token: accessToken, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('consumer')
            .doUpdateSet({ access_token: accessToken, expires_at: expiresAt }),
        )
        .execute()
    },
    async drop(accessToken) {
      await db.query
        .deleteFrom('app.daraja_token')
        .where('consumer', '=', consumer)
        .where('access_token', '=', accessToken)
        .execute()
    },
    async exclusively(work) {
      const client = await db.pool.connect()
      try {
        await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [
          `daraja token ${consumer}`,
        ])
        try {
          return await work()
        } finally {
          await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [
            `daraja token ${consumer}`,
          ])
        }
      } finally {
        client.release()
      }
    },
  }
}
