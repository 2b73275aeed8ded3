import type pg from 'pg'

type Powers = {
  role: string
  superuser: boolean
  createrole: boolean
  owns_database: boolean
  is_books: boolean
  is_server: boolean
  writes: string | null
}

/**
 * Why the connected role must not run the server, as one sentence that names the command to run; nothing when it is a
 * role that reaches the ledger through its functions only.
 */
export async function assertServerRole(
  client: pg.Client | pg.Pool | pg.PoolClient,
): Promise<string | undefined> {
  const { rows } = await client.query<Powers>(askPowers)
  const powers = rows[0]
  if (!powers) return 'The database did not say as which role Hazina is connected: try again.'
  const reason = findReason(powers)
  if (!reason) return undefined
  return `DATABASE_URL connects as ${powers.role}, ${reason}: run "hazina db init", which makes a role for the server, and put that role's URL into DATABASE_URL and the owner's into DATABASE_OWNER_URL.`
}

function findReason(powers: Powers): string | undefined {
  if (powers.superuser) return 'a superuser, who can change any row of the ledger'
  if (powers.createrole) return 'which may make roles and so give itself the ledger'
  if (powers.owns_database) return 'which owns the database and so can change the ledger'
  if (powers.is_books) return 'which owns the ledger as a member of hazina_books'
  if (powers.writes) return `which may write ${powers.writes} past the ledger's functions`
  if (!powers.is_server) return 'which is not a member of hazina_server'
  return undefined
}

// Of the session's role, not the current one: "set role" could be undone. A superuser is a member of everything.
const askPowers = `
  select
    r.rolname::text as role,
    r.rolsuper as superuser,
    r.rolcreaterole as createrole,
    (select pg_has_role(r.oid, d.datdba, 'member') from pg_database d
      where d.datname = current_database()) as owns_database,
    coalesce((select pg_has_role(r.oid, b.oid, 'member') from pg_roles b
      where b.rolname = 'hazina_books'), false) as is_books,
    coalesce((select pg_has_role(r.oid, s.oid, 'member') from pg_roles s
      where s.rolname = 'hazina_server'), false) as is_server,
    (select c.oid::regclass::text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('ledger', 'mpesa') and c.relkind in ('r', 'p', 'v', 'm')
        and (pg_has_role(r.oid, c.relowner, 'member')
          or has_table_privilege(r.oid, c.oid, 'insert, update, delete, truncate'))
      order by 1 limit 1) as writes
  from pg_roles r where r.rolname = session_user`
