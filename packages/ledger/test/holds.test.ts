import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  type AccountId,
  centsFrom,
  commitHold,
  type HoldId,
  placeHold,
  voidHold,
} from '../src/index.ts'
import { type Books, breaksOf, now, openBooks, postBatch, walletOf } from './books.ts'

let books: Books
let wallet: AccountId
let users = 100
beforeAll(async () => {
  books = await openBooks()
})
afterEach(async () => expect(await breaksOf(books)).toEqual([]))
afterAll(() => books[Symbol.asyncDispose]())

async function walletWith(amountCents: bigint): Promise<AccountId> {
  const account = await books.wallet(users++)
  await books.deposit(account, amountCents)
  return account
}

const place = (amount: bigint) =>
  placeHold(books.pool, {
    account: wallet,
    amountCents: centsFrom(amount),
    transactionId: randomUUID(),
    now,
  })

const commit = (hold: HoldId, amount: bigint) =>
  commitHold(books.pool, {
    hold,
    kind: 'withdrawal',
    creditAccount: books.float,
    amountCents: centsFrom(amount),
    now,
  })

test('held money cannot be spent, held again, or taken below zero', async () => {
  wallet = await walletWith(10_000n)
  await place(8_000n)
  await expect(place(2_001n)).rejects.toMatchObject({
    code: 'insufficient_funds',
    facts: { available_cents: '2000' },
  })
  const other = await books.wallet(99)
  const pay = (amountCents: bigint) =>
    postBatch(books.pool, {
      kind: 'transfer',
      items: [{ debit: wallet, credit: other, amountCents }],
    })
  await expect(pay(2_001n)).rejects.toMatchObject({ code: 'HZ001' })
  await pay(2_000n)
  expect(await walletOf(books, wallet)).toMatchObject({ balance: 8_000n, held: 8_000n })
})

test('a partial commit posts its part and returns the rest', async () => {
  wallet = await walletWith(10_000n)
  await commit(await place(6_000n), 4_500n)
  expect(await walletOf(books, wallet)).toMatchObject({ balance: 5_500n, held: 0n })
})

test('a void returns everything', async () => {
  wallet = await walletWith(10_000n)
  await voidHold(books.pool, { hold: await place(6_000n), now, reason: 'declined' })
  expect(await walletOf(books, wallet)).toMatchObject({ balance: 10_000n, held: 0n, version: 1n })
})

test.each([0n, -1n, 6_001n])('a commit of %s out of 6,000 is refused', async (amount) => {
  wallet = await walletWith(10_000n)
  const hold = await place(6_000n)
  await expect(commit(hold, amount)).rejects.toMatchObject({ code: 'hold_amount' })
  expect(await walletOf(books, wallet)).toMatchObject({ held: 6_000n })
})

test('a hold that is resolved stays so', async () => {
  wallet = await walletWith(10_000n)
  const hold = await place(6_000n)
  await commit(hold, 6_000n)
  await expect(commit(hold, 1n)).rejects.toMatchObject({ code: 'hold_resolved' })
  await expect(voidHold(books.pool, { hold, now, reason: 'late' })).rejects.toMatchObject({
    code: 'hold_resolved',
  })
})

test('forty commits and voids at once resolve a hold once', async () => {
  wallet = await walletWith(10_000n)
  const hold = await place(6_000n)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) =>
      index % 2 ? commit(hold, 3_000n) : voidHold(books.pool, { hold, now, reason: 'race' }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected')
      expect(outcome.reason).toMatchObject({ code: 'hold_resolved' })
  }
})

test('a second resolution cannot even be written into the table', async () => {
  wallet = await walletWith(10_000n)
  const hold = await place(6_000n)
  await voidHold(books.pool, { hold, now, reason: 'declined' })
  await expect(
    books.pool.query(
      `insert into ledger.hold_resolution (hold_id, outcome, amount_cents, reason, resolved_at)
       values ($1, 'voided', 0, 'again', $2)`,
      [hold, now],
    ),
  ).rejects.toMatchObject({ code: '23505', constraint: 'hold_resolution_pkey' })
})

test('a transaction has one hold', async () => {
  wallet = await walletWith(10_000n)
  const input = { account: wallet, amountCents: centsFrom(10n), transactionId: randomUUID(), now }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => placeHold(books.pool, input)),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(placeHold(books.pool, input)).rejects.toMatchObject({ code: 'hold_exists' })
  expect(await walletOf(books, wallet)).toMatchObject({ held: 10n })
})

test('only a wallet can be held, and only a known hold resolved', async () => {
  wallet = books.float
  await expect(place(10n)).rejects.toMatchObject({ code: 'account_not_allowed' })
  await expect(commit(424_242n as HoldId, 1n)).rejects.toMatchObject({ code: 'hold_unknown' })
})
