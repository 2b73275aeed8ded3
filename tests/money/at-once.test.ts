import { expect, test } from 'vitest'
import type { Server } from '../../packages/server/src/system/compose.ts'
import { evidenceOfQuery } from '../../packages/server/src/transactions/evidence.ts'
import { settle } from '../../packages/server/src/transactions/index.ts'
import { claimDue, concludeWork } from '../../packages/server/src/work/claim.ts'
import { deliverCallback } from '../setup/api-call.ts'
import {
  callbackBody,
  newReceipt,
  type OpenDeposit,
  openDeposit,
  queuesOf,
  statusOf,
} from '../setup/deposits.ts'
import { balanceOf, newPhone, newUser, sharedSystem } from '../setup/scenario.ts'
import type { TestSystem } from '../setup/system.ts'

const system = sharedSystem()

/** Two servers on one database, as behind a load balancer. */
async function twoServers(): Promise<[Server, Server]> {
  return [system().server, await system().composeAnother()]
}

function tell(server: Server, deposit: OpenDeposit, receipt: string): Promise<Response> {
  return deliverCallback(server, `http://hazina.test${deposit.callbackPath}`, {
    body: callbackBody(deposit, { receipt }),
    headers: { 'content-type': 'application/json' },
  })
}

async function tellByQuery(server: Server, deposit: OpenDeposit): Promise<unknown> {
  const { rows } = await server.ctx.db.pool.query<{ id: bigint }>(
    'select id from mpesa.transaction where transaction_id = $1',
    [deposit.transactionId],
  )
  const raw = '{"ResultCode":"0"}'
  const answer = { outcome: 'paid', resultCode: '0', resultDesc: '', raw } as const
  return settle(server.ctx, 'query', [evidenceOfQuery(rows[0]?.id ?? 0n, answer)])
}

async function postingsOf({ server }: TestSystem, deposit: OpenDeposit): Promise<number> {
  const { rows } = await server.ctx.db.pool.query<{ count: number }>(
    'select count(*)::int as count from ledger.posting where transaction_id = $1',
    [deposit.transactionId],
  )
  return rows[0]?.count ?? 0
}

test('one deposit told fifty times at once to two servers, and by queries beside them, is credited once', async () => {
  const [one, other] = await twoServers()
  const deposit = await openDeposit(system())
  const receipt = newReceipt()
  const answers = await Promise.all(
    [
      ...Array.from({ length: 25 }, () => [
        tell(one, deposit, receipt),
        tell(other, deposit, receipt),
      ]),
      [tellByQuery(one, deposit), tellByQuery(other, deposit)],
    ].flat(),
  )
  const statuses = answers
    .filter((answer) => answer instanceof Response)
    .map(({ status }) => status)
  expect(statuses).toEqual(Array.from({ length: 50 }, () => 200))
  expect(await postingsOf(system(), deposit)).toBe(1)
  expect(await balanceOf(system(), deposit.userId)).toBe(100)
  expect(await statusOf(system(), deposit)).toMatchObject({ mpesa_receipt_number: receipt })
  expect(await queuesOf(system(), deposit.transactionId)).toEqual([])
})

test.each([
  ['one server, in one batch', 0],
  ['two servers, at the same time', 1],
])(
  'two deposits with one receipt (%s): one has it, the other waits for a person',
  async (_, second) => {
    const servers = await twoServers()
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = [await openDeposit(system()), await openDeposit(system())]
      const receipt = newReceipt()
      await Promise.all([
        tell(servers[0], a, receipt),
        tell(servers[second] ?? servers[0], b, receipt),
      ])
      await system().settle()
      const queues = [
        await queuesOf(system(), a.transactionId),
        await queuesOf(system(), b.transactionId),
      ]
      expect(queues.toSorted((x, y) => x.length - y.length)).toEqual([[], ['receipt_reused']])
      const credited = [await balanceOf(system(), a.userId), await balanceOf(system(), b.userId)]
      expect(credited.toSorted((x, y) => x - y)).toEqual([0, 100])
    }
  },
)

test('an honest deposit is settled in the batch in which a stranger uses its receipt', async () => {
  const deposit = await openDeposit(system())
  const receipt = newReceipt()
  const stranger = { ...deposit, callbackPath: `/api/mpesa/callback/${'c0ffee'.repeat(8)}` }
  const { server } = system()
  await Promise.all([tell(server, stranger, receipt), tell(server, deposit, receipt)])
  expect(await statusOf(system(), deposit)).toMatchObject({
    status: 'completed',
    mpesa_receipt_number: receipt,
  })
})

test('batches that share wallets in opposite order, with the due work beside them, never deadlock', async () => {
  const before = await deadlocks()
  const [one, other] = await twoServers()
  const userIds = [await newUser(system()), await newUser(system()), await newUser(system())]
  for (let round = 0; round < 4; round += 1) {
    const deposits: OpenDeposit[] = []
    for (let count = 0; count < 24; count += 1) {
      // Everybody's phone may pay into anybody's wallet.
      const userId = userIds[count % userIds.length] ?? 0
      deposits.push(await openFor(userId))
    }
    const receipts = deposits.map(() => newReceipt())
    const told = deposits.flatMap((deposit, place) => [
      () => tell(one, deposit, receipts[place] ?? ''),
      () => tell(other, deposits.at(-1 - place) ?? deposit, receipts.at(-1 - place) ?? ''),
    ])
    const working = [one.work.drain(), other.work.drain()]
    const answers = await Promise.all(told.map((begin) => begin()))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await Promise.all([...working, one.work.drain(), other.work.drain()])
  }
  expect(await balances(userIds)).toEqual(userIds.map(() => 4 * 8 * 100))
  await other.close()
  expect(await deadlocks()).toBe(before)
})

async function openFor(userId: number): Promise<OpenDeposit> {
  const phone = newPhone()
  const answer = await system().call('POST', '/api/mpesa/stk-push', {
    body: { user_id: userId, amount: 100, phone_number: phone },
  })
  expect(answer.status).toBe(200)
  const taken = system().simulator.pushes.list().at(-1)
  if (taken === undefined) throw new Error('Safaricom took no push')
  return {
    userId,
    phone,
    amount: 100,
    transactionId: answer.body.transaction_id,
    checkoutRequestId: taken.checkoutRequestId,
    merchantRequestId: taken.merchantRequestId,
    callbackPath: new URL(taken.callbackUrl).pathname,
  }
}

function balances(userIds: readonly number[]): Promise<number[]> {
  return Promise.all(userIds.map((userId) => balanceOf(system(), userId)))
}

/** PostgreSQL's own count; a connection hands in its part when it ends. */
async function deadlocks(): Promise<bigint> {
  await system().restart()
  const { rows } = await system().server.ctx.db.pool.query<{ deadlocks: bigint }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return rows[0]?.deadlocks ?? 0n
}

test('due work is concluded without waiting for a settlement, which may be waiting for it', async () => {
  const { ctx } = system().server
  await system().settle()
  const now = ctx.clock.now()
  await ctx.db.pool.query(
    `insert into app.work (kind, subject, due_at) values ('transaction.changed', -1, $1), ('transaction.changed', -2, $1)`,
    [now],
  )
  const claimed = await claimDue(ctx, 'transaction.changed', { limit: 9, leaseMs: 60_000 })
  const settlement = await ctx.db.pool.connect()
  await settlement.query('begin')
  await settlement.query('update app.work set requested = requested + 1 where subject = -2')
  await concludeWork(
    ctx,
    claimed.map((item) => ({ item, outcome: { done: true } })),
  )
  await settlement.query('update app.work set requested = requested + 1 where subject = -1')
  await settlement.query('commit')
  settlement.release()
  const left = await ctx.db.pool.query('delete from app.work where subject < 0 returning subject')
  expect(left.rows).toEqual([{ subject: -2n }])
}, 20_000)
