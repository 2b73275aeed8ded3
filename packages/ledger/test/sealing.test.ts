import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AccountId, audit, sealRecordedAccounts } from '../src/index.ts'
import { type Books, breaksOf, inTx, openBooks, postBatch } from './books.ts'

let books: Books
let wallet: AccountId
beforeAll(async () => {
  books = await openBooks()
  wallet = await books.wallet(1)
})
afterAll(() => books[Symbol.asyncDispose]())

const floatBalance = async () => {
  const { rows } = await books.app.query(
    "select ledger.account_balance('mpesa:174379:utility')::int as balance",
  )
  return rows[0].balance
}

/** Seals until `count` entries are. A tx of another test's database in the same PostgreSQL holds it up for a moment. */
async function sealUntil(count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      while ((await sealRecordedAccounts(books.app, { limit: 7 })) > 0) {
        expect(await breaksOf(books)).toEqual([])
      }
      const { rows } = await books.app.query('select count(*)::int from ledger.sealed')
      expect(rows).toEqual([{ count }])
    },
    { timeout: 30_000 },
  )
}

test('nothing is sealed past a tx that may still commit, and the balance never depends on sealing', async () => {
  await books.deposit(wallet, 1n)
  await inTx(books.pool, async (client) => {
    await postBatch(client, {
      kind: 'deposit',
      items: [{ debit: books.float, credit: wallet, amountCents: 10n }],
    })
    await books.deposit(await books.wallet(2), 100n)
    await sealUntil(1)
    expect(await floatBalance()).toBe(101)
  })
  expect(await floatBalance()).toBe(111)
  await sealUntil(3)
  expect(await floatBalance()).toBe(111)
})

test('the running balance of the float is dense and in order while postings and sealers race', async () => {
  const wallets: AccountId[] = []
  for (let user = 10; user < 20; user++) wallets.push(await books.wallet(user))
  let posting = true
  const sealers = Array.from({ length: 3 }, async () => {
    while (posting) await sealRecordedAccounts(books.app, { limit: 13 })
  })
  await Promise.all(
    Array.from({ length: 150 }, (_, index) =>
      postBatch(books.pool, {
        kind: 'deposit',
        items: wallets
          .slice(0, 1 + (index % 5))
          .map((credit) => ({ debit: books.float, credit, amountCents: BigInt(1 + index) })),
      }),
    ),
  )
  posting = false
  await Promise.all(sealers)
  await sealUntil(3 + 450)
  const { rows } = await books.app.query(
    `select count(*)::int = max(version)::int as dense,
       (array_agg(balance_after_cents order by version desc))[1]::text as last
     from ledger.statement where account_id = $1`,
    [books.float],
  )
  const { ok, totals } = await audit(books.app)
  expect({ ok, ...rows[0] }).toEqual({ ok: true, dense: true, last: String(totals.mpesa) })
  expect(totals.wallet).toBe(totals.mpesa)
})

test.each(['float', 'wallet'])(
  'the statement of a %s comes in pages, newest first',
  async (whose) => {
    const account = whose === 'float' ? books.float : wallet
    const { rows: all } = await books.app.query(
      'select * from ledger.statement where account_id = $1 order by version desc',
      [account],
    )
    const paged: unknown[] = []
    for (let before: string | undefined; ; ) {
      const { rows } = await books.app.query(
        'select * from ledger.statement_page($1, 7, coalesce($2, 9223372036854775807))',
        [account, before],
      )
      if (rows.length === 0) break
      paged.push(...rows)
      before = rows.at(-1).version
    }
    expect(all.length).toBeGreaterThan(1)
    expect(paged).toEqual(all)
  },
)
