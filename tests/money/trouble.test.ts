import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmationToken } from '../../packages/server/src/transactions/index.ts'
import { safaricomAddress } from '../setup/api-call.ts'
import {
  accepted,
  callbackBody,
  newReceipt,
  type OpenDeposit,
  openDeposit,
  postCallback,
  queuesOf,
  statusOf,
  verdictsOn,
} from '../setup/deposits.ts'
import { balanceOf, sharedSystem } from '../setup/scenario.ts'

const system = sharedSystem()
let superuser: pg.Client

beforeAll(async () => {
  superuser = new pg.Client({ connectionString: system().database.superuserUrl })
  await superuser.connect()
  // Something nobody has thought of: the database refuses one receipt.
  await superuser.query(`
    create function public.refuse() returns trigger language plpgsql as $$
    begin raise exception 'nobody has thought of this'; end $$;
    create trigger refuse before insert on mpesa.receipt
      for each row when (new.receipt like 'POISON%') execute function public.refuse()`)
})
afterAll(() => superuser.end())

async function openSeveral(count: number): Promise<OpenDeposit[]> {
  const deposits: OpenDeposit[] = []
  for (let place = 0; place < count; place += 1) deposits.push(await openDeposit(system()))
  return deposits
}

test('a callback that cannot be settled leaves the others of its batch settled, and goes to a person', async () => {
  const deposits = await openSeveral(12)
  const [poisoned, ...others] = deposits as [OpenDeposit, ...OpenDeposit[]]
  const answers = await Promise.all(
    deposits.map((deposit) => {
      const receipt = deposit === poisoned ? 'POISON0001' : newReceipt()
      return postCallback(system(), deposit.callbackPath, callbackBody(deposit, { receipt }))
    }),
  )
  expect(answers).toEqual(deposits.map(() => accepted))
  await system().settle()
  for (const deposit of others) {
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'completed' })
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
  }
  expect(await balanceOf(system(), poisoned.userId)).toBe(0)

  await system().elapse(3 * 60_000)
  expect(await queuesOf(system(), poisoned.transactionId)).toEqual(['poisonous'])
  const { rows } = await superuser.query(
    "select detail from mpesa.review_case where queue = 'poisonous'",
  )
  expect(rows).toEqual([{ detail: expect.stringContaining('nobody has thought of this') }])
  expect(await verdictsOn(system(), poisoned.transactionId)).toContain('poisonous')
})

test('a confirmation that cannot be settled is kept, answered, and goes to a person', async () => {
  const [deposit] = (await openSeveral(1)) as [OpenDeposit]
  const { rows } = await superuser.query<{ reference: string }>(
    `select s.account_reference as reference from mpesa.stk_push s
     join mpesa.transaction t on t.id = s.transaction_id where t.transaction_id = $1`,
    [deposit.transactionId],
  )
  const path = `/hooks/c2b/${confirmationToken(system().config.secret)}`
  const confirmation = (receipt: string) =>
    JSON.stringify({
      TransID: receipt,
      TransAmount: '100.00',
      BillRefNumber: rows[0]?.reference,
    })
  const options = { from: safaricomAddress }
  expect(await postCallback(system(), path, confirmation('POISON0002'), options)).toEqual(accepted)
  await system().elapse(3 * 60_000)
  const poisonous = await superuser.query(
    "select kind, verdict from mpesa.evidence where kind = 'c2b' and verdict = 'poisonous'",
  )
  expect(poisonous.rows).toHaveLength(1)
  expect(await postCallback(system(), path, confirmation(newReceipt()), options)).toEqual(accepted)
  expect(await balanceOf(system(), deposit.userId)).toBe(100)
})

test('connections that break under a storm of callbacks lose none of them', async () => {
  const deposits = await openSeveral(40)
  let isDone = false
  const answering = Promise.all(
    deposits.map((deposit) => postCallback(system(), deposit.callbackPath, callbackBody(deposit))),
  ).finally(() => {
    isDone = true
  })
  for (let round = 0; !isDone; round += 1) {
    if (round < 4) await breakConnections()
    // What waits for the database waits by the clock, which must not outrun the database.
    await sleep(60)
    await system().clock.advance(250)
  }
  expect(await answering).toEqual(deposits.map(() => accepted))
  for (const deposit of deposits) expect(await balanceOf(system(), deposit.userId)).toBe(100)
})

test('a connection that breaks while work holds it between two queries ends nothing else', async () => {
  const deposit = await openDeposit(system())
  const client = await system().server.ctx.db.pool.connect()
  await client.query('select 1')
  await breakConnections()
  await expect(client.query('select 1')).rejects.toThrow()
  client.release(true)
  // The others in the pool broke too; each is replaced when that is noticed.
  const balance = () => balanceOf(system(), deposit.userId)
  await expect.poll(balance, { timeout: 20_000 }).toBe(0)
})

async function breakConnections(): Promise<void> {
  await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  )
}
