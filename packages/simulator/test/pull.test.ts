import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { expectLikeVector, payer, startsCollections, vectors } from './collections-harness.ts'

const start = startsCollections()

describe('registering for Pull', () => {
  test('is answered 1000, then 1001', async () => {
    const { send, simulator } = await start()
    const first = await send('pullRegister')
    expect(first.status).toBe(200)
    expectLikeVector(first.json, vectors.syncResponses.pullRegister.body, ['ResponseRefID'])
    expect(simulator.organisations.get('600984')?.pull).toEqual({
      nominatedNumber: payer,
      callbackUrl: 'https://pay.example.com/hooks/pull',
    })
    expect((await send('pullRegister')).json).toMatchObject({
      ResponseStatus: '1001',
      ResponseDescription: 'ShortCode already Registered',
    })
  })

  test('has keys with spaces where that is switched on', async () => {
    const { send } = await start({ behaviour: { pullRegisterKeys: 'spaced' } })
    await send('pullRegister', { NominatedNumber: '0708374149' })
    expectLikeVector(
      (await send('pullRegister')).json,
      vectors.syncResponses.pullRegister_spaceKey.body,
      ['ResponseRefID'],
    )
  })

  test('refuses an unknown short code, and names what is wrong', async () => {
    const { send } = await start()
    expect(await send('pullRegister', { ShortCode: '999999' })).toMatchObject({
      status: 400,
      json: { errorCode: '400.001', errorMessage: 'Invalid ShortCode' },
    })
    expect((await send('pullRegister', { NominatedNumber: 'x' })).json.errorMessage).toBe(
      'Bad Request - Invalid NominatedNumber',
    )
  })
})

describe('Pull', () => {
  const pin = '1234'

  async function paid(count = 1, options: Parameters<typeof start>[0] = {}) {
    const started = await start(options)
    await started.send('pullRegister')
    const receipts: (string | undefined)[] = []
    for (let number = 0; number < count; number++) {
      const typed = { phone: payer, business: '600984', account: 'UNIT-7', amount: 40, pin }
      receipts.push(started.simulator.phones.payBill(typed).receipt)
    }
    const pull = (changes: Record<string, unknown> = {}) =>
      started.send('pullQuery', { EndDate: '2026-01-02 12:00:00', ...changes })
    return { ...started, receipts, pull }
  }

  test('tells a payment field by field: a list in a list, a number without 254, Nairobi’s time with a Z', async () => {
    const { pull, receipts } = await paid()
    const answer = await pull()
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.pullQuery.body, [
      'ResponseRefID',
      'transactionId',
    ])
    expect(answer.json).toMatchObject({ Response: [[{ transactionId: receipts[0] }]] })
  })

  test('has pushes beside customers’ own payments', async () => {
    const { pull, simulator, daraja } = await paid(1, {
      businesses: [
        {
          shortcode: '600984',
          name: 'Example Org',
          type: 'paybill',
          passkey: 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
        },
      ],
    })
    const Timestamp = '20260102111500'
    const key = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919'
    const Password = Buffer.from(`600984${key}${Timestamp}`).toString('base64')
    await daraja.push({ BusinessShortCode: 600984, PartyB: 600984, Password, Timestamp })
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    const { Response: rows } = (await pull()).json as { Response: Record<string, unknown>[][] }
    expect(rows[0]?.map(({ amount, billreference }) => [amount, billreference])).toEqual([
      ['40.00', 'UNIT-7'],
      ['125.00', 'INV-20417'],
    ])
  })

  test('gives pages of a hundred from a row offset, oldest first', async () => {
    const { pull, receipts } = await paid(205, { subscribers: [{ phone: payer, balance: 20_000 }] })
    const page = async (OffSetValue: string) => {
      const { Response: rows } = (await pull({ OffSetValue })).json as {
        Response?: { transactionId: string }[][]
      }
      return rows?.[0]?.map(({ transactionId }) => transactionId)
    }
    expect(await page('0')).toEqual(receipts.slice(0, 100))
    expect(await page('100')).toEqual(receipts.slice(100, 200))
    expect(await page('200')).toEqual(receipts.slice(200))
    expect(await page('205')).toBeUndefined()
  })

  test('goes back 48 hours, whatever is asked for', async () => {
    const { pull, simulator, daraja } = await paid()
    const asked = { StartDate: '2025-01-01 00:00:00', EndDate: '2026-12-31 00:00:00' }
    const codeAfter = async (ms: number) => {
      await simulator.advance(ms)
      await daraja.signIn()
      return (await pull(asked)).json.ResponseCode
    }
    expect(await codeAfter(48 * 3_600_000)).toBe('1000')
    expect(await codeAfter(1)).toBe('1001')
  })

  test('finds nothing in each of its forms', async () => {
    const { pull } = await paid()
    const nothing = { StartDate: '2026-01-01 00:00:00', EndDate: '2026-01-01 01:00:00' }
    expectLikeVector((await pull(nothing)).json, vectors.syncResponses.pullQuery_none_live.body, [
      'RequestID',
    ])
    const docs = await paid(1, { behaviour: { pullNothing: 'docs' } })
    expect((await docs.pull(nothing)).json).toMatchObject({ ResponseCode: '1001', Response: [[]] })
    const failing = await paid(1, { behaviour: { pullNothing: '500' } })
    expect(await failing.pull(nothing)).toMatchObject({ status: 500, json: { errorCode: '500' } })
  })

  test('finds nothing before the short code is registered', async () => {
    const { simulator, send } = await start()
    simulator.phones.payBill({ phone: payer, business: '600984', account: 'A', amount: 1, pin })
    const asked = { EndDate: '2026-01-02 12:00:00' }
    expect((await send('pullQuery', asked)).json.ResponseCode).toBe('1001')
  })

  test('understands the dates of the portal’s samples, and refuses others', async () => {
    const { pull } = await paid()
    for (const dates of [
      { StartDate: '2026-01-02 8:36:00', EndDate: '2026-01-02 12:10:000' },
      { StartDate: '2026-01-02 08:36', EndDate: '2026-01-02 12:10' },
      { StartDate: '2026-01-02T08:36:00', EndDate: '2026-01-02 12:10:00' },
    ]) {
      expect((await pull(dates)).json.ResponseCode).toBe('1000')
    }
    expect((await pull({ StartDate: '02/01/2026' })).json.errorMessage).toBe(
      'Bad Request - Invalid StartDate',
    )
    expect((await pull({ ShortCode: '999999' })).json.errorCode).toBe('400.001')
    expect((await pull({ OffSetValue: '-1' })).json.errorMessage).toContain('OffSetValue')
  })

  test('has its own words for a bad token', async () => {
    const { daraja } = await start()
    const { path, body } = vectors.requests.pullQuery
    expect(await daraja.post(path, body, { authorization: 'Bearer x' })).toMatchObject({
      status: 401,
      json: { errorCode: '401.001', errorMessage: 'Error Occurred - Invalid Access Token - ' },
    })
  })

  test('works by GET, with a query or over a socket with a body', async () => {
    const { daraja, simulator } = await paid()
    await daraja.signIn()
    const authorization = `Bearer ${daraja.token()}`
    const body = { ...vectors.requests.pullQuery.body, EndDate: '2026-01-02 12:00:00' }
    const query = new URLSearchParams(body)
    const byQuery = await daraja.call(`/pulltransactions/v1/query?${query}`, {
      headers: { authorization },
    })
    expect(byQuery.json.ResponseCode).toBe('1000')
    const url = await simulator.listen()
    const byBody = await getWithBody(`${url}/pulltransactions/v1/query`, { authorization, body })
    expect(byBody.ResponseCode).toBe('1000')
  })
})

async function getWithBody(
  url: string,
  { authorization, body }: { authorization: string; body: unknown },
): Promise<Record<string, unknown>> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'GET',
        headers: {
          authorization,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        },
      },
      (answer) => {
        let received = ''
        answer.on('data', (chunk) => {
          received += chunk
        })
        answer.on('end', () => resolve(JSON.parse(received)))
      },
    )
    sending.on('error', reject)
    sending.end(text)
  })
}
