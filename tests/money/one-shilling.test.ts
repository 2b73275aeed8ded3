import { expect, test } from 'vitest'
import { evidenceOfQuery } from '../../packages/server/src/transactions/evidence.ts'
import {
  confirmationToken,
  evidenceOfPullRow,
  settle,
} from '../../packages/server/src/transactions/index.ts'
import { safaricomAddress } from '../setup/api-call.ts'
import {
  callbackBody,
  newReceipt,
  type OpenDeposit,
  openDeposit,
  postCallback,
  statusOf,
} from '../setup/deposits.ts'
import { balanceOf, msisdnOf, sharedSystem } from '../setup/scenario.ts'
import type { TestSystem } from '../setup/system.ts'

const system = sharedSystem()

type Payment = OpenDeposit & { receipt: string; id: bigint; reference: string }
type Channel = 'callback' | 'query' | 'confirmation' | 'pull row'
const channels: readonly Channel[] = ['callback', 'query', 'confirmation', 'pull row']

const tell: Record<Channel, (system: TestSystem, payment: Payment) => Promise<unknown>> = {
  callback: (system, payment) =>
    postCallback(system, payment.callbackPath, callbackBody(payment, { receipt: payment.receipt })),
  query: ({ server }, { id }) => {
    const raw = '{"ResponseCode":"0","ResultCode":"0","ResultDesc":"processed"}'
    const answer = { outcome: 'paid', resultCode: '0', resultDesc: 'processed', raw } as const
    return settle(server.ctx, 'query', [evidenceOfQuery(id, answer)])
  },
  confirmation: (system, payment) => {
    const path = `/hooks/c2b/${confirmationToken(system.config.secret)}`
    return postCallback(system, path, JSON.stringify(confirmationOf(payment)), {
      from: safaricomAddress,
    })
  },
  'pull row': ({ server }, payment) =>
    settle(server.ctx, 'pull', [evidenceOfPullRow(pullRowOf(payment))]),
}

/** Reference §13, version 2: the phone is masked, and the payer typed the reference in small letters. */
function confirmationOf(payment: Payment) {
  const msisdn = msisdnOf(payment.phone)
  return {
    TransactionType: 'Pay Bill',
    TransID: payment.receipt,
    TransTime: '20261123091500',
    TransAmount: `${payment.amount}.00`,
    BusinessShortCode: '174379',
    BillRefNumber: ` ${payment.reference.toLowerCase()} `,
    InvoiceNumber: '',
    OrgAccountBalance: '41880.50',
    ThirdPartyTransID: '',
    MSISDN: `${msisdn.slice(0, 4)} ***** ${msisdn.slice(-3)}`,
    FirstName: 'AMINA',
  }
}

/** Reference §25: the phone is a number without its 254. */
function pullRowOf(payment: Payment) {
  return {
    transactionId: payment.receipt,
    trxDate: '2026-11-23T09:15:00Z',
    msisdn: Number(msisdnOf(payment.phone).slice(3)),
    sender: 'MPESA',
    transactiontype: 'c2b-pay-bill-debit',
    billreference: payment.reference,
    amount: `${payment.amount}.00`,
    organizationname: 'Hazina',
  }
}

async function openPayment(): Promise<Payment> {
  const deposit = await openDeposit(system())
  const { rows } = await system().server.ctx.db.pool.query<{ id: bigint; reference: string }>(
    `select t.id, s.account_reference as reference
     from mpesa.transaction t join mpesa.stk_push s on s.transaction_id = t.id where t.transaction_id = $1`,
    [deposit.transactionId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the deposit is not there')
  return { ...deposit, ...row, receipt: newReceipt() }
}

/** Told by these channels so far, the shilling is one posting, with its receipt as soon as one of them knew it. */
async function expectOneShilling(payment: Payment, told: readonly Channel[]): Promise<void> {
  const { rows } = await system().server.ctx.db.pool.query(
    `select (select count(*)::int from ledger.posting p where p.transaction_id = $1) as postings,
            (select count(*)::int from mpesa.receipt r where r.transaction_id = $2) as receipts,
            (select count(*)::int from mpesa.review_case c where c.transaction_id = $2) as cases`,
    [payment.transactionId, payment.id],
  )
  const isReceiptKnown = told.some((channel) => channel !== 'query')
  expect(rows).toEqual([{ postings: 1, receipts: isReceiptKnown ? 1 : 0, cases: 0 }])
  expect(await statusOf(system(), payment)).toMatchObject({
    status: 'completed',
    mpesa_receipt_number: isReceiptKnown ? payment.receipt : null,
  })
  expect(await balanceOf(system(), payment.userId)).toBe(payment.amount)
}

function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((first) =>
    ordersOf(things.filter((other) => other !== first)).map((others) => [first, ...others]),
  )
}

const orders = ordersOf(channels).map((order) => [order.join(', '), order] as const)

test('there are 24 orders', () => expect(new Set(orders.map(([name]) => name)).size).toBe(24))

test.each(orders)('%s, each twice in a row, is one posting', async (_, order) => {
  const payment = await openPayment()
  const told: Channel[] = []
  for (const channel of order.flatMap((channel) => [channel, channel])) {
    await tell[channel](system(), payment)
    told.push(channel)
    await expectOneShilling(payment, told)
  }
})

test.each(orders)('%s, and all of it again, is one posting', async (_, order) => {
  const payment = await openPayment()
  const told: Channel[] = []
  for (const channel of [...order, ...order]) {
    await tell[channel](system(), payment)
    told.push(channel)
    await expectOneShilling(payment, told)
  }
})

test.each(orders)('%s, twice and all at once, is one posting', async (_, order) => {
  const payment = await openPayment()
  await Promise.all([...order, ...order].map((channel) => tell[channel](system(), payment)))
  await expectOneShilling(payment, order)
})
