import { randomUUID } from 'node:crypto'
import type { Msisdn } from '@hazina/daraja/msisdn'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openUser } from '../../src/auth/index.ts'
import {
  type ReceiptsContext,
  type SmsMessage,
  SmsProblem,
  sendDepositReceipts,
} from '../../src/notifications/index.ts'
import { openWorld, type World } from '../auth/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.superuser.query("select ledger.open_account('mpesa:174379:utility', $1)", [
    world.clock.now(),
  ])
})
afterAll(() => world[Symbol.asyncDispose]())

let sent: SmsMessage[]
let failures: object[]
let refuse: (message: SmsMessage) => Error | undefined
beforeEach(() => {
  sent = []
  failures = []
  refuse = () => undefined
})

const makeContext = (): ReceiptsContext => ({
  config: { businessName: 'Duka', smsReceipts: true },
  db: world.ctx.db,
  sms: {
    available: true,
    async send(message) {
      const failure = refuse(message)
      if (failure) throw failure
      sent.push(message)
    },
  },
  events: { smsFailed: (facts) => void failures.push(facts) },
})

test('the owner of the wallet is told of each deposit, with the balance as it was then', async () => {
  const owner = await newUser()
  const payer = world.phone()
  const first = await settledDeposit(owner, { kes: 100, receipt: 'UKN7RT61SV', phone: payer })
  const second = await settledDeposit(owner, { kes: 250, receipt: null, phone: payer })
  const run = await sendDepositReceipts(makeContext(), [first, second])
  expect(run).toEqual({ sent: [first, second], failed: [] })
  expect(sent.map(({ to, purpose }) => [to, purpose])).toEqual([
    [owner.msisdn, 'receipt'],
    [owner.msisdn, 'receipt'],
  ])
  expect(sent[0]?.text).toBe(
    'Duka: KES 100.00 was added to your wallet on 23/11/2026 at 13:05. ' +
      'Wallet balance: KES 100.00. M-PESA receipt: UKN7RT61SV.',
  )
  expect(sent[1]?.text).toBe(
    'Duka: KES 250.00 was added to your wallet on 23/11/2026 at 13:05. Wallet balance: KES 350.00.',
  )
})

test('deposits that are not settled, and ids of nothing, are passed over', async () => {
  const owner = await newUser()
  const pending = await pendingDeposit(owner)
  expect(await sendDepositReceipts(makeContext(), [pending, 999_999n])).toEqual({
    sent: [],
    failed: [],
  })
  expect(sent).toEqual([])
})

test('one that fails does not stop the others, and is named for another try', async () => {
  const owners = await Promise.all(Array.from({ length: 12 }, newUser))
  const ids: bigint[] = []
  for (const owner of owners) {
    ids.push(await settledDeposit(owner, { kes: 50, receipt: null, phone: owner.msisdn }))
  }
  refuse = ({ to }) => {
    if (to === owners[3]?.msisdn)
      return new SmsProblem('unanswered', 'Silent.', { worthRetrying: true })
    if (to === owners[4]?.msisdn) return new SmsProblem('refused', 'No.', { worthRetrying: false })
    return to === owners[5]?.msisdn ? new TypeError(`broken for ${to}`) : undefined
  }
  const run = await sendDepositReceipts(makeContext(), ids)
  expect(new Set(run.sent)).toEqual(new Set(ids.toSpliced(3, 3)))
  expect(run.failed.toSorted((a, b) => Number(a.id - b.id))).toEqual([
    { id: ids[3], reason: 'Silent.', worthRetrying: true },
    { id: ids[4], reason: 'No.', worthRetrying: false },
    { id: ids[5], reason: 'The SMS could not be sent (TypeError).', worthRetrying: true },
  ])
  expect(failures).toHaveLength(3)
  expect(JSON.stringify(failures)).not.toContain('712')
  refuse = () => undefined
  const again = await sendDepositReceipts(
    makeContext(),
    run.failed.map(({ id }) => id),
  )
  expect(again.failed).toEqual([])
  expect(sent).toHaveLength(12)
})

test('where receipts are off, or SMS cannot be sent, nobody is told', async () => {
  const owner = await newUser()
  const id = await settledDeposit(owner, { kes: 100, receipt: null, phone: owner.msisdn })
  const ctx = makeContext()
  const off = { ...ctx, config: { ...ctx.config, smsReceipts: false } }
  const unavailable = { ...ctx, sms: { ...ctx.sms, available: false } }
  expect(await sendDepositReceipts(off, [id])).toEqual({ sent: [], failed: [] })
  expect(await sendDepositReceipts(unavailable, [id])).toEqual({ sent: [], failed: [] })
  expect(sent).toEqual([])
})

type Owner = { userId: bigint; msisdn: Msisdn }

async function newUser(): Promise<Owner> {
  const msisdn = world.phone()
  const { userId } = await openUser(world.ctx, { msisdn, name: null })
  return { userId, msisdn }
}

type Facts = { kes: number; receipt: string | null; phone: Msisdn }

/** A deposit as the settlement leaves it: posted to the wallet, and completed. */
async function settledDeposit(owner: Owner, facts: Facts): Promise<bigint> {
  const transactionId = randomUUID()
  const { rows } = await world.superuser.query<{ posting_id: string }>(
    `select posting_id from ledger.post_batch(
       'deposit', $1, array[$2::uuid], array[(select id from ledger.account where code = 'mpesa:174379:utility')],
       array[(select wallet_account_id from app.user where id = $3)], array[$4::bigint], array[$1::timestamptz])`,
    [world.clock.now(), transactionId, String(owner.userId), String(facts.kes * 100)],
  )
  return insertDeposit(owner, { ...facts, transactionId, postingId: rows[0]?.posting_id ?? null })
}

function pendingDeposit(owner: Owner): Promise<bigint> {
  const facts = { kes: 100, receipt: null, phone: owner.msisdn }
  return insertDeposit(owner, { ...facts, transactionId: randomUUID(), postingId: null })
}

async function insertDeposit(
  owner: Owner,
  facts: Facts & { transactionId: string; postingId: string | null },
): Promise<bigint> {
  const { rows } = await world.superuser.query<{ id: string }>(
    `insert into mpesa.transaction (transaction_id, user_id, wallet_account_id, type, state, amount_cents, phone_number,
                                    mpesa_receipt_number, posting_id, created_at, completed_at)
     select $1, u.id, u.wallet_account_id, 'deposit', case when $2::bigint is null then 'prompted' else 'completed' end,
            $3, $4, $5, $2, $6, case when $2::bigint is not null then $6::timestamptz end
     from app.user u where u.id = $7
     returning id`,
    [
      facts.transactionId,
      facts.postingId,
      String(facts.kes * 100),
      facts.phone,
      facts.receipt,
      world.clock.now(),
      String(owner.userId),
    ],
  )
  return BigInt(rows[0]?.id ?? 0)
}
