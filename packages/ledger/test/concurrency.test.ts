import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type AccountId, closeDay, ledgerErrorFrom } from '../src/index.ts'
import { type Books, breaksOf, type Item, inTx, openBooks, postBatch, walletOf } from './books.ts'

let books: Books
beforeAll(async () => {
  books = await openBooks()
})
afterEach(async () => expect(await breaksOf(books)).toEqual([]))
afterAll(() => books[Symbol.asyncDispose]())

test('a hundred transfers at once never take a wallet below zero', async () => {
  const from = await books.wallet(1)
  const to = await books.wallet(2)
  await books.deposit(from, 4_200n)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, () =>
      postBatch(books.pool, {
        kind: 'transfer',
        items: [{ debit: from, credit: to, amountCents: 100n }],
      }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(42)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected')
      expect(ledgerErrorFrom(outcome.reason)).toMatchObject({ code: 'insufficient_funds' })
  }
  expect(await walletOf(books, from)).toMatchObject({ balance: 0n, version: 43n })
  expect(await walletOf(books, to)).toMatchObject({ balance: 4_200n, version: 42n })
})

test('batches that share wallets in any order do not deadlock', async () => {
  const wallets: AccountId[] = []
  for (let user = 10; user < 40; user++) wallets.push(await books.wallet(user))
  for (const wallet of wallets) await books.deposit(wallet, 1_000_000n)
  const batch = (seed: number): Item[] =>
    wallets.map((_, index) => ({
      debit: wallets[(index * (seed % 29) + seed) % wallets.length] as AccountId,
      credit: wallets[(index * 7 + seed + 1) % wallets.length] as AccountId,
      amountCents: BigInt(1 + (seed % 5)),
    }))
  await Promise.all(
    Array.from({ length: 120 }, (_, index) => {
      const items = batch(index + 1)
      return postBatch(books.pool, { kind: 'transfer', items: index % 2 ? items : items.reverse() })
    }),
  )
  const singles = Array.from({ length: 100 }, (_, index) => {
    const [debit, credit] = index % 2 ? [wallets[0], wallets[1]] : [wallets[1], wallets[0]]
    return postBatch(books.pool, {
      kind: 'transfer',
      items: [{ debit: debit as AccountId, credit: credit as AccountId, amountCents: 3n }],
    })
  })
  await Promise.all(singles)
})

test('deposits of different wallets do not wait for each other at the float', async () => {
  const [one, other] = [await books.wallet(50), await books.wallet(51)]
  await inTx(books.pool, async (client) => {
    await postBatch(client, {
      kind: 'deposit',
      items: [{ debit: books.float, credit: one, amountCents: 5n }],
    })
    await books.deposit(other, 5n)
  })
})

test('closing a day waits for the postings that are being made in it, and none follows', async () => {
  const wallet = await books.wallet(60)
  const lastMoment = new Date('2026-11-24T20:59:59Z')
  const midnight = new Date('2026-11-24T21:00:01Z')
  await closeDay(books.pool, { day: '2026-11-22', now: lastMoment })
  await closeDay(books.pool, { day: '2026-11-23', now: lastMoment })
  const item = { debit: books.float, credit: wallet, amountCents: 100n }
  let closed = false
  let closing: Promise<void> | undefined
  await inTx(books.pool, async (client) => {
    await postBatch(client, { kind: 'deposit', items: [item], at: lastMoment })
    closing = closeDay(books.pool, { day: '2026-11-24', now: midnight }).then(() => {
      closed = true
    })
    await sleep(100)
    expect(closed).toBe(false)
  })
  await closing
  await Promise.all(
    Array.from({ length: 10 }, () =>
      postBatch(books.pool, { kind: 'deposit', items: [item, item], at: lastMoment }),
    ),
  )
  const { rows } = await books.app.query(
    `select business_day::text as day, count(*)::int from ledger.statement where account_id = $1 group by 1 order by 1`,
    [wallet],
  )
  expect(rows).toEqual([
    { day: '2026-11-24', count: 1 },
    { day: '2026-11-25', count: 20 },
  ])
})
