import { describe, expect, test } from 'vitest'
import { startsBillers, callbackUrl as url } from './bill-manager-harness.ts'
import { expectLikeVector, payer, vectors } from './collections-harness.ts'

const { startOptedIn } = startsBillers()

describe('paying an invoice by Pay Bill', () => {
  test('pushes the payment to the biller and marks it', async () => {
    const { simulator, send, pay, at, utility, invoices } = await startOptedIn()
    await send('billSingle')
    const { receipt } = pay(450, ' unit-7 ')
    await simulator.advance(1_000)
    expectLikeVector(at(url)[0], vectors.callbacks.billManager_payment, [
      'transactionId',
      'accountReference',
    ])
    expect(at(url)[0]?.transactionId).toBe(receipt)
    expect((await invoices()).items).toMatchObject([{ paid: 450 }])
    expect(utility()).toBe(4_184_050n + 45_000n)
  })

  test('is pushed five times when the biller does not take it', async () => {
    const { simulator, send, pay, at } = await startOptedIn({
      receive: () => new Response('', { status: 500 }),
      behaviour: { callbackRetryMs: 1_000 },
    })
    await send('billSingle')
    pay(450)
    await simulator.advance(60_000)
    expect(at(url)).toHaveLength(5)
  })

  test('may be done in parts; what belongs to no invoice is not pushed', async () => {
    const { simulator, send, pay, at, invoices } = await startOptedIn()
    await send('billSingle')
    pay(100)
    pay(50, 'SOMETHING ELSE')
    pay(350)
    pay(1)
    await simulator.advance(5_000)
    expect(at(url).map(({ paidAmount }) => paidAmount)).toEqual(['100', '350'])
    expect((await invoices()).items).toMatchObject([{ amount: 450, paid: 450 }])
  })

  test('by a push counts as well', async () => {
    const key = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919'
    const { simulator, send, daraja, at } = await startOptedIn({
      businesses: [{ shortcode: '600984', name: 'Example Org', type: 'paybill', passkey: key }],
    })
    await send('billSingle')
    const Timestamp = '20260102111500'
    const Password = Buffer.from(`600984${key}${Timestamp}`).toString('base64')
    const AccountReference = 'UNIT-7'
    await daraja.push({
      BusinessShortCode: 600984,
      PartyB: 600984,
      Password,
      Timestamp,
      AccountReference,
    })
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    await simulator.advance(5_000)
    expect(at(url)).toMatchObject([{ paidAmount: '125' }])
  })

  test('ends in a receipt to the customer when the biller has reconciled it', async () => {
    const { send, sms } = await startOptedIn()
    expect((await send('billReconcile')).json).toEqual({ resmsg: 'Success', rescode: '200' })
    expect(sms()[0]?.text).toBe(
      'Dear Amina Test, Example Org has received Ksh450.00 for Rent. Receipt UA2BILL001.',
    )
  })
})

describe('cancelling invoices', () => {
  test('takes them back: they cannot be paid any more', async () => {
    const { simulator, send, pay, at } = await startOptedIn()
    await send('billSingle')
    expectLikeVector(
      (await send('billCancelSingle')).json,
      vectors.syncResponses.billCancel.body,
      [],
    )
    pay(450)
    await simulator.advance(5_000)
    expect(at(url)).toEqual([])
    expect((await send('billCancelSingle')).status).toBe(409)
  })

  test('is refused when something was paid', async () => {
    const { send, pay } = await startOptedIn()
    await send('billSingle')
    pay(1)
    const answer = await send('billCancelSingle')
    const vector = vectors.syncResponses.billCancel_conflict
    expect(answer.status).toBe(vector.status)
    expectLikeVector(answer.json, vector.body, [])
  })

  test('in bulk is all or nothing', async () => {
    const { daraja, send, invoices } = await startOptedIn()
    await send('billSingle')
    await send('billSingle', { externalReference: 'EXT-10', accountReference: 'UNIT-8' })
    const bulk = vectors.requests.billCancelBulk
    const unknown = [...bulk.body, { externalReference: 'EXT-11' }]
    expect((await daraja.post(bulk.path, unknown)).status).toBe(409)
    expect((await invoices()).items).toHaveLength(2)
    expect((await daraja.post(bulk.path, bulk.body)).status).toBe(200)
    expect((await invoices()).items).toHaveLength(0)
  })
})
