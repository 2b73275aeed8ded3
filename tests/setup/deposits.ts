import { expect } from 'vitest'
import { balanceOf, effectsOf, msisdnOf, newPhone, newUser } from './scenario.ts'
import type { CallAnswer, TestSystem } from './system.ts'

/** An address of Safaricom's, from its published list. */
export const safaricomAddress = '196.201.214.200'

/** A deposit whose prompt is on a phone, with what only Safaricom knows of it. */
export type OpenDeposit = {
  userId: number
  phone: string
  amount: number
  transactionId: string
  checkoutRequestId: string
  merchantRequestId: string
  /** Where Safaricom was told to call back. */
  callbackPath: string
}

/** Pushes a prompt to a phone, with the API key unless other options are given. */
export async function openDeposit(
  system: TestSystem,
  { phone = newPhone(), amount = 100 }: { phone?: string; amount?: number } = {},
): Promise<OpenDeposit> {
  const userId = await newUser(system, phone)
  const pushed = await push(system, { userId, phone, amount })
  expect(pushed.status).toBe(200)
  return depositOf(system, { userId, phone, amount, answer: pushed })
}

export function push(
  system: TestSystem,
  { userId, phone, amount = 100 }: { userId: number; phone: string; amount?: number },
  headers: Record<string, string> = {},
): Promise<CallAnswer> {
  const body = { user_id: userId, amount, phone_number: phone }
  return system.call('POST', '/api/mpesa/stk-push', { body, headers })
}

/** The last push that Safaricom took for a phone. */
export function depositOf(
  system: TestSystem,
  {
    userId,
    phone,
    amount,
    answer,
  }: { userId: number; phone: string; amount: number; answer: CallAnswer },
): OpenDeposit {
  const taken = system.simulator.pushes.list().findLast((one) => one.msisdn === msisdnOf(phone))
  if (taken === undefined) throw new Error('Safaricom took no push for that phone')
  const { checkoutRequestId, merchantRequestId, callbackUrl } = taken
  return {
    userId,
    phone,
    amount,
    transactionId: answer.body.transaction_id,
    checkoutRequestId,
    merchantRequestId,
    callbackPath: new URL(callbackUrl).pathname,
  }
}

export type Told = {
  resultCode?: unknown
  amount?: unknown
  receipt?: unknown
  phone?: unknown
  checkoutRequestId?: string
  /** Names of items to leave out. */
  without?: readonly string[]
}

let receipts = 0

/** A receipt number that no test of this file used before. */
export function newReceipt(): string {
  receipts += 1
  return `UKN${String(receipts).padStart(7, '0')}`
}

/** The body of a callback about a deposit: a success in the live shape, unless told otherwise. */
export function callbackBody(deposit: OpenDeposit, told: Told = {}): string {
  const { resultCode = 0, without = [] } = told
  const items = [
    { Name: 'Amount', Value: told.amount ?? deposit.amount },
    { Name: 'MpesaReceiptNumber', Value: told.receipt ?? newReceipt() },
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: 20261123091500 },
    { Name: 'PhoneNumber', Value: told.phone ?? Number(msisdnOf(deposit.phone)) },
  ].filter(({ Name }) => !without.includes(Name))
  const paid = resultCode === 0 || resultCode === '0'
  const stkCallback = {
    MerchantRequestID: deposit.merchantRequestId,
    CheckoutRequestID: told.checkoutRequestId ?? deposit.checkoutRequestId,
    ResultCode: resultCode,
    ResultDesc: paid ? 'The service request is processed successfully.' : 'Not paid',
    ...(paid ? { CallbackMetadata: { Item: items } } : {}),
  }
  return JSON.stringify({ Body: { stkCallback } })
}

export type Posted = { status: number; body: string }

/** Posts bytes to a callback address, as from Safaricom unless told otherwise. */
export async function postCallback(
  system: TestSystem,
  path: string,
  body: string | Buffer,
  { from = safaricomAddress, headers = {} }: { from?: string; headers?: object } = {},
): Promise<Posted> {
  const response = await system.server.app.inject({
    method: 'POST',
    url: path,
    payload: body,
    remoteAddress: from,
    headers: { 'content-type': 'application/json', ...headers },
  })
  return { status: response.statusCode, body: response.body }
}

export const accepted: Posted = { status: 200, body: '{"ResultCode":0,"ResultDesc":"Accepted"}' }

/** The API's word on a deposit. */
export async function statusOf(system: TestSystem, { transactionId }: { transactionId: string }) {
  return (await system.call('GET', `/api/mpesa/check-status/${transactionId}`)).body
}

/** What was made of the evidence of a deposit, oldest first. */
export async function verdictsOn(system: TestSystem, transactionId: string): Promise<string[]> {
  const { rows } = await system.server.ctx.db.pool.query<{ verdict: string }>(
    `select e.verdict from mpesa.evidence e join mpesa.transaction t on t.id = e.transaction_id
     where t.transaction_id = $1 order by e.id`,
    [transactionId],
  )
  return rows.map((row) => row.verdict)
}

/** The open cases of a deposit, by queue. */
export async function queuesOf(system: TestSystem, transactionId: string): Promise<string[]> {
  const { rows } = await system.server.ctx.db.pool.query<{ queue: string }>(
    `select c.queue from mpesa.review_case c join mpesa.transaction t on t.id = c.transaction_id
     where t.transaction_id = $1 and c.closed_at is null order by c.queue`,
    [transactionId],
  )
  return rows.map((row) => row.queue)
}

/** How often Safaricom was asked about pushes so far. */
export function queriesSent(system: TestSystem): number {
  return system.simulator.requests().filter((one) => one.kind === 'query').length
}

/** Posts what must move nothing: Safaricom is answered, and the deposit stays pending and its wallet empty. */
export async function expectNothingMoved(
  system: TestSystem,
  deposit: OpenDeposit,
  { path = deposit.callbackPath, body }: { path?: string; body: string | Buffer },
): Promise<void> {
  const before = await effectsOf(system)
  expect(await postCallback(system, path, body)).toEqual(accepted)
  await system.settle()
  expect(await effectsOf(system)).toEqual(before)
  expect(await statusOf(system, deposit)).toMatchObject({ status: 'pending' })
  expect(await balanceOf(system, deposit.userId)).toBe(0)
}

/** After anything that moved nothing, the true callback still credits exactly once. */
export async function expectStillPayable(system: TestSystem, deposit: OpenDeposit): Promise<void> {
  const posted = await postCallback(system, deposit.callbackPath, callbackBody(deposit))
  expect(posted).toEqual(accepted)
  expect(await statusOf(system, deposit)).toMatchObject({ status: 'completed' })
  expect(await balanceOf(system, deposit.userId)).toBe(deposit.amount)
}
