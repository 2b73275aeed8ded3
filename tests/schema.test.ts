import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './setup/database.ts'

type Column = { table: string; column: string; type: string; nullable: boolean }
type Right = { table: string; rights: string }

test('docs/schema.md says what the migrations make (renew it with: npm test -- tests/schema.test.ts -u)', async () => {
  await using database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.superuserUrl })
  await client.connect()
  try {
    await expect(await describe(client)).toMatchFileSnapshot('../docs/schema.md')
  } finally {
    await client.end()
  }
})

async function describe(client: pg.Client): Promise<string> {
  const columns = await client.query<Column>(`
    select n.nspname || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'mpesa', 'ledger') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by n.nspname, c.relname, a.attnum`)
  const rights = await client.query<Right>(`
    select table_schema || '.' || table_name as table, string_agg(lower(privilege_type), ', ' order by privilege_type) as rights
    from information_schema.role_table_grants
    where grantee = 'hazina_server' and table_schema in ('app', 'mpesa', 'ledger') group by 1`)
  const functions = await client.query<{ name: string }>(`
    select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('app', 'mpesa', 'ledger') and has_function_privilege('hazina_server', p.oid, 'execute')
      and p.prorettype <> 'trigger'::regtype
    order by 1`)
  const rightsOf = new Map(rights.rows.map((row) => [row.table, row.rights]))
  const tables = [...new Set(columns.rows.map((row) => row.table))]
  return [
    '# Schema',
    '',
    'What the migrations make, and what the server’s role may do with it. Written by a test.',
    '',
    '## Functions that the server may execute',
    '',
    ...functions.rows.map((row) => `- \`${row.name}\``),
    '',
    ...tables.flatMap((table) => [
      `## ${table}`,
      '',
      `The server may: ${rightsOf.get(table) ?? 'nothing'}.`,
      '',
      '| column | type |',
      '| --- | --- |',
      ...columns.rows
        .filter((row) => row.table === table)
        .map((row) => `| ${row.column} | ${row.type}${row.nullable ? ', may be null' : ''} |`),
      '',
    ]),
  ].join('\n')
}
