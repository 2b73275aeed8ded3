import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callbackBody, openDeposit, postCallback } from '../setup/deposits.ts'
import { sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()
const refused = '42501'

/** Connections as the server's role, and as PostgreSQL's own administrator. */
let app: pg.Client
let superuser: pg.Client

beforeAll(async () => {
  app = new pg.Client({ connectionString: system().database.appUrl })
  superuser = new pg.Client({ connectionString: system().database.superuserUrl })
  await Promise.all([app.connect(), superuser.connect()])
  const deposit = await openDeposit(system())
  await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
})
afterAll(() => Promise.all([app.end(), superuser.end()]))

type Relation = { name: string; column: string }

/** Every table, view and sequence of the books and of the evidence, whatever later migrations add. */
async function relations(kinds: string): Promise<Relation[]> {
  const { rows } = await superuser.query<Relation>(
    `select format('%I.%I', n.nspname, c.relname) as name, quote_ident(min(a.attname)) as column
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.attgenerated = '' and not a.attisdropped
     where n.nspname in ('ledger', 'mpesa') and c.relkind = any ($1) group by 1 order by 1`,
    [kinds.split('')],
  )
  return rows
}

async function codeOf(sql: string): Promise<string | undefined> {
  await app.query('begin')
  try {
    await app.query(sql)
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  } finally {
    await app.query('rollback')
  }
}

async function expectRefused(statements: readonly string[]): Promise<void> {
  const answers: [string, string | undefined][] = []
  for (const sql of statements) answers.push([sql, await codeOf(sql)])
  expect(answers).toEqual(statements.map((sql) => [sql, refused]))
}

describe("the server's role", () => {
  test.each([
    ['INSERT', ({ name }: Relation) => `insert into ${name} default values`],
    ['UPDATE', ({ name, column }: Relation) => `update ${name} set ${column} = ${column}`],
    ['DELETE', ({ name }: Relation) => `delete from ${name}`],
    ['TRUNCATE', ({ name }: Relation) => `truncate ${name} cascade`],
    ['COPY', ({ name }: Relation) => `copy ${name} from stdin`],
    ['LOCK', ({ name }: Relation) => `lock table ${name} in access exclusive mode`],
  ])('may %s no table of the books or of the evidence', async (_, sql) => {
    const tables = await relations('r')
    expect(tables.length).toBeGreaterThan(17)
    await expectRefused(tables.map(sql))
  })

  test('may write through no view, and move no sequence', async () => {
    const views = await relations('vm')
    for (const { name, column } of views) {
      expect(await codeOf(`update ${name} set ${column} = ${column}`), name).toMatch(
        /^(42501|55000)$/,
      )
    }
    const sequences = await relations('S')
    expect(sequences.length).toBeGreaterThan(3)
    await expectRefused(
      sequences.flatMap(({ name }) => [`select nextval('${name}')`, `select setval('${name}', 1)`]),
    )
  })

  test('may disable, drop, add or replace nothing that guards them', async () => {
    const { rows: triggers } = await superuser.query<{ table: string; name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as table, t.tgname as name from pg_trigger t
       join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('ledger', 'mpesa') and not t.tgisinternal`,
    )
    expect(triggers.length).toBeGreaterThan(10)
    await expectRefused(
      triggers.flatMap(({ table, name }) => [
        `alter table ${table} disable trigger ${name}`,
        `drop trigger ${name} on ${table}`,
      ]),
    )
    const tables = await relations('r')
    await expectRefused(
      tables.flatMap(({ name, column }) => [
        `alter table ${name} disable trigger all`,
        `alter table ${name} owner to current_user`,
        `alter table ${name} drop column ${column} cascade`,
        `create trigger mine before insert on ${name} for each row execute function suppress_redundant_updates_trigger()`,
        `create rule mine as on insert to ${name} do instead nothing`,
        `drop table ${name} cascade`,
      ]),
    )
    await expectRefused([
      'drop index ledger.posting_settles_once',
      'drop schema ledger cascade',
      'drop schema mpesa cascade',
      'create table ledger.mine (id int)',
      'create function mpesa.mine() returns int language sql as $$ select 1 $$',
      'alter function mpesa.settle security invoker',
    ])
  })

  test('may become nobody else', async () => {
    await expectRefused([
      'set role hazina_books',
      'set session authorization hazina_books',
      "set session_replication_role = 'replica'",
      'grant hazina_books to current_user',
      'alter role current_user superuser',
      'create role mine superuser',
      "copy (select 1) to program 'true'",
    ])
  })

  test('may execute of their functions those that take evidence or only look, and no other', async () => {
    const { rows } = await superuser.query<{ call: string; name: string; granted: boolean }>(
      `select n.nspname || '.' || p.proname as name,
         has_function_privilege($1, p.oid, 'execute') as granted,
         format('select %I.%I(%s)', n.nspname, p.proname,
           (select string_agg('null::' || format_type(t.type, null), ', ' order by t.place)
            from unnest(p.proargtypes::oid[]) with ordinality as t (type, place))) as call
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('ledger', 'mpesa')`,
      [app.user],
    )
    const granted = rows.filter((row) => row.granted).map((row) => row.name)
    expect(granted.filter((name) => name.startsWith('mpesa.')).sort()).toEqual([
      'mpesa.close_case',
      'mpesa.give_up_deposit',
      'mpesa.give_up_evidence',
      'mpesa.note_push_answer',
      'mpesa.open_deposit',
      'mpesa.settle',
      'mpesa.store_evidence',
    ])
    const writing = granted.filter((name) => /ledger\.(post|hold|open|close)/.test(name))
    expect(writing).toEqual([])
    await expectRefused(rows.filter((row) => !row.granted).map((row) => row.call))
  })
})

describe('not even the owner of the books', () => {
  const asBooks = async (sql: string): Promise<string | undefined> => {
    await superuser.query('begin')
    try {
      await superuser.query('set local role hazina_books')
      await superuser.query(sql)
      return undefined
    } catch (error) {
      return (error as { code?: string }).code
    } finally {
      await superuser.query('rollback')
    }
  }

  test.each(['transaction', 'stk_push', 'evidence', 'receipt', 'review_case'])(
    'removes a row of mpesa.%s',
    async (table) => {
      expect(await asBooks(`delete from mpesa.${table}`)).toBe('HZ103')
      // 0A000: another table points at it.
      expect(await asBooks(`truncate mpesa.${table}`)).toMatch(/^(HZ103|0A000)$/)
    },
  )

  test('posts a settled deposit again', async () => {
    const { rows } = await superuser.query<{ again: string }>(
      `select format('select ledger.post_batch(%L, now(), array[%L::uuid], array[%s::bigint], array[%s::bigint],
                      array[%s::bigint], array[now()])', 'deposit', t.transaction_id, a.id, t.wallet_account_id, t.amount_cents) as again
       from mpesa.transaction t, ledger.account a where t.state = 'completed' and a.code = 'mpesa:174379:utility'`,
    )
    expect(await asBooks(rows[0]?.again ?? '')).toBe('23505')
  })

  test('gives a receipt to a second deposit', async () => {
    expect(
      await asBooks(
        'insert into mpesa.receipt select receipt, transaction_id, 1 from mpesa.receipt',
      ),
    ).toBe('23505')
  })

  test.each(['amount_cents = amount_cents + 100', 'user_id = user_id + 1', "phone_number = '0'"])(
    'changes what a transaction is for (%s)',
    async (change) => {
      expect(await asBooks(`update mpesa.transaction set ${change}`)).toBe('HZ102')
    },
  )
})
