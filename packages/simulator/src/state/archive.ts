import { closeSync, openSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Libsql from 'libsql'
import { StateFileError } from './journal.ts'

type Value = string | number | null

/** Finished rows in SQLite, beside the state file; in memory without one. */
export type Archive = {
  readonly id: string
  /** How many batches were moved here. */
  readonly batch: number
  /** Runs `write` as one step that either happens or not, and counts it as a batch. */
  writeBatch(moved: string, write: () => void): void
  /** What the last batch moved, as it was given. */
  lastMoved(): string
  /** Returns how many rows it changed. */
  run(sql: string, ...values: Value[]): number
  get<Row>(sql: string, ...values: Value[]): Row | undefined
  all<Row>(sql: string, ...values: Value[]): Row[]
  /** Takes everything out and begins anew. */
  empty(id: string): void
  close(): void
}

/** Words are kept without the texts they came from: those are in the rows. */
const words = `content='', columnsize=0, detail=none, tokenize="unicode61 tokenchars '_'"`

const schema = `
  create table about (key text primary key, value text not null) without rowid;
  create table txn (seq integer primary key, at_ms integer not null, row text not null);
  create index txn_at on txn (at_ms);
  create virtual table txn_words using fts5 (words, ${words});
  create table entry (
    shortcode text not null, account text not null, seq integer not null, position integer not null,
    cents integer not null, account_cents integer not null, total_cents integer not null,
    primary key (shortcode, account, seq, position)
  ) without rowid;
  create table item (
    seq integer primary key, kind text not null, id text not null, at_ms integer not null, row text not null
  );
  create unique index item_id on item (kind, id);
  create index item_at on item (kind, at_ms, id);
  create virtual table item_words using fts5 (words, ${words});
`

const tableNames = ['about', 'txn', 'txn_words', 'entry', 'item', 'item_words']
const version = '1'

/**
 * Opens the archive of a path, or makes it for the state with this id. One of the state that this one replaced is emptied.
 * @throws StateFileError when it is damaged, cannot be used, or belongs to another state.
 */
export function openArchive(
  path: string | undefined,
  state: { id: string; replaces: string | null },
): Archive {
  const told = path ?? inMemory
  return attempt(told, () => {
    // Messages are in here: nobody else's to read.
    if (path !== undefined) closeSync(openSync(path, 'a', 0o600))
    const database = connect(path ?? ':memory:')
    try {
      if (!hasTables(database)) create(database, state.id)
      const archive = wrap(database, told)
      if (archive.id === state.replaces) archive.empty(state.id)
      if (archive.id !== state.id) throw foreign(told)
      return archive
    } catch (error) {
      database.close()
      throw error
    }
  })
}

const inMemory = 'in memory'

/** SQLite is loaded only when something is archived: most tests never need it. */
function connect(path: string): Libsql.Database {
  const Database: typeof Libsql = createRequire(import.meta.url)('libsql')
  const database = new Database(path)
  database.exec(`
    pragma page_size = 8192;
    pragma journal_mode = wal;
    pragma synchronous = normal;
    pragma cache_size = -16000;
    pragma wal_autocheckpoint = 2000;
  `)
  return database
}

/** A file that was only just made when the process died is as good as none. */
function hasTables(database: Libsql.Database): boolean {
  const row = database.prepare("select 1 from sqlite_master where name = 'about'").get()
  return row !== undefined
}

function create(database: Libsql.Database, stateId: string): void {
  database.exec(`begin; ${schema}`)
  begin(database, stateId)
  database.exec('commit')
}

function begin(database: Libsql.Database, stateId: string): void {
  const insert = database.prepare('insert into about values (?, ?)')
  insert.run('version', version)
  insert.run('id', stateId)
  insert.run('batch', '0')
  insert.run('moved', '[]')
}

function wrap(database: Libsql.Database, told: string): Archive {
  const { statements, prepare } = createStatements(database)
  const about = (key: string): string => {
    const row = prepare('select value from about where key = ?').get(key) as { value: string } // the schema has it
    return row.value
  }
  if (about('version') !== version) throw ofAnotherVersion(told)
  let id = about('id')
  let batch = Number(about('batch'))

  function write(moved: string, work: () => void): void {
    database.exec('begin immediate')
    try {
      work()
      const update = prepare('update about set value = ? where key = ?')
      update.run(String(batch + 1), 'batch')
      update.run(moved, 'moved')
      database.exec('commit')
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      throw error
    }
    batch++
  }

  return {
    get id() {
      return id
    },
    get batch() {
      return batch
    },
    writeBatch: (moved, work) => attempt(told, () => write(moved, work)),
    lastMoved: () => attempt(told, () => about('moved')),
    run: (sql, ...values) => attempt(told, () => prepare(sql).run(...values).changes),
    get: <Row>(sql: string, ...values: Value[]) =>
      attempt(told, () => prepare(sql).get(...values) as Row | undefined), // the caller knows its columns
    all: <Row>(sql: string, ...values: Value[]) =>
      attempt(told, () => prepare(sql).all(...values) as Row[]), // the caller knows its columns
    empty(nextId) {
      statements.clear()
      attempt(told, () => beginAnew(database, nextId))
      id = nextId
      batch = 0
    },
    close() {
      statements.clear()
      if (told !== inMemory) gather(database)
      database.close()
    },
  }
}

/** Everything into the one file, so that a copy of it is whole. */
function gather(database: Libsql.Database): void {
  database.prepare('pragma wal_checkpoint(truncate)').all()
}

/** To prepare a statement takes longer than to run it. */
function createStatements(database: Libsql.Database) {
  const statements = new Map<string, Libsql.Statement>()
  return {
    statements,
    prepare(sql: string): Libsql.Statement {
      const statement = statements.get(sql) ?? database.prepare(sql)
      statements.set(sql, statement)
      return statement
    },
  }
}

function beginAnew(database: Libsql.Database, stateId: string): void {
  const drop = tableNames.map((name) => `drop table ${name};`).join(' ')
  database.exec(`begin; ${drop} ${schema}`)
  begin(database, stateId)
  database.exec('commit')
}

function ofAnotherVersion(told: string): StateFileError {
  return new StateFileError(
    `The simulator's archive ${told} was written by another version of the simulator: use that one, or move it and the state file away to start with new phones.`,
  )
}

function foreign(told: string): StateFileError {
  return new StateFileError(
    `The simulator's archive ${told} belongs to another state file: put that one back beside it, or move the archive away too.`,
  )
}

function attempt<T>(told: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof StateFileError || !(error instanceof Error)) throw error
    throw new StateFileError(
      `The simulator's archive ${told} cannot be used (${error.message}): put a copy of it back, or move it and the state file away to start with new phones.`,
      { cause: error },
    )
  }
}
