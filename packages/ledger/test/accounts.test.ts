import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type AccountId,
  accountKinds,
  bankAccount,
  openAccount,
  postingKinds,
  walletAccount,
} from '../src/index.ts'
import { type Books, now, openBooks, walletOf } from './books.ts'

let books: Books
beforeAll(async () => {
  books = await openBooks()
})
afterAll(() => books[Symbol.asyncDispose]())

describe('an account', () => {
  test('is opened once, however many ask', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => books.wallet(77)))
    expect(new Set(ids).size).toBe(1)
    expect(await walletOf(books, ids[0] as AccountId)).toEqual({
      balance: 0n,
      held: 0n,
      version: 0n,
    })
  })

  test.each([
    'wallet:',
    'wallet:0',
    'wallet:1 ',
    'wallet:abc',
    'mpesa:174379:float',
    'till:1',
    '',
    'suspense:other',
  ])('called %o is not in the chart', async (code) => {
    await expect(openAccount(books.pool, { code, now })).rejects.toMatchObject({
      code: 'malformed_request',
    })
  })

  test('of the chart opens', async () => {
    expect(typeof (await openAccount(books.pool, { code: bankAccount('equity'), now }))).toBe(
      'bigint',
    )
    expect(await openAccount(books.pool, { code: walletAccount(1n), now })).toBe(
      await books.wallet(1),
    )
  })
})

test.each([
  ['account_kind', accountKinds],
  ['posting_kind', postingKinds],
])('the kinds of ledger.%s are those of the types', async (table, kinds) => {
  const { rows } = await books.app.query(`select kind from ledger.${table}`)
  expect(rows.map(({ kind }) => kind).sort()).toEqual([...kinds].sort())
})
