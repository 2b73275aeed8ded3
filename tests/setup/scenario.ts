import type { ProblemCode } from '@hazina/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  type CallOptions,
  startTestSystem,
  type TestSystem,
  type TestSystemOptions,
} from './system.ts'

/**
 * One row of a table: a call, what it is answered, and that nothing else came of it. The books, the transactions and the
 * prompts on phones are the same after it as before.
 */
export type Scenario = CallOptions & {
  promise: string
  call: readonly ['GET' | 'POST', string]
  status: number
  code?: ProblemCode
  /** The fields that the answer names, in any order. */
  fields?: readonly string[]
  message?: string
}

/** One system for a file. After every test the books are verified. */
export function sharedSystem(options: TestSystemOptions = {}): () => TestSystem {
  let system: TestSystem | undefined
  const current = () => {
    if (system === undefined) throw new Error('the system has not started')
    return system
  }
  beforeAll(async () => {
    system = await startTestSystem(options)
  })
  afterEach(() => expectCleanBooks(current()))
  afterAll(() => system?.[Symbol.asyncDispose]())
  return current
}

/** Makes a test of each row. */
export function scenarios(system: () => TestSystem, rows: () => readonly Scenario[]): void {
  test.each(rows())('$promise', (row) => expectRefused(system(), row))
}

/** Runs one row against a system. */
export async function expectRefused(system: TestSystem, row: Scenario): Promise<void> {
  const before = await effectsOf(system)
  const [method, url] = row.call
  const answer = await system.call(method, url, row)
  expect({ status: answer.status, code: answer.body.code }).toEqual({
    status: row.status,
    code: row.code,
  })
  expectProblem(answer.body, row.status)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  if (row.fields !== undefined) {
    const named = (answer.body.errors ?? []).map((error: { field: string }) => error.field)
    expect(named.sort()).toEqual([...row.fields].sort())
  }
  if (row.message !== undefined) expect(answer.body.message).toBe(row.message)
  expect(await effectsOf(system)).toEqual(before)
}

/** The form that every refusal has: RFC 9457, with the guide's `success` and `message` beside it. */
export function expectProblem(body: unknown, status: number): void {
  expect(body).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.stringMatching(/\S/),
    success: false,
    message: expect.stringMatching(/\S/),
  })
}

export type Effects = {
  postings: number
  transactions: number
  users: number
  walletCents: bigint
  pushes: number
}

/** Everything that a refused call must leave as it is. */
export async function effectsOf(system: TestSystem): Promise<Effects> {
  const { rows } = await system.server.ctx.db.pool.query<Omit<Effects, 'pushes'>>(`
    select (select count(*) from ledger.posting)::int as postings,
           (select count(*) from mpesa.transaction)::int as transactions,
           (select count(*) from app.user)::int as users,
           (select coalesce(sum(b.balance_cents), 0) from ledger.balance b)::bigint as "walletCents"`)
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  return { ...row, pushes: system.simulator.pushes.list().length }
}

export async function expectCleanBooks(system: TestSystem): Promise<void> {
  const { ok, breaks } = await system.verify()
  expect({ ok, breaks }).toEqual({ ok: true, breaks: [] })
}

let phones = 0

/** A phone that no test of this file used before, as people write it. */
export function newPhone(): string {
  phones += 1
  return `0712${String(phones).padStart(6, '0')}`
}

export function msisdnOf(phone: string): string {
  return `254${phone.slice(1)}`
}

/** The user of a phone, made by an application. */
export async function newUser(system: TestSystem, phone = newPhone()): Promise<number> {
  const made = await system.call('POST', '/api/users', { body: { phone_number: phone } })
  expect(made.body).toMatchObject({ success: true, user_id: expect.any(Number) })
  return made.body.user_id
}

/** What is in a wallet, in KES. */
export async function balanceOf(system: TestSystem, userId: number): Promise<number> {
  return (await system.call('GET', `/api/wallet?user_id=${userId}`)).body.balance
}

/** Signs in as a person does: by the code in the phone's inbox. The header is what a browser would send. */
export async function signIn(
  system: TestSystem,
  phone = newPhone(),
): Promise<{ headers: { cookie: string }; userId: number; phone: string }> {
  const asked = await system.call('POST', '/api/auth/code', {
    as: 'nobody',
    body: { phone_number: phone },
  })
  expect(asked.status).toBe(202)
  const code = await codeOn(system, phone)
  const done = await system.call('POST', '/api/auth/verify', {
    as: 'nobody',
    body: { phone_number: phone, code },
  })
  expect(done.status).toBe(200)
  const cookie = String(done.headers['set-cookie']).split(';')[0] ?? ''
  return { headers: { cookie }, userId: done.body.user.user_id, phone }
}

/** The last code that came by SMS. */
export async function codeOn(system: TestSystem, phone: string): Promise<string> {
  await system.settle()
  const code = /^\d{6}/.exec(system.simulator.messages.of(phone)[0]?.text ?? '')?.[0]
  if (code === undefined) throw new Error('no code has arrived')
  return code
}
