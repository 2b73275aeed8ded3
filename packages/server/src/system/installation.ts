import { ledgerMigrationsDirectory } from '@hazina/ledger'
import pg from 'pg'
import type { Config } from '../config/config.ts'
import { migrate, pendingMigrations } from '../db/migrate.ts'
import { assertServerRole } from '../db/server-role.ts'
import { StartProblem } from '../errors.ts'

/** The folders of migrations, in the order in which they run. */
export const migrationDirectories: readonly URL[] = [
  ledgerMigrationsDirectory,
  new URL('../../sql/', import.meta.url),
]

/**
 * Brings the schema up to this code and stamps a new database with its environment and shortcode, opening that
 * shortcode's accounts. @throws StartProblem when the database belongs to another environment or shortcode
 */
export async function prepareDatabase(
  ownerUrl: string,
  config: Config,
  now: () => Date,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const applied = await migrate(client, { directories: migrationDirectories, now })
    await stamp(client, config, now())
    return applied
  } finally {
    await client.end()
  }
}

async function stamp(client: pg.Client, config: Config, now: Date): Promise<void> {
  const { environment, mpesa } = config
  await client.query('begin')
  await client.query(
    `insert into app.installation (environment, shortcode, stamped_at) values ($1, $2, $3) on conflict do nothing`,
    [environment, mpesa.shortcode, now],
  )
  refuseOtherStamp(await readStamp(client), config)
  const accounts = ['utility', 'working', 'charges', 'settlement'].map(
    (part) => `mpesa:${mpesa.shortcode}:${part}`,
  )
  await client.query('select ledger.open_account(code, $2) from unnest($1::text[]) code', [
    accounts,
    now,
  ])
  await client.query('commit')
}

/** Refuses to serve a database that belongs to another environment or shortcode, or whose schema is another. */
export async function refuseForeignDatabase(
  db: pg.Pool | pg.Client,
  config: Config,
): Promise<void> {
  const pending = await pendingMigrations(db, migrationDirectories)
  if (pending.length > 0) {
    throw new StartProblem(
      'The database’s schema is older than this Hazina: run `hazina migrate` with DATABASE_OWNER_URL set.',
    )
  }
  refuseOtherStamp(await readStamp(db), config)
}

type Stamp = { environment: string; shortcode: string }

function refuseOtherStamp(stamped: Stamp | undefined, { environment, mpesa }: Config): void {
  if (stamped === undefined) {
    throw new StartProblem(
      'The database is not stamped yet: run `hazina migrate` with DATABASE_OWNER_URL set.',
    )
  }
  if (stamped.environment === environment && stamped.shortcode === mpesa.shortcode) return
  throw new StartProblem(
    `This database belongs to ${stamped.environment} with shortcode ${stamped.shortcode}, and the configuration says ${environment} with ${mpesa.shortcode}: correct MPESA_ENVIRONMENT and MPESA_BUSINESS_SHORT_CODE, or use another database (HAZINA_DATA_DIR or DATABASE_URL).`,
  )
}

async function readStamp(db: pg.Pool | pg.Client): Promise<Stamp | undefined> {
  const { rows } = await db.query<{ environment: string; shortcode: string }>(
    'select environment, shortcode from app.installation',
  )
  return rows[0]
}

/** Refuses a role that could write the books past their functions. */
export async function refusePowerfulRole(db: pg.Pool): Promise<void> {
  const sentence = await assertServerRole(db)
  if (sentence !== undefined) throw new StartProblem(sentence)
}
