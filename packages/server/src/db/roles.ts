/**
 * The roles of a Hazina database: an owner that migrates, and the role the server runs as, which cannot write the
 * ledger. `hazina_books` owns the ledger and the evidence; `hazina_server` is the grantee of all the server may do;
 * nobody logs in as either.
 */
import pg from 'pg'
import { withDatabase } from './database-url.ts'

export type RoleNames = { database: string; ownerUser: string; appUser: string }

export type RolesInput = RoleNames & {
  ownerPassword: string
  appPassword: string
  /** Whether roles that exist get the given passwords (`set`, the default) or keep theirs. */
  passwords?: 'set' | 'keep'
}

/** The names in Hazina's own PostgreSQL. */
export const embeddedRoles = {
  database: 'hazina',
  ownerUser: 'hazina_owner',
  appUser: 'hazina_app',
} as const satisfies RoleNames

/** What no request of the server may exceed, whatever code runs. */
const appLimits = {
  lock_timeout: '5s',
  statement_timeout: '15s',
  idle_in_transaction_session_timeout: '30s',
}

/**
 * Makes the four roles and the database, and mends what differs; running it again changes nothing. `adminUrl` is a
 * superuser's, or on PostgreSQL 15+ services that have none, a role's with CREATEROLE and CREATEDB.
 */
export async function initRoles(adminUrl: string, input: RolesInput): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await inTransaction(admin, () => makeRoles(admin, input))
    await makeDatabase(admin, input)
  })
  await withClient(withDatabase(adminUrl, input.database), async (admin) => {
    await secureDatabase(admin, input)
  })
}

/** Gives a database, new or cloned (grants on a database are not cloned), the rights that Hazina's roles have on it. */
export async function secureDatabase(admin: pg.Client, names: RoleNames): Promise<void> {
  const database = pg.escapeIdentifier(names.database)
  await inTransaction(admin, async () => {
    await admin.query(`revoke all on database ${database} from public`)
    await admin.query(`grant connect on database ${database} to hazina_server`)
    // A schema's owner needs it on the database; nobody logs in as this one.
    await admin.query(`grant create on database ${database} to hazina_books`)
    await admin.query('revoke all on schema public from public')
  })
}

async function makeRoles(admin: pg.Client, input: RolesInput): Promise<void> {
  await admin.query("select pg_advisory_xact_lock(hashtextextended('hazina roles', 0))")
  for (const group of ['hazina_books', 'hazina_server']) {
    if (!(await roleExists(admin, group))) await admin.query(`create role ${group} nologin`)
  }
  const logins = [
    { user: input.ownerUser, password: input.ownerPassword, group: 'hazina_books' },
    { user: input.appUser, password: input.appPassword, group: 'hazina_server' },
  ]
  for (const { user, password, group } of logins) {
    const exists = await roleExists(admin, user)
    const name = pg.escapeIdentifier(user)
    if (!exists || input.passwords !== 'keep') {
      const verb = exists ? 'alter' : 'create'
      await admin.query(`${verb} role ${name} login password ${pg.escapeLiteral(password)}`)
    }
    await admin.query(`grant ${group} to ${name}`)
  }
  await narrowAppRole(admin, input.appUser)
}

/** Takes from the server's role whatever would let it past the ledger's functions. */
async function narrowAppRole(admin: pg.Client, appUser: string): Promise<void> {
  const name = pg.escapeIdentifier(appUser)
  const { rows } = await admin.query<{ createdb: boolean; createrole: boolean; groups: string[] }>(
    `select r.rolcreatedb as createdb, r.rolcreaterole as createrole,
       array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
         where m.member = r.oid and g.rolname <> 'hazina_server') as groups
     from pg_roles r where r.rolname = $1`,
    [appUser],
  )
  const role = rows[0]
  // Named only where set: a role that is no superuser may not touch attributes that it lacks itself.
  if (role?.createdb) await admin.query(`alter role ${name} nocreatedb`)
  if (role?.createrole) await admin.query(`alter role ${name} nocreaterole`)
  for (const group of role?.groups ?? []) {
    await admin.query(`revoke ${pg.escapeIdentifier(group)} from ${name}`)
  }
  for (const [setting, value] of Object.entries(appLimits)) {
    await admin.query(`alter role ${name} set ${setting} = '${value}'`)
  }
}

async function makeDatabase(admin: pg.Client, input: RolesInput): Promise<void> {
  const database = pg.escapeIdentifier(input.database)
  const owner = pg.escapeIdentifier(input.ownerUser)
  const { rows } = await admin.query<{ owner: string }>(
    'select pg_get_userbyid(datdba)::text as owner from pg_database where datname = $1',
    [input.database],
  )
  if (rows[0]?.owner === input.ownerUser) return
  // Only a member may give a database away; superusers need no membership.
  const { rows: self } = await admin.query<{ superuser: boolean }>(
    'select rolsuper as superuser from pg_roles where rolname = current_user',
  )
  if (!self[0]?.superuser) await admin.query(`grant ${owner} to current_user`)
  if (rows[0]) await admin.query(`alter database ${database} owner to ${owner}`)
  else await createDatabase(admin, database, owner)
}

async function createDatabase(admin: pg.Client, database: string, owner: string): Promise<void> {
  const statement = `create database ${database} owner ${owner} encoding 'UTF8' template template0`
  await admin.query(statement)
}

async function roleExists(admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [name])
  return rowCount === 1
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (problem) {
    await client.query('rollback')
    throw problem
  }
}
