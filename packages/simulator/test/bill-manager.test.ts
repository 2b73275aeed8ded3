import { describe, expect, test } from 'vitest'
import { dayMs, startsBillers } from './bill-manager-harness.ts'
import { expectLikeVector, vectors } from './collections-harness.ts'

const { start, startOptedIn } = startsBillers()
const { path } = vectors.requests.billOptin
const base = path.slice(0, path.lastIndexOf('/'))

describe('opting in to Bill Manager', () => {
  test('gives an app key, once for each short code', async () => {
    const { send } = await start()
    const answer = await send('billOptin')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.billOptin.body, ['app_key'])
    expect(answer.json.app_key).toMatch(/^AG_\d{10}_\d{9}[A-Z]{2}$/)
    expect(await send('billOptin')).toMatchObject({
      status: 409,
      json: { Status_Message: 'Biller already registered.', resmsg: 'Conflict', rescode: '409' },
    })
  })

  test('can be changed by the same application', async () => {
    const { daraja, send } = await start()
    const { body } = vectors.requests.billOptin
    const change = `${base}/change-optin-details`
    expect((await daraja.post(change, body)).status).toBe(409)
    await send('billOptin')
    expect((await daraja.post(change, { ...body, sendReminders: 0 })).json).toEqual({
      resmsg: 'Success',
      rescode: '200',
    })
  })

  test.each([
    [{ shortcode: '999999' }, 'invalid consumer key / short code.'],
    [{ officialContact: 'x' }, 'incorrect phone number format.'],
    [{ sendReminders: '2' }, 'sendReminders is 0 or 1.'],
    [{ callbackurl: '/api' }, 'incorrect callbackurl.'],
  ])('refuses %j', async (change, message) => {
    const { send } = await start()
    expect((await send('billOptin', change)).json.Status_Message).toBe(message)
  })

  test('gets Apigee’s 504 where that fault is on', async () => {
    const { simulator, send } = await start()
    simulator.faults.add('http-504', { on: 'bill-manager' })
    const answer = await send('billOptin')
    const vector = vectors.syncResponses.bill_gatewayTimeout_live
    expect(answer.status).toBe(vector.status)
    expectLikeVector(answer.json, vector.body, [])
  })
})

describe('an invoice', () => {
  test('is sent to the customer by SMS', async () => {
    const { send, sms, invoices } = await startOptedIn()
    const answer = await send('billSingle')
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.billInvoice.body, [])
    expect(sms().map(({ text }) => text)).toEqual([
      'Dear Amina Test, your Rent invoice from Example Org for January 2026 is Ksh450.00, due on 31/1/26. Pay to Pay Bill 600984, account UNIT-7.',
    ])
    expect((await invoices()).items).toMatchObject([
      { externalReference: 'EXT-9', amount: 450, paid: 0 },
    ])
  })

  test.each([
    [{ billedPhoneNumber: '12' }, 'incorrect phone number format.'],
    [{ dueDate: '31-01-2026' }, 'incorrect due date format.'],
    [{ dueDate: '2026-02-30' }, 'incorrect due date format.'],
    [{ amount: '2,000' }, 'incorrect amount.'],
    [{ invoiceName: '' }, 'invoiceName is required.'],
  ])('with %j is refused', async (change, message) => {
    const { send, sms } = await startOptedIn()
    expect(await send('billSingle', change)).toMatchObject({
      status: 409,
      json: { Status_Message: message, resmsg: 'Conflict', rescode: '409', errors: [] },
    })
    expect(sms()).toEqual([])
  })

  test('needs a biller, and a reference of its own', async () => {
    const stranger = await start()
    expect((await stranger.send('billSingle')).json.Status_Message).toBe(
      'invalid consumer key / short code.',
    )
    const { send } = await startOptedIn()
    await send('billSingle')
    expect((await send('billSingle')).json.Status_Message).toContain('same externalReference')
  })

  test('goes to the biller whose app key the header has', async () => {
    const { daraja, send, invoices } = await startOptedIn()
    const till = { ...vectors.requests.billOptin.body, shortcode: '600111' }
    const { app_key } = (await send('billOptin', till)).json
    const { path: single, body } = vectors.requests.billSingle
    await daraja.post(single, body, { app_key: String(app_key) })
    expect((await invoices()).items).toMatchObject([{ shortcode: '600111' }])
    expect((await daraja.post(single, body, { app_key: 'AG_0' })).status).toBe(409)
  })

  test('comes in bulk, up to a thousand at once: all of them, or none', async () => {
    const { daraja, send, sms } = await startOptedIn()
    expectLikeVector((await send('billBulk')).json, vectors.syncResponses.billInvoice.body, [])
    expect(sms()).toHaveLength(1)
    const [sample] = vectors.requests.billBulk.body
    const many = (count: number, from = 1_000) =>
      Array.from({ length: count }, (_, index) => ({
        ...sample,
        externalReference: `INV-${from + index}`,
        dueDate: '2026-01-31 00:00:00.00',
      }))
    const bulk = vectors.requests.billBulk.path
    const spoilt = [
      ...many(2),
      { ...sample, externalReference: 'BAD', dueDate: 'x' },
      { ...sample },
    ]
    expect((await daraja.post(bulk, spoilt)).json.errors).toEqual([
      { externalReference: 'BAD', message: 'incorrect due date format.' },
      {
        externalReference: 'EXT-9',
        message: 'another entry with the same externalReference exists.',
      },
    ])
    expect((await daraja.post(bulk, many(1_001))).status).toBe(409)
    expect((await daraja.post(bulk, many(1_000))).status).toBe(200)
  })

  test('is reminded of 7 and 3 days before and on its day, unless it is paid', async () => {
    const { simulator, send, sms, pay } = await startOptedIn()
    await send('billSingle')
    const dates = () =>
      sms()
        .toReversed()
        .map(({ receivedAt }) => receivedAt)
    await simulator.advance(35 * dayMs)
    expect(dates()).toEqual([
      '2026-01-02T08:15:00.000Z',
      '2026-01-24T06:00:00.000Z',
      '2026-01-28T06:00:00.000Z',
      '2026-01-31T06:00:00.000Z',
    ])
    expect(sms()[0]?.text).toContain('a reminder: Ksh450.00 for Rent')
    expect(pay(450).accepted).toBe(true)
  })

  test('is not reminded of once it is paid, or where reminders are off', async () => {
    const paid = await startOptedIn()
    await paid.send('billSingle')
    paid.pay(450)
    await paid.simulator.advance(35 * dayMs)
    expect(paid.sms()).toHaveLength(1)
    const off = await start()
    await off.send('billOptin', { sendReminders: '0' })
    await off.send('billSingle')
    await off.simulator.advance(35 * dayMs)
    expect(off.sms()).toHaveLength(1)
  })
})
