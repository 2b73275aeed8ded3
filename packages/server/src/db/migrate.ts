/**
 * Migrations are SQL files, run once, in name order, each in its own transaction.
 *
 * A file runs as the database's owner, a member of `hazina_books`. What belongs to the books (schemas `ledger` and
 * `mpesa`) is made after `set local role hazina_books` in the file itself, or given over by `alter … owner to`.
 * The history of what was applied is `hazina.migration`, made here before the first file. Files mention no login role.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { SpokenProblem } from '../errors.ts'

/** Why a database cannot be migrated. The message is one sentence for a person. */
export class MigrationProblem extends SpokenProblem {
  override name = 'MigrationProblem'
}

export type Migration = {
  /** Package and file: `ledger/0001-books.sql`. */
  name: string
  checksum: string
  sql: string
}

export type MigrateOptions = {
  /** Folders of SQL files, run one after the other. A folder that does not exist is empty. */
  directories: readonly URL[]
  now: () => Date
}

/**
 * Brings the database up to this code and returns the names of what was applied now. Safe to run from several
 * processes at once: each file is applied by one of them.
 */
export async function migrate(
  owner: string | pg.Client,
  options: MigrateOptions,
): Promise<string[]> {
  const known = readMigrations(options.directories)
  if (typeof owner !== 'string') return migrateWith(owner, known, options.now)
  const client = new pg.Client({ connectionString: owner })
  await client.connect()
  try {
    return await migrateWith(client, known, options.now)
  } finally {
    await client.end()
  }
}

/** The migrations this code knows that the database lacks; any role of Hazina may ask. Throws as `migrate` would refuse. */
export async function pendingMigrations(
  client: pg.Client | pg.Pool,
  directories: readonly URL[],
): Promise<string[]> {
  const known = readMigrations(directories)
  const { rows } = await client.query<{ present: boolean }>(
    "select to_regclass('hazina.migration') is not null as present",
  )
  if (!rows[0]?.present) return known.map((migration) => migration.name)
  const applied = await readApplied(client)
  assertHistory(known, applied)
  return known.map(({ name }) => name).filter((name) => !applied.has(name))
}

async function migrateWith(
  client: pg.Client,
  known: readonly Migration[],
  now: () => Date,
): Promise<string[]> {
  await prepareHistory(client)
  assertHistory(known, await readApplied(client))
  const appliedNow: string[] = []
  for (const migration of known) {
    if (await applyOnce(client, migration, now())) appliedNow.push(migration.name)
  }
  return appliedNow
}

async function prepareHistory(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ ready: boolean }>(
    "select to_regrole('hazina_books') is not null and to_regrole('hazina_server') is not null as ready",
  )
  if (!rows[0]?.ready) {
    throw new MigrationProblem(
      'This PostgreSQL has no Hazina roles yet: run "hazina db init" with an administrator\'s URL first.',
    )
  }
  // `if not exists` alone may still collide with a runner that makes the same thing at the same moment.
  await client
    .query(`
    begin;
    select pg_advisory_xact_lock(hashtextextended('hazina migrations', 0));
    create schema if not exists hazina;
    grant usage on schema hazina to hazina_server;
    create table if not exists hazina.migration (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null
    );
    grant select on hazina.migration to hazina_server;
    commit;`)
    .catch(async (problem: unknown) => {
      await client.query('rollback')
      throw problem
    })
}

async function applyOnce(client: pg.Client, migration: Migration, now: Date): Promise<boolean> {
  await client.query('begin')
  try {
    // A runner that came first holds this row until it commits; then there is nothing left to do here.
    const { rowCount } = await client.query(
      'insert into hazina.migration (name, checksum, applied_at) values ($1, $2, $3) on conflict do nothing',
      [migration.name, migration.checksum, now],
    )
    if (rowCount === 1) await client.query(migration.sql)
    await client.query('commit')
    return rowCount === 1
  } catch (problem) {
    await client.query('rollback')
    throw explainFailure(migration, problem)
  }
}

function explainFailure(migration: Migration, problem: unknown): unknown {
  if (!(problem instanceof pg.DatabaseError)) return problem
  const position = Number(problem.position)
  const line = position ? ` in line ${migration.sql.slice(0, position).split('\n').length}` : ''
  return new MigrationProblem(
    `Migration ${migration.name} failed${line} and left no trace (${problem.message}): mend the cause and run it again.`,
    { cause: problem },
  )
}

type Applied = ReadonlyMap<string, string>

async function readApplied(client: pg.Client | pg.Pool): Promise<Applied> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from hazina.migration',
  )
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

function assertHistory(known: readonly Migration[], applied: Applied): void {
  const names = new Set(known.map((migration) => migration.name))
  const unknown = [...applied.keys()].sort().find((name) => !names.has(name))
  if (unknown) {
    throw new MigrationProblem(
      `This database was migrated by a newer Hazina (${unknown} is unknown here): run that version or a newer one.`,
    )
  }
  const changed = known.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum)
  if (changed) {
    throw new MigrationProblem(
      `Migration ${changed.name} was changed after it was applied to this database: put the file back as it was, and write the change as a new file.`,
    )
  }
}

function readMigrations(directories: readonly URL[]): Migration[] {
  return directories.flatMap((directory) => {
    const folder = fileURLToPath(directory)
    return listSql(folder).map((file) => readMigration(folder, file))
  })
}

function listSql(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return []
    throw problem
  }
}

function readMigration(folder: string, file: string): Migration {
  // Git may have turned line ends on Windows; that is no change.
  const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
  const packageName = basename(join(folder, '..'))
  return {
    name: `${packageName}/${file}`,
    checksum: createHash('sha256').update(sql).digest('hex'),
    sql,
  }
}
