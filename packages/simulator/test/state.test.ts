import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { accounts } from '../src/books/accounts.ts'
import { auditOf } from '../src/books/audit.ts'
import { entriesBefore } from '../src/books/entries.ts'
import {
  everyTransaction,
  transactionsBefore,
  transactionsWithKey,
} from '../src/state/find-transactions.ts'
import { StateFileError } from '../src/state/journal.ts'
import { everyRow } from '../src/state/memory.ts'
import { createMover } from '../src/state/mover.ts'
import type { Change, PushRecord } from '../src/state/records.ts'
import { openState, type State, type StateOptions } from '../src/state/state.ts'
import { openStore, type Store } from '../src/state/store.ts'
import { payer, shortcode, transactionOf } from './state-harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-state-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newFile = () => join(folder, `state-${++files}.jsonl`)

const sizes = { hot: 20, hotMessages: 30, batch: 10 }
const utility = accounts.organisation(shortcode, 'utility')
const open = (options: Partial<StateOptions> = {}) =>
  openState({ nowMs: () => 10_000_000, sizes, ...options })

function fill(state: State, count: number, from = 1): void {
  for (let number = from; number < from + count; number++) {
    state.commit([['transaction', `t${number}`, transactionOf(number)]])
  }
}

const ids = (state: State) => [...everyTransaction(state)].map(({ id }) => id)
const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `t${index + 1}`)

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

test('the file stays short however often a row changes, and reads back the same', () => {
  const stateFile = newFile()
  const state = open({ stateFile })
  for (let number = 0; number < 60_000; number++) {
    state.commit([['settings', 'only', { autoAnswer: 'pay', autoAnswerAfterMs: number }]])
  }
  fill(state, 1)
  state.close()
  expect(readFileSync(stateFile, 'utf8').split('\n').length).toBeLessThan(20_000)
  const again = open({ stateFile })
  expect(again.tables.settings.get('only')?.autoAnswerAfterMs).toBe(59_999)
  expect(again.balanceOf(utility)).toBe(100n)
  again.close()
})

test('a restart finds everything in the file and the archive, which are for their owner only', () => {
  const stateFile = newFile()
  const first = open({ stateFile })
  fill(first, 55)
  first.close()
  expect(statSync(`${stateFile}.archive`).mode & 0o077).toBe(0)
  const second = open({ stateFile })
  expect(ids(second)).toEqual(idsUpTo(55))
  fill(second, 55, 56)
  second.close()
  const third = open({ stateFile })
  expect(ids(third)).toEqual(idsUpTo(110))
  expect(third.balanceOf(utility)).toBe(11_000n)
  expect(auditOf(third)).toEqual([])
  third.close()
})

test('a death between the archive and the file moves nothing twice and loses nothing', () => {
  const stateFile = newFile()
  const first = open({ stateFile })
  fill(first, 29)
  const before = readFileSync(stateFile)
  fill(first, 1, 30)
  // The archive has the batch; the file is as it was before the rows were taken out of it.
  const withLast = Buffer.concat([before, lineOf(stateFile, before.length)])
  first.close()
  writeFileSync(stateFile, withLast)
  const again = open({ stateFile })
  expect(ids(again)).toEqual(idsUpTo(30))
  expect(again.archivedTransactions).toBe(10)
  expect(again.balanceOf(utility)).toBe(3_000n)
  expect(auditOf(again)).toEqual([])
  fill(again, 40, 31)
  again.close()
  const third = open({ stateFile })
  expect(ids(third)).toEqual(idsUpTo(70))
  expect(auditOf(third)).toEqual([])
  third.close()
})

/** The one line that was written from here on. */
function lineOf(file: string, from: number): Buffer {
  const rest = readFileSync(file).subarray(from)
  return rest.subarray(0, rest.indexOf('\n') + 1)
}

const pushOf = (number: number, given: Partial<PushRecord> = {}): PushRecord => ({
  checkoutRequestId: `ws_CO_${number}`,
  merchantRequestId: `m${number}`,
  shortcode,
  businessName: 'EXAMPLE ORG',
  msisdn: payer,
  amountKes: 1,
  account: 'A',
  callbackUrl: 'http://localhost/hook',
  text: 'Do you want to pay?',
  acceptedAtMs: number,
  stage: 'answered',
  opensAtMs: number,
  expiresAtMs: number,
  failure: null,
  faults: [],
  result: { code: '0', callbackText: '', queryText: '' },
  finalAtMs: number,
  paidAtMs: null,
  receipt: null,
  ...given,
})

test('a file that cannot be written stops no archive: what was half moved is finished later, once', () => {
  const store = openStore(undefined)
  let isFull = false
  const limping: Store = {
    ...store,
    write(changes) {
      if (isFull) throw new StateFileError('The disk is full')
      store.write(changes)
    },
  }
  const mover = createMover(limping, { stateFile: undefined, sizes, nowMs: () => 10_000_000 })
  for (let number = 1; number <= 40; number++) {
    limping.write([
      ['transaction', `t${number}`, transactionOf(number)],
      ['push', `ws_CO_${number}`, pushOf(number)],
    ])
  }
  isFull = true
  expect(() => mover.move()).toThrow('The disk is full')
  expect(store.mark()).toMatchObject({ batch: 0, transactions: 0 })
  expect(store.memory.transactions).toHaveLength(40)
  isFull = false
  const changed = pushOf(1, { receipt: 'UKN9999999' })
  limping.write([['push', 'ws_CO_1', changed]])
  for (let number = 41; number <= 60; number++) {
    limping.write([['transaction', `t${number}`, transactionOf(number)]])
  }
  mover.move()
  expect(store.memory.tables.push.get('ws_CO_1')).toEqual(changed)
  expect(store.memory.tables.push.has('ws_CO_2')).toBe(false)
  expect(store.mark().transactions + store.memory.transactions.length).toBe(60)
  expect(store.memory.transactions[0]?.id).toBe(`t${store.mark().transactions + 1}`)
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

test('an archive without its state file, a state file without its archive, and copies of different times are told', () => {
  const stateFile = newFile()
  const archive = `${stateFile}.archive`
  const first = open({ stateFile })
  fill(first, 35)
  first.close()
  const [file, early] = [readFileSync(stateFile), readFileSync(archive)]
  const second = open({ stateFile })
  fill(second, 60, 36)
  second.close()

  writeFileSync(archive, early)
  expect(() => open({ stateFile })).toThrow(/not of the same time: .*move both away/)
  rmSync(archive)
  expect(() => open({ stateFile })).toThrow(/not of the same time/)
  expect(existsSync(archive)).toBe(false)
  rmSync(stateFile)
  writeFileSync(archive, early)
  expect(() => open({ stateFile })).toThrow(/belongs to another state file/)
  writeFileSync(stateFile, file)
  writeFileSync(archive, early.subarray(0, 9_000))
  expect(() => open({ stateFile })).toThrow(/archive .* cannot be used/)
  writeFileSync(archive, 'nothing of ours, and long enough to be looked at '.repeat(400))
  expect(() => open({ stateFile })).toThrow(/archive .* cannot be used/)
})
