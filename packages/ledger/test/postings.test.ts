import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type AccountId,
  centsFrom,
  feeIncomeAccount,
  ledgerErrorFrom,
  mpesaAccount,
  openAccount,
  postLines,
} from '../src/index.ts'
import { type Books, breaksOf, now, openBooks, postBatch, snapshot, walletOf } from './books.ts'

let books: Books
let asha: AccountId
let brian: AccountId
let working: AccountId
beforeAll(async () => {
  books = await openBooks()
  asha = await books.wallet(1)
  brian = await books.wallet(2)
  working = await openAccount(books.pool, { code: mpesaAccount('174379', 'working'), now })
  await books.deposit(asha, 100_000n)
})
afterEach(async () => expect(await breaksOf(books)).toEqual([]))
afterAll(() => books[Symbol.asyncDispose]())

describe('a batch', () => {
  test('lets each item see what those before it left', async () => {
    const before = await walletOf(books, asha)
    const ids = await postBatch(books.pool, {
      kind: 'transfer',
      items: [
        { debit: asha, credit: brian, amountCents: before.balance },
        { debit: brian, credit: asha, amountCents: 40_000n },
        { debit: asha, credit: brian, amountCents: 1n },
      ],
    })
    const { rows } = await books.app.query(
      `select version::int - $2::int as step, amount_cents::int as amount, balance_after_cents::int as balance
       from ledger.statement where account_id = $1 and posting_id = any ($3) order by version`,
      [asha, before.version, ids],
    )
    expect(rows).toEqual([
      { step: 1, amount: -100_000, balance: 0 },
      { step: 2, amount: 40_000, balance: 40_000 },
      { step: 3, amount: -1, balance: 39_999 },
    ])
  })

  test('that would take a wallet below zero on the way is refused whole, with the account and the amounts', async () => {
    const before = await snapshot(books)
    const { balance } = await walletOf(books, brian)
    const refused = postBatch(books.pool, {
      kind: 'transfer',
      items: [
        { debit: asha, credit: brian, amountCents: 1n },
        { debit: brian, credit: asha, amountCents: balance + 2n },
        { debit: asha, credit: brian, amountCents: 1_000n },
      ],
    })
    const error = await refused.catch((problem: unknown) => ledgerErrorFrom(problem))
    expect(error).toMatchObject({
      code: 'insufficient_funds',
      facts: {
        account: 'wallet:2',
        amount_cents: String(balance + 2n),
        available_cents: String(balance + 1n),
      },
    })
    expect(await snapshot(books)).toEqual(before)
  })

  test('of one item does the same as a batch of many', async () => {
    const before = await walletOf(books, asha)
    await postBatch(books.pool, {
      kind: 'transfer',
      items: [{ debit: brian, credit: asha, amountCents: 7n }],
    })
    await postBatch(books.pool, {
      kind: 'transfer',
      items: [{ debit: asha, credit: brian, amountCents: 7n }],
    })
    expect(await walletOf(books, asha)).toEqual({ ...before, version: before.version + 2n })
  })

  test('of nothing posts nothing', async () => {
    expect(await postBatch(books.pool, { kind: 'deposit', items: [] })).toEqual([])
  })

  test.each([
    ['zero', 'deposit', () => [{ debit: books.float, credit: asha, amountCents: 0n }]],
    ['less than zero', 'transfer', () => [{ debit: asha, credit: brian, amountCents: -5n }]],
    ['an unknown kind', 'gift', () => [{ debit: books.float, credit: asha, amountCents: 5n }]],
    [
      'an unknown wallet',
      'deposit',
      () => [{ debit: books.float, credit: 99_999n as AccountId, amountCents: 5n }],
    ],
    ['the wrong side', 'deposit', () => [{ debit: asha, credit: books.float, amountCents: 5n }]],
  ])('of %s is refused', async (_, kind, items) => {
    const before = await snapshot(books)
    for (const refused of [items(), [...items(), ...items()]]) {
      await expect(postBatch(books.pool, { kind, items: refused })).rejects.toMatchObject({
        code: expect.stringMatching(/^HZ0/),
      })
    }
    expect(await snapshot(books)).toEqual(before)
  })

  test('from a wallet to itself changes no balance', async () => {
    const before = await walletOf(books, asha)
    const item = { debit: asha, credit: asha, amountCents: 5n }
    await postBatch(books.pool, { kind: 'transfer', items: [item] })
    await postBatch(books.pool, { kind: 'transfer', items: [item, item] })
    expect(await walletOf(books, asha)).toEqual({ ...before, version: before.version + 6n })
  })

  test('of arrays of different lengths is refused', async () => {
    await expect(
      books.pool.query(
        `select ledger.post_batch('deposit', $1, array[gen_random_uuid()], array[1, 1], array[2], array[5], array[now()])`,
        [now],
      ),
    ).rejects.toMatchObject({ code: 'HZ010' })
  })
})

describe('a transaction', () => {
  test('is settled once, alone or in a batch', async () => {
    const transactionId = randomUUID()
    const item = { debit: books.float, credit: asha, amountCents: 500n, transactionId }
    await postBatch(books.pool, { kind: 'deposit', items: [item] })
    const before = await snapshot(books)
    for (const items of [[item], [item, { ...item, transactionId: randomUUID() }]]) {
      const error = await postBatch(books.pool, { kind: 'deposit', items }).catch(ledgerErrorFrom)
      expect(error).toMatchObject({ code: 'already_settled' })
    }
    expect(await snapshot(books)).toEqual(before)
  })

  test('told by fifty at once is settled once', async () => {
    const item = {
      debit: books.float,
      credit: asha,
      amountCents: 500n,
      transactionId: randomUUID(),
    }
    const { balance } = await walletOf(books, asha)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => postBatch(books.pool, { kind: 'deposit', items: [item] })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await walletOf(books, asha)).balance).toBe(balance + 500n)
  })
})

describe('a posting of many lines', () => {
  test('moves them all, each account once', async () => {
    const fees = await openAccount(books.pool, { code: feeIncomeAccount, now })
    const before = await walletOf(books, asha)
    await postLines(books.pool, {
      kind: 'withdrawal',
      now,
      transactionId: randomUUID(),
      lines: [
        { account: asha, amountCents: centsFrom(5_050n) },
        { account: books.float, amountCents: centsFrom(-5_000n) },
        { account: fees, amountCents: centsFrom(-50n) },
      ],
    })
    expect((await walletOf(books, asha)).balance).toBe(before.balance - 5_050n)
  })

  test.each([
    [
      'more than a wallet has',
      () => [
        [asha, 10n ** 12n],
        [books.float, -(10n ** 12n)],
      ],
      'insufficient_funds',
    ],
    [
      'an unbalanced set',
      () => [
        [asha, 10n],
        [books.float, -9n],
      ],
      'posting_unbalanced',
    ],
    [
      'an account named twice',
      () => [
        [asha, 10n],
        [books.float, -9n],
        [books.float, -1n],
      ],
      'malformed_request',
    ],
    ['no lines', () => [], 'posting_without_entries'],
  ] satisfies [string, () => [AccountId, bigint][], string][])(
    'refuses %s',
    async (_, lines, code) => {
      const before = await snapshot(books)
      const posted = postLines(books.pool, {
        kind: 'withdrawal',
        now,
        transactionId: randomUUID(),
        lines: lines().map(([account, amount]) => ({ account, amountCents: centsFrom(amount) })),
      })
      await expect(posted).rejects.toMatchObject({ name: 'LedgerError', code })
      expect(await snapshot(books)).toEqual(before)
    },
  )

  test('is refused in a snapshot that may not see a closed day', async () => {
    const client = await books.pool.connect()
    await client.query('begin isolation level repeatable read')
    const lines = [
      { account: books.float, amountCents: centsFrom(1n) },
      { account: working, amountCents: centsFrom(-1n) },
    ]
    await expect(postLines(client, { kind: 'internal_move', now, lines })).rejects.toMatchObject({
      code: 'isolation_level',
    })
    await client.query('rollback')
    client.release()
  })
})
