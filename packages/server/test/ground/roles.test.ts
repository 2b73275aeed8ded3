import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../../tests/setup/database.ts'

test('a cloned database answers', async () => {
  await using database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.appUrl })
  await client.connect()
  const { rows } = await client.query('select current_user::text as me, current_database() as db')
  await client.end()
  expect(rows).toEqual([{ me: 'hazina_app', db: database.name }])
})
