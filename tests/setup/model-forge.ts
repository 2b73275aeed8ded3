import type { PushRecord } from '@hazina/simulator'
import { expect } from 'vitest'
import { safaricomAddress } from './api-call.ts'
import type { Forgery } from './model.ts'
import { type ModelPhone, movementsOf, pushesOf, type World } from './model-world.ts'
import type { TestSystem } from './system.ts'

const strangersAddress = '203.0.113.9'

type Forged = { path: string; body: string; from: string }

/** Posts a callback that must move nothing, and sees that it moved nothing. */
export async function forge(world: World, phone: ModelPhone, forgery: Forgery): Promise<void> {
  const { system } = world
  const push = pushesOf(world).findLast((one) => one.msisdn === phone.msisdn)
  if (push === undefined) return
  const forged = await makeForgery(system, push, forgery)
  if (forged === undefined) return
  const before = await movementsOf(system)
  const response = await post(system, forged)
  // Null: a crash was planned for this very step.
  if (response !== null) expect(response.status).toBe(200)
  await system.revive()
  expect(await movementsOf(system), `a forgery (${forgery}) moved money`).toEqual(before)
}

/** Posts a callback; null when the server dies over it. */
export function post(
  { deliver }: TestSystem,
  { path, body, from }: Forged,
): Promise<Response | null> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
  return deliver(`http://hazina.test${path}`, { method: 'POST', headers, body }).catch(() => null)
}

/** The bytes, where they are posted and from; undefined where this forgery cannot be made now. */
export async function makeForgery(
  system: TestSystem,
  push: PushRecord,
  forgery: Forgery,
): Promise<Forged | undefined> {
  const path = new URL(push.callbackUrl).pathname
  const right = { path, from: safaricomAddress }
  const bare = path.slice(0, path.lastIndexOf('/'))
  switch (forgery) {
    case 'unknown token':
      return { ...right, path: `${bare}/${'c0ffee'.repeat(8)}`, body: success(push) }
    case 'plain address':
      return { ...right, path: bare, body: success(push) }
    case 'right token from elsewhere':
      return { path, from: strangersAddress, body: success(push) }
    case 'wrong amount':
      return { ...right, body: success(push, { amount: push.amountKes + 1 }) }
    case 'wrong phone':
      return { ...right, body: success(push, { phone: '254799999999' }) }
    case 'wrong request':
      // What a push is called at Safaricom can only be compared once we know it.
      return (await knowsRequest(system, push))
        ? { ...right, body: success(push, { checkoutRequestId: 'ws_CO_231120260900001712345678' }) }
        : undefined
    case 'replayed receipt': {
      const receipt = await receiptOfAnother(system, push)
      return receipt === undefined ? undefined : { ...right, body: success(push, { receipt }) }
    }
    case 'truncated':
      return { ...right, body: success(push).slice(0, -30) }
    case 'a web page':
      return { ...right, body: '<html><body>Success</body></html>' }
    case 'nothing at all':
      return { ...right, body: '' }
  }
}

let invented = 0

function success(
  push: PushRecord,
  other: { amount?: number; phone?: string; checkoutRequestId?: string; receipt?: string } = {},
): string {
  invented += 1
  const receipt = other.receipt ?? `FAK${String(invented).padStart(7, '0')}`
  return JSON.stringify({
    Body: {
      stkCallback: {
        MerchantRequestID: push.merchantRequestId,
        CheckoutRequestID: other.checkoutRequestId ?? push.checkoutRequestId,
        ResultCode: 0,
        ResultDesc: 'The service request is processed successfully.',
        CallbackMetadata: {
          Item: [
            { Name: 'Amount', Value: other.amount ?? push.amountKes },
            { Name: 'MpesaReceiptNumber', Value: receipt },
            { Name: 'TransactionDate', Value: 20261123090000 },
            { Name: 'PhoneNumber', Value: Number(other.phone ?? push.msisdn) },
          ],
        },
      },
    },
  })
}

async function knowsRequest(system: TestSystem, push: PushRecord): Promise<boolean> {
  const { rows } = await system.server.ctx.db.pool.query(
    'select from mpesa.transaction where checkout_request_id = $1',
    [push.checkoutRequestId],
  )
  return rows.length > 0
}

async function receiptOfAnother(system: TestSystem, push: PushRecord): Promise<string | undefined> {
  const { rows } = await system.server.ctx.db.pool.query<{ receipt: string }>(
    `select r.receipt from mpesa.receipt r join mpesa.stk_push s on s.transaction_id = r.transaction_id
     where s.account_reference <> $1 order by r.evidence_id desc limit 1`,
    [push.account],
  )
  return rows[0]?.receipt
}
