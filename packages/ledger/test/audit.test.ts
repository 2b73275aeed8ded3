import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  audit,
  auditWithin,
  centsFrom,
  clearingAccount,
  commitHold,
  openAccount,
  openingEquityAccount,
  placeHold,
  postLines,
  sealRecordedAccounts,
} from '../src/index.ts'
import { type Books, inTx, now, openBooks, postBatch } from './books.ts'
import { plantedBreaks } from './planted-breaks.ts'

let books: Books

/** Books with one of everything: wallets 1 and 2, a committed and an open hold, sealed and unsealed entries. */
beforeAll(async () => {
  books = await openBooks()
  const [asha, brian] = [await books.wallet(1), await books.wallet(2)]
  await books.deposit(asha, 100_000n)
  await books.deposit(brian, 50_000n)
  await postBatch(books.pool, {
    kind: 'transfer',
    items: [{ debit: asha, credit: brian, amountCents: 700n }],
  })
  const hold = { account: asha, amountCents: centsFrom(900n), now }
  const committed = await placeHold(books.pool, { ...hold, transactionId: randomUUID() })
  await commitHold(books.pool, {
    hold: committed,
    kind: 'withdrawal',
    creditAccount: books.float,
    amountCents: centsFrom(800n),
    now,
  })
  await placeHold(books.pool, hold)
  const clearing = await openAccount(books.pool, { code: clearingAccount('b2c'), now })
  const equity = await openAccount(books.pool, { code: openingEquityAccount, now })
  const reserve = { account: equity, amountCents: centsFrom(-1_000n) }
  await postLines(books.pool, {
    kind: 'top_up',
    now,
    lines: [{ account: books.float, amountCents: centsFrom(1_000n) }, reserve],
  })
  await sealRecordedAccounts(books.app, { limit: 100 })
  await postLines(books.pool, {
    kind: 'refund',
    now,
    transactionId: randomUUID(),
    lines: [
      { account: clearing, amountCents: centsFrom(60n) },
      { account: asha, amountCents: centsFrom(-60n) },
    ],
  })
})
afterAll(() => books[Symbol.asyncDispose]())

class Undo extends Error {}

/** The checks that break once a superuser, past every trigger, has done this; and undoes it. */
async function checksAfter(sql: string): Promise<string[]> {
  let checks: string[] = []
  const planting = inTx(books.superuser, async (client: pg.PoolClient) => {
    await client.query("set local session_replication_role = 'replica'")
    await client.query(sql)
    checks = (await auditWithin(client)).breaks.map(({ check }) => check)
    throw new Undo()
  })
  await expect(planting).rejects.toThrow(Undo)
  return [...new Set(checks)].sort()
}

test('books that hold have no breaks, and their totals in cents', async () => {
  expect(await audit(books.app)).toEqual({
    ok: true,
    totals: {
      wallet: 149_260n,
      mpesa: 150_200n,
      bank: 0n,
      clearing: 60n,
      suspense: 0n,
      fees: 0n,
      equity: 1_000n,
    },
    breaks: [],
  })
})

test('a break names what it is about', async () => {
  await inTx(books.superuser, async (client) => {
    await client.query(
      'update ledger.balance set balance_cents = balance_cents + 1 where account_id = 2',
    )
    const { breaks, ok } = await auditWithin(client)
    expect({ ok, breaks }).toEqual({
      ok: false,
      breaks: [
        {
          check: 'balance_differs',
          subject: 'wallet:1',
          detail: 'balance_cents=98561 version=4; entries sum_cents=98560 count=4',
        },
        {
          check: 'total_differs',
          subject: 'wallet',
          detail: 'total_cents=149261; entries sum_cents=149260',
        },
      ],
    })
    throw new Undo()
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
})

test.each(plantedBreaks)('%s is found', async (_, sql, check) => {
  expect(await checksAfter(sql)).toContain(check)
})

test('the replay finds nothing once all that is undone', async () => {
  expect((await audit(books.app)).breaks).toEqual([])
})
