import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LedgerError, ledgerErrorFrom, ledgerMigrationsDirectory } from './index.ts'

const raised = (fields: object) => Object.assign(new Error('insufficient funds'), fields)

test('every SQLSTATE that the SQL raises has a name', () => {
  const sql = readdirSync(ledgerMigrationsDirectory)
    .map((file) => readFileSync(new URL(file, ledgerMigrationsDirectory), 'utf8'))
    .join()
  const states = new Set([...sql.matchAll(/errcode = '(\w+)'/g)].map(([, state]) => state))
  expect(states.size).toBe(12)
  for (const code of states) expect(ledgerErrorFrom(raised({ code }))).toBeInstanceOf(LedgerError)
})

test('a refusal says which account and what amounts', () => {
  const cause = raised({
    code: 'HZ001',
    detail: 'account=wallet:7 amount_cents=500 available_cents=-20',
  })
  const error = ledgerErrorFrom(cause)
  expect(error).toMatchObject({
    code: 'insufficient_funds',
    facts: { account: 'wallet:7', amount_cents: '500', available_cents: '-20' },
    cause,
  })
  expect(ledgerErrorFrom(error)).toBe(error)
})

test('a second settlement is known by its constraint, in this schema only', () => {
  const fields = { code: '23505', constraint: 'posting_settles_once' }
  expect(ledgerErrorFrom(raised({ ...fields, schema: 'ledger' }))?.code).toBe('already_settled')
  expect(ledgerErrorFrom(raised({ ...fields, schema: 'other' }))).toBeUndefined()
})

test.each([new Error('x'), raised({ code: '40001' }), raised({ code: 'toString' }), 'HZ001', null])(
  'another error stays what it is',
  (error) => {
    expect(ledgerErrorFrom(error)).toBeUndefined()
  },
)
