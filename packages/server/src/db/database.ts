import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** A pool with kysely over it. Hot paths call SQL functions through `pool` with named statements. */
export type Db = { pool: pg.Pool; query: Kysely<Tables> }

const int8 = 20
const int8Array = 1016
const timestamptz = 1184

/** Opens the pool. int8 arrives as bigint, timestamptz as Date; nothing is rounded on the way. */
export function openDatabase(options: {
  url: string
  connectionsMax: number
  onError: (error: Error) => void
}): Db {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, (text: string) => BigInt(text))
  types.setTypeParser(int8Array, (text: string) =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((one) => (one === 'NULL' ? null : BigInt(one))),
  )
  types.setTypeParser(timestamptz, (text: string) => new Date(text))
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: 'hazina',
  })
  // An idle connection that dies (the database restarted) is replaced; unheard, the event would end the process.
  pool.on('error', options.onError)
  // So would one that dies while work holds it between two queries; there the next query fails and says why.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { pool, query: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) }
}

/** Lets go of every connection. Kysely ends the pool only if it was asked something itself. */
export async function closeDatabase({ pool, query }: Db): Promise<void> {
  await query.destroy()
  if (!pool.ending) await pool.end()
}
