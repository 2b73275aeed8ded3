import type { PushRecord } from '@hazina/simulator'
import { expect } from 'vitest'
import { evidenceOfPullRow, settle } from '../../packages/server/src/transactions/index.ts'
import { genuineCallbacks, isSuccess, pushesOf, type World } from './model-world.ts'
import type { TestSystem } from './system.ts'

type Row = {
  reference: string
  userId: bigint
  state: string
  status: string
  amountCents: bigint
  receipt: string | null
  queues: string[] | null
  saidFailed: boolean
  callbacksKept: boolean
}

/**
 * Judges the end of a history by the simulator's own books: who paid is credited, who did not is not, and what cannot be
 * known is with a person who is told why. Then M-PESA's own record is read, and all is equal to the cent.
 */
export async function judge(world: World): Promise<void> {
  const { system } = world
  const rows = await readRows(world)
  const pushes = new Map(pushesOf(world).map((push) => [push.account, push]))
  for (const row of rows.values()) judgeRow(row, pushes.get(row.reference))
  for (const push of pushes.values()) {
    const wasAnswered = genuineCallbacks(world, push).some((one) => one.status === 200)
    if (wasAnswered) expect(rows.get(push.account), 'answered, so kept').toMatchObject(kept)
  }
  const missing = [...pushes.values()].filter((push) => isMissing(push, rows.get(push.account)))
  if (missing.length > 0) await expectSound(system)
  for (const push of missing) {
    expectExcused(world, push, rows.get(push.account))
    await readPullRow(system, push)
  }
  await expectEqualToTheCent(world)
}

const kept = { callbacksKept: true }

/** A deposit has its end, and no wallet was credited with what the simulator did not take. */
function judgeRow(row: Row, push: PushRecord | undefined): void {
  const about = `${row.reference} (${row.state})`
  expect(['completed', 'declined', 'refused', 'lapsed', 'unresolved'], about).toContain(row.state)
  if (row.status === 'pending') expect(row.queues, about).toContain('unresolved')
  if (row.status !== 'completed') return
  expect(push?.receipt, `${about} is credited and was never paid`).toEqual(expect.any(String))
  expect(BigInt(push?.amountKes ?? 0) * 100n, about).toBe(row.amountCents)
  if (row.receipt !== null) expect(row.receipt, about).toBe(push?.receipt)
}

function isMissing(push: PushRecord, row: Row | undefined): boolean {
  return push.receipt !== null && row?.status !== 'completed'
}

/** Money that Safaricom took and we do not know of: a person has it, or Safaricom itself said that it failed. */
function expectExcused(world: World, push: PushRecord, row: Row | undefined): void {
  const about = `${push.account} (${row?.state}) was paid`
  expect(row, about).toBeDefined()
  if ((row?.queues ?? []).length > 0) return
  const heard = genuineCallbacks(world, push).filter((one) => isSuccess(one) && one.status === 200)
  expect(heard, `${about}, and we were told`).toEqual([])
  expect(row?.saidFailed, `${about}, and nobody looks at it`).toBe(true)
}

async function readRows({ system, userIds }: World): Promise<Map<string, Row>> {
  const { rows } = await system.server.ctx.db.pool.query<Row>(
    `select s.account_reference as reference, t.user_id as "userId", t.state, t.status,
       t.amount_cents as "amountCents", t.mpesa_receipt_number as receipt,
       (select array_agg(c.queue) from mpesa.review_case c
        where c.transaction_id = t.id and c.closed_at is null and c.detail <> '') as queues,
       exists (select from mpesa.evidence e
               where e.transaction_id = t.id and e.verified and e.verdict = 'declined') as "saidFailed",
       exists (select from mpesa.evidence e where e.transaction_id = t.id and e.kind = 'callback') as "callbacksKept"
     from mpesa.transaction t join mpesa.stk_push s on s.transaction_id = t.id
     where t.user_id = any ($1) order by t.id`,
    [userIds],
  )
  return new Map(rows.map((row) => [row.reference, row]))
}

/** M-PESA's own record of the payment, as a Pull answer tells it (reference §25). */
async function readPullRow({ server, clock }: TestSystem, push: PushRecord): Promise<void> {
  const row = {
    transactionId: push.receipt,
    trxDate: clock.now().toISOString(),
    msisdn: Number(push.msisdn.slice(3)),
    billreference: push.account,
    amount: `${push.amountKes}.00`,
  }
  const [settlement] = await settle(server.ctx, 'pull', [evidenceOfPullRow(row)])
  expect(settlement?.verdict, `the Pull row of ${push.account}`).toBe('settled')
}

async function expectEqualToTheCent(world: World): Promise<void> {
  const { system } = world
  for (const userId of world.userIds) {
    const own = new Set(
      world.phones.filter((one) => one.userId === userId).map((one) => one.msisdn),
    )
    const paid = system.simulator
      .books()
      .transactions.filter(({ kind }) => kind === 'payment')
      .flatMap(({ entries }) => entries)
      .filter(({ account }) => own.has(account.replace('subscriber:', '')))
      .reduce((sum, { cents }) => sum - cents, 0n)
    const wallet = await system.call('GET', `/api/wallet?user_id=${userId}`)
    expect(BigInt(wallet.body.balance) * 100n, `the wallet of user ${userId}`).toBe(paid)
  }
  const totals = await expectSound(system, system.verifyBesideSimulator)
  const [organisation] = system.simulator.books().organisations
  expect(totals.mpesa, 'our float and the simulator’s utility account').toBe(
    organisation?.utilityCents,
  )
  expect(totals.wallet).toBe(totals.mpesa)
}

async function expectSound(
  system: TestSystem,
  verify = system.verify,
): Promise<Record<string, bigint>> {
  const { breaks, totals } = await verify()
  expect(breaks).toEqual([])
  expect(system.simulator.audit()).toEqual([])
  return totals
}
