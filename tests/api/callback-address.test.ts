import { describe, expect, test } from 'vitest'
import { confirmationToken } from '../../packages/server/src/transactions/index.ts'
import {
  accepted,
  callbackBody,
  newReceipt,
  openDeposit,
  postCallback,
  queuesOf,
  safaricomAddress,
  statusOf,
  verdictsOn,
} from '../setup/deposits.ts'
import { balanceOf, effectsOf, msisdnOf, sharedSystem } from '../setup/scenario.ts'

const proxy = '10.1.2.3'
const stranger = '203.0.113.9'
// As in production: Safaricom's addresses and one more are believed, and one proxy may say who calls.
const system = sharedSystem({
  variables: { MPESA_CALLBACK_ADDRESSES: '198.51.100.7', TRUSTED_PROXIES: proxy },
})

type Way = { from: string; headers?: Record<string, string> }

const believed: [string, Way][] = [
  ['from Safaricom', { from: safaricomAddress }],
  ['from Safaricom, on a socket of IPv6', { from: `::ffff:${safaricomAddress}` }],
  ['from the address that was added', { from: '198.51.100.7' }],
  ['through the proxy', { from: proxy, headers: { 'x-forwarded-for': safaricomAddress } }],
  [
    'through the proxy on a socket of IPv6',
    { from: `::ffff:${proxy}`, headers: { 'x-forwarded-for': safaricomAddress } },
  ],
  [
    'through the proxy, with an invention of the caller before it',
    { from: proxy, headers: { 'x-forwarded-for': `${stranger}, ${safaricomAddress}` } },
  ],
]
const refused: [string, Way][] = [
  ['from elsewhere', { from: stranger }],
  ['from this machine', { from: '127.0.0.1' }],
  ['from the proxy itself', { from: proxy }],
  ['from elsewhere through the proxy', { from: proxy, headers: { 'x-forwarded-for': stranger } }],
  [
    'from elsewhere through the proxy, pretending to be a proxy of Safaricom',
    { from: proxy, headers: { 'x-forwarded-for': `${safaricomAddress}, ${stranger}` } },
  ],
  [
    'from elsewhere with a header, through no trusted proxy',
    { from: stranger, headers: { 'x-forwarded-for': safaricomAddress } },
  ],
  [
    'with other headers that name Safaricom',
    {
      from: proxy,
      headers: { 'x-real-ip': safaricomAddress, forwarded: `for=${safaricomAddress}` },
    },
  ],
]

describe('a callback with the right token', () => {
  test.each(believed)('%s credits', async (_, way) => {
    const deposit = await openDeposit(system())
    const body = callbackBody(deposit)
    expect(await postCallback(system(), deposit.callbackPath, body, way)).toEqual(accepted)
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
    expect(await verdictsOn(system(), deposit.transactionId)).toEqual(['settled'])
  })

  test.each(refused)('%s moves nothing and is looked into', async (_, way) => {
    const deposit = await openDeposit(system())
    const before = await effectsOf(system())
    for (const resultCode of [0, 1032]) {
      const body = callbackBody(deposit, { resultCode })
      expect(await postCallback(system(), deposit.callbackPath, body, way)).toEqual(accepted)
    }
    await system().settle()
    expect(await effectsOf(system())).toEqual(before)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })
    expect(await queuesOf(system(), deposit.transactionId)).toEqual(['unverified'])
    await postCallback(system(), deposit.callbackPath, callbackBody(deposit))
    expect(await balanceOf(system(), deposit.userId)).toBe(100)
  })

  test('from elsewhere a hundred times leaves a bounded record and one case', async () => {
    const deposit = await openDeposit(system())
    const body = callbackBody(deposit)
    const post = () => postCallback(system(), deposit.callbackPath, body, { from: stranger })
    await Promise.all(Array.from({ length: 100 }, post))
    expect((await verdictsOn(system(), deposit.transactionId)).length).toBeLessThanOrEqual(65)
    expect(await queuesOf(system(), deposit.transactionId)).toEqual(['unverified'])
    expect(await balanceOf(system(), deposit.userId)).toBe(0)
  })
})

describe('a C2B confirmation', () => {
  const address = () => `/hooks/c2b/${confirmationToken(system().config.secret)}`

  async function confirmation(
    deposit: Awaited<ReturnType<typeof openDeposit>>,
    change: object = {},
  ) {
    const { rows } = await system().server.ctx.db.pool.query<{ account_reference: string }>(
      `select s.account_reference from mpesa.stk_push s where s.checkout_request_id = $1`,
      [deposit.checkoutRequestId],
    )
    return JSON.stringify({
      TransactionType: 'Pay Bill',
      TransID: newReceipt(),
      TransTime: '20261123091500',
      TransAmount: `${deposit.amount}.00`,
      BusinessShortCode: '174379',
      BillRefNumber: rows[0]?.account_reference,
      MSISDN: msisdnOf(deposit.phone),
      ...change,
    })
  }

  test('with the reference of a push is that deposit, once, before and after its callback', async () => {
    const [early, late] = [await openDeposit(system()), await openDeposit(system())]
    const earlyBody = await confirmation(early)
    const receipt = JSON.parse(earlyBody).TransID
    expect(await postCallback(system(), address(), earlyBody)).toEqual(accepted)
    expect(await statusOf(system(), early)).toMatchObject({ mpesa_receipt_number: receipt })
    await postCallback(system(), early.callbackPath, callbackBody(early, { receipt }))
    expect(await balanceOf(system(), early.userId)).toBe(100)
    const lateReceipt = newReceipt()
    await postCallback(system(), late.callbackPath, callbackBody(late, { receipt: lateReceipt }))
    await postCallback(system(), address(), await confirmation(late, { TransID: lateReceipt }))
    expect(await balanceOf(system(), late.userId)).toBe(100)
  })

  test.each([
    ['of another amount', { TransAmount: '101.00' }],
    ['with cents', { TransAmount: '100.50' }],
    ['without an amount', { TransAmount: undefined }],
    ['with an amount in words', { TransAmount: 'abc' }],
    ['for a reference nobody has', { BillRefNumber: 'HZNOBODYHAS1' }],
    ['without a receipt', { TransID: undefined }],
    ['of somebody else', { MSISDN: '254799999999' }],
  ])('%s moves nothing', async (_, change) => {
    const deposit = await openDeposit(system())
    const before = await effectsOf(system())
    const body = await confirmation(deposit, change)
    expect(await postCallback(system(), address(), body)).toEqual(accepted)
    expect(await effectsOf(system())).toEqual(before)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })
  })

  test('from elsewhere moves nothing; at another address there is nothing', async () => {
    const deposit = await openDeposit(system())
    const before = await effectsOf(system())
    const body = await confirmation(deposit)
    await postCallback(system(), address(), body, { from: stranger })
    for (const wrong of ['/hooks/c2b/x', `/hooks/c2b/${'0'.repeat(48)}`]) {
      expect((await postCallback(system(), wrong, body)).status).toBe(404)
    }
    for (const garbage of ['', '{', 'null', Buffer.from([0xff, 0])]) {
      expect(await postCallback(system(), address(), garbage)).toEqual(accepted)
    }
    expect(await effectsOf(system())).toEqual(before)
    expect(await statusOf(system(), deposit)).toMatchObject({ status: 'pending' })
  })
})
