import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Books, openBooks } from './books.ts'

let books: Books
beforeAll(async () => {
  books = await openBooks()
  await books.deposit(await books.wallet(1), 100n)
})
afterAll(() => books[Symbol.asyncDispose]())

const writes = {
  INSERT: (table: string) => `insert into ledger.${table} default values`,
  UPDATE: (table: string, column: string) => `update ledger.${table} set ${column} = ${column}`,
  DELETE: (table: string) => `delete from ledger.${table}`,
  TRUNCATE: (table: string) => `truncate ledger.${table}`,
}

async function columnsOfTables(): Promise<{ table: string; column: string }[]> {
  const { rows } = await books.superuser.query(
    `select c.relname as table, min(a.attname) as column
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.attgenerated = ''
     where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'v') group by c.relname`,
  )
  return rows
}

describe("the server's role", () => {
  test.each(Object.entries(writes))('may %s no table or view of the ledger', async (_, write) => {
    const tables = await columnsOfTables()
    expect(tables.length).toBeGreaterThan(12)
    for (const { table, column } of tables) {
      await expect(books.app.query(write(table, column)), table).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|55000|42809)$/),
        message: expect.stringMatching(
          /permission denied|cannot (insert|update|delete)|is not a table/,
        ),
      })
    }
  })

  test('holds no privilege on a ledger table but reading', async () => {
    const { rows } = await books.app.query(
      `select c.relname, p.privilege
       from pg_class c, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as p (privilege)
       where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'v')
         and has_table_privilege(c.oid, p.privilege)`,
    )
    expect(rows).toEqual([])
  })

  test('executes nothing that brings an amount', async () => {
    const { rows } = await books.app.query(
      `select p.proname as name from pg_proc p
       where p.pronamespace = 'ledger'::regnamespace and has_function_privilege(p.oid, 'execute') order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'account_balance',
      'audit',
      'audit_cover',
      'audit_days',
      'audit_holds',
      'audit_postings',
      'audit_sealed',
      'audit_wallets',
      'seal_recorded',
      'statement_page',
    ])
  })

  test('cannot become the owner of the books', async () => {
    await expect(books.app.query('set role hazina_books')).rejects.toMatchObject({ code: '42501' })
    await expect(books.app.query('create table ledger.mine (id int)')).rejects.toMatchObject({
      code: '42501',
    })
    await expect(books.app.query("set session_replication_role = 'replica'")).rejects.toMatchObject(
      { code: '42501' },
    )
  })
})

test('every function that runs with the rights of the books has its path pinned', async () => {
  const { rows } = await books.superuser.query(
    `select p.proname from pg_proc p
     where p.pronamespace = 'ledger'::regnamespace and not coalesce(p.proconfig::text like '%search_path=%', false)
     order by 1`,
  )
  expect(rows.map(({ proname }) => proname)).toEqual(['post_one', 'release_hold', 'stamp_day'])
})

const appendOnly = [
  'account_kind',
  'account',
  'posting_kind',
  'posting',
  'entry',
  'hold',
  'hold_resolution',
  'closed_day',
  'sealed',
]

test.each(appendOnly)('not even the owner of the books changes ledger.%s', async (table) => {
  const columns = await columnsOfTables()
  const column = columns.find((one) => one.table === table)?.column ?? ''
  for (const verb of ['UPDATE', 'DELETE', 'TRUNCATE'] as const) {
    await expect(books.pool.query(writes[verb](table, column)), verb).rejects.toMatchObject({
      code: expect.stringMatching(/^(HZ005|0A000)$/), // 0A000: a foreign key points at it
    })
  }
})

test.each(['balance', 'seal_position'])('nobody removes rows of ledger.%s', async (table) => {
  for (const verb of ['DELETE', 'TRUNCATE'] as const) {
    await expect(books.pool.query(writes[verb](table)), verb).rejects.toMatchObject({
      code: 'HZ005',
    })
  }
})
