import { expect, test } from 'vitest'
import { accounts } from '../src/books/accounts.ts'
import { auditOf } from '../src/books/audit.ts'
import { entriesBefore } from '../src/books/entries.ts'
import { transactionsBefore, transactionsWithKey } from '../src/state/find-transactions.ts'
import { everyRow } from '../src/state/memory.ts'
import type { Change } from '../src/state/records.ts'
import {
  fill,
  ids,
  idsUpTo,
  open,
  payer,
  pushOf,
  shortcode,
  transactionOf,
  utility,
} from './state-harness.ts'

test('old transactions leave memory, are all still there, and their money stays in the balances', () => {
  const state = open()
  fill(state, 75)
  expect(state.transactions.length).toBeLessThan(30)
  expect(state.archivedTransactions + state.transactions.length).toBe(75)
  expect(state.balanceOf(utility)).toBe(7_500n)
  expect(ids(state)).toEqual(idsUpTo(75))
  expect(transactionsWithKey(state, 'receipt', 'UKN0000003')).toEqual([transactionOf(3)])
  expect(transactionsWithKey(state, 'checkout', 'ws_CO_74')).toEqual([transactionOf(74)])
  expect(auditOf(state)).toEqual([])
  state.close()
})

test('pages go from memory into the archive without a gap, by party, kind, time and words', () => {
  const state = open()
  fill(state, 60)
  state.commit([['transaction', 'other', transactionOf(61, { id: 'other', kind: 'b2c' })]])
  const read = (filter: Parameters<typeof transactionsBefore>[1]) => {
    const found: string[] = []
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const page = transactionsBefore(state, filter, { before, limit: 7 })
      found.push(...page.map(({ transaction }) => transaction.id))
      const last = page.at(-1)
      if (last === undefined) return found
      before = last.number
    }
  }
  const newestFirst = idsUpTo(60).reverse()
  expect(read({})).toEqual(['other', ...newestFirst])
  expect(read({ parties: [payer] })).toEqual(['other', ...newestFirst])
  expect(read({ parties: ['600000'] })).toEqual([])
  expect(read({ kinds: ['payment'] })).toEqual(newestFirst)
  expect(read({ fromMs: 20_000, toMs: 50_000 })).toEqual(newestFirst.slice(10, 41))
  expect(read({ words: ['ukn0000012'] })).toEqual(['t12'])
  expect(read({ words: ['0700000001', 'ami'], parties: [shortcode] })).toHaveLength(61)
  expect(read({ words: ['nobody'] })).toEqual([])
  state.close()
})

test('the audit tells what was tampered with', () => {
  const state = open()
  state.commit([['transaction', 'a', transactionOf(1, { receipt: 'R' })]])
  const lopsided = transactionOf(2, { receipt: 'R', entries: [{ account: utility, cents: 5n }] })
  state.commit([['transaction', 'b', lopsided]])
  const subscriber = accounts.subscriber(payer)
  state.commit([
    [
      'transaction',
      'c',
      transactionOf(3, {
        entries: [
          { account: subscriber, cents: -7n },
          { account: accounts.organisation(shortcode, 'charges'), cents: 7n },
        ],
      }),
    ],
  ])
  expect(auditOf(state)).toEqual([
    'transaction t2 does not balance: 5 cents over',
    'receipt R exists twice',
    `${subscriber} is below zero: -7`,
    `${accounts.organisation(shortcode, 'charges')} is above zero: 7`,
    'all accounts together are 5 cents, not zero',
  ])
})

test('rows that take the place of others keep their sums, also where their transactions are no more', () => {
  const from = open()
  fill(from, 75)
  const state = open()
  fill(state, 3, 900)
  const rows = [...everyRow(from.tables)]
  state.replaceAll(rows)
  expect(state.balanceOf(utility)).toBe(7_500n)
  expect(ids(state)).toEqual(idsUpTo(75).slice(from.archivedTransactions))
  fill(state, 40, 76)
  expect(auditOf(state)).toEqual([])
  const oldest = entriesBefore(
    state,
    { shortcode, accounts: ['utility'] },
    { before: { number: 2, position: 0 }, limit: 5 },
  )
  const carried = BigInt(from.archivedTransactions) * 100n
  expect(oldest).toMatchObject([{ accountCents: carried + 100n, totalCents: carried + 100n }])
})

test('pushes leave memory only when they are finished and nothing about them is still due', () => {
  const state = open()
  const changes: Change[] = [
    ['push', 'ws_CO_1', pushOf(1, { stage: 'open', finalAtMs: null })],
    ['push', 'ws_CO_2', pushOf(2, { finalAtMs: 99_000_000 })],
    ['push', 'ws_CO_3', pushOf(3)],
    ['push', 'ws_CO_4', pushOf(4)],
    [
      'scheduled',
      's',
      { id: 's', dueAtMs: 5, kind: 'stk', subject: 'ws_CO_3', task: 'late-success' },
    ],
  ]
  state.commit(changes)
  for (let number = 5; number <= 40; number++) {
    state.commit([['push', `ws_CO_${number}`, pushOf(number)]])
  }
  expect([1, 2, 3, 4].map((number) => state.tables.push.has(`ws_CO_${number}`))).toEqual([
    true,
    true,
    true,
    false,
  ])
  state.close()
})
