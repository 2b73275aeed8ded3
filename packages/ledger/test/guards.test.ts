import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AccountId, mpesaAccount, openAccount } from '../src/index.ts'
import { type Books, breaksOf, inTx, now, openBooks, snapshot } from './books.ts'

let books: Books
let asha: AccountId
let working: AccountId
beforeAll(async () => {
  books = await openBooks()
  asha = await books.wallet(1)
  working = await openAccount(books.pool, { code: mpesaAccount('174379', 'working'), now })
  await books.deposit(asha, 100_000n)
})
afterEach(async () => expect(await breaksOf(books)).toEqual([]))
afterAll(() => books[Symbol.asyncDispose]())

const insert = (values: string, entries: string) => `
  with p as (
    insert into ledger.posting (kind, settles, transaction_id, business_day, posted_at)
    values (${values}, '2026-11-23', '2026-11-23T09:00:00Z') returning id
  )
  insert into ledger.entry (posting_id, line, account_id, amount_cents)
  select p.id, e.line, e.account_id, e.amount_cents from p, (values ${entries}) e (line, account_id, amount_cents)`
const move = "'internal_move', false, null::uuid"

describe('written straight into the tables, even by the owner of the books,', () => {
  test.each([
    [
      'an unbalanced posting',
      () => insert(move, `(1, ${books.float}, 100), (2, ${working}, -99)`),
      'HZ002',
    ],
    ['a one-sided posting', () => insert(move, `(1, ${books.float}, 100)`), 'HZ002'],
    [
      'a gap between lines',
      () => insert(move, `(1, ${books.float}, 100), (3, ${working}, -100)`),
      'HZ002',
    ],
    [
      'lines from 2',
      () => insert(move, `(2, ${books.float}, 100), (3, ${working}, -100)`),
      'HZ003',
    ],
    [
      'an entry of nothing',
      () => insert(move, `(1, ${books.float}, 0), (2, ${working}, 0)`),
      'HZ010',
    ],
    [
      'an unknown account',
      () => insert(move, `(1, ${books.float}, 100), (2, 999999, -100)`),
      'HZ004',
    ],
    [
      'a kind that may not touch the account',
      () => insert("'top_up', false, null::uuid", `(1, ${books.float}, 9), (2, ${working}, -9)`),
      'HZ004',
    ],
    [
      'an unknown kind',
      () => insert("'gift', false, null::uuid", `(1, ${books.float}, 9), (2, ${working}, -9)`),
      'HZ010',
    ],
    [
      'a wallet entry without its balance',
      () =>
        insert("'deposit', true, gen_random_uuid()", `(1, ${books.float}, 9), (2, ${asha}, -9)`),
      'HZ010',
    ],
    [
      'a settling posting of no transaction',
      () => insert("'deposit', true, null::uuid", `(1, ${books.float}, 9), (2, ${working}, -9)`),
      'HZ0(10|04)',
    ],
    [
      'a deposit that does not say it settles',
      () =>
        insert(
          "'internal_move', true, gen_random_uuid()",
          `(1, ${books.float}, 9), (2, ${working}, -9)`,
        ),
      'HZ010',
    ],
    [
      'a posting without entries',
      () =>
        `insert into ledger.posting (kind, settles, business_day, posted_at) values ('internal_move', false, '2026-11-23', now())`,
      'HZ003',
    ],
    [
      'entries without a posting',
      () =>
        `insert into ledger.entry (posting_id, line, account_id, amount_cents) values (987654, 1, ${books.float}, 5), (987654, 2, ${working}, -5)`,
      'HZ003',
    ],
    [
      'more entries for an old posting',
      () =>
        `insert into ledger.entry (posting_id, line, account_id, amount_cents) select 1, 2 + n, a, x from (values (1, ${books.float}::bigint, 5), (2, ${working}, -5)) v (n, a, x)`,
      'HZ0(04|10)',
    ],
    [
      'another tx id',
      () =>
        insert(move, `(1, ${books.float}, 5), (2, ${working}, -5)`)
          .replace('posted_at)', 'posted_at, tx_id)')
          .replace("09:00:00Z'", "09:00:00Z', '3'"),
      'HZ010',
    ],
  ])('%s is refused', async (_, sql, code) => {
    const before = await snapshot(books)
    await expect(books.pool.query(sql())).rejects.toMatchObject({
      code: expect.stringMatching(new RegExp(`^${code}$`)),
    })
    expect(await snapshot(books)).toEqual(before)
  })

  test('a balanced posting whose entries come in a second statement is refused', async () => {
    await expect(
      inTx(books.pool, async (client) => {
        await client.query(
          `insert into ledger.posting (id, kind, settles, business_day, posted_at)
           values (555, 'internal_move', false, '2026-11-23', $1)`,
          [now],
        )
      }),
    ).rejects.toMatchObject({ code: 'HZ003' })
  })

  test('postings of several kinds in one statement are refused', async () => {
    const several = books.pool.query(`
      with p as (
        insert into ledger.posting (kind, settles, business_day, posted_at)
        values ('internal_move', false, '2026-11-23', '2026-11-23T09:00:00Z'),
          ('opening_balance', false, '2026-11-23', '2026-11-23T09:00:00Z') returning id
      )
      insert into ledger.entry (posting_id, line, account_id, amount_cents)
      select p.id, e.line, e.account_id, e.amount
      from p, (values (1, ${books.float}::bigint, 5), (2, ${working}, -5)) e (line, account_id, amount)`)
    await expect(several).rejects.toMatchObject({ code: 'HZ010' })
  })
})
