import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { accounts, auditOf, transactionChanges } from '../books/books.ts'
import type { TransactionRecord } from './records.ts'
import { keptMax, openState } from './state.ts'

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-state-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const payer = accounts.subscriber('254700000001')
const transactionOf = (number: number): TransactionRecord => ({
  id: `t${number}`,
  atMs: number,
  kind: 'cash',
  receipt: null,
  checkoutRequestId: null,
  entries: [
    { account: accounts.world, cents: -100n },
    { account: payer, cents: 100n },
  ],
})

test('old transactions leave memory, their money stays in the balances', () => {
  const state = openState(undefined)
  const count = keptMax.transactions + 50
  for (let number = 0; number < count; number++) {
    state.commit(transactionChanges(state, transactionOf(number)))
  }
  expect(state.tables.transaction.size).toBe(keptMax.transactions)
  expect(state.balanceOf(payer)).toBe(BigInt(count) * 100n)
  expect(auditOf(state)).toEqual([])
})

test('the audit tells what was tampered with', () => {
  const state = openState(undefined)
  state.commit([['transaction', 'a', { ...transactionOf(1), receipt: 'R' }]])
  const lopsided = { ...transactionOf(2), receipt: 'R', entries: [{ account: payer, cents: 5n }] }
  state.commit([['transaction', 'b', lopsided]])
  expect(auditOf(state)).toEqual([
    'transaction t2 does not balance: 5 cents over',
    'receipt R exists twice',
    'all accounts together are 5 cents, not zero',
  ])
})

test('the file stays short however often a row changes, and reads back the same', () => {
  const file = join(folder, 'state.jsonl')
  const state = openState(file)
  for (let number = 0; number < 60_000; number++) {
    state.commit([['settings', 'only', { autoAnswer: 'pay', autoAnswerAfterMs: number }]])
  }
  state.commit([['transaction', 't', transactionOf(1)]])
  state.close()
  expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(20_000)
  const again = openState(file)
  expect(again.tables.settings.get('only')?.autoAnswerAfterMs).toBe(59_999)
  expect(again.balanceOf(payer)).toBe(100n)
  again.close()
})
