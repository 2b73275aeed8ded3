import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { auditOf } from '../src/books/audit.ts'
import { StateFileError } from '../src/state/journal.ts'
import { createMover } from '../src/state/mover.ts'
import { openStore, type Store } from '../src/state/store.ts'
import { fill, ids, idsUpTo, open, pushOf, sizes, transactionOf, utility } from './state-harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'hazina-simulator-state-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newFile = () => join(folder, `state-${++files}.jsonl`)

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

/** The one line that was written from here on. */
function lineOf(file: string, from: number): Buffer {
  const rest = readFileSync(file).subarray(from)
  return rest.subarray(0, rest.indexOf('\n') + 1)
}
