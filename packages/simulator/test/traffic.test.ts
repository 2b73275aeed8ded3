import { describe, expect, test } from 'vitest'
import { payer, pushBody, startsSimulators, stk } from './harness.ts'

const start = startsSimulators()

describe('the traffic', () => {
  test('shows a request as it happened: headers, bodies, timing, why it was refused', async () => {
    const { simulator, daraja } = await start()
    await daraja.push({ Password: 'd3Jvbmc=' }, { 'x-trace': 'abc' })
    const [entry] = simulator.traffic.list({ kind: 'push' }).items
    expect(entry).toMatchObject({
      kind: 'push',
      method: 'POST',
      path: stk.requests.stkPush.path,
      status: 500,
      outcome: '500.001.1001 [MerchantValidate] - Wrong credentials',
      durationMs: 0,
      time: '2026-11-23T09:00:00.250Z',
    })
    const detail = simulator.traffic.get(entry?.id ?? 0)
    expect(detail?.request.headers).toMatchObject({
      authorization: 'Bearer …',
      'content-type': 'application/json',
      'x-trace': 'abc',
    })
    expect(detail?.request.body).toEqual({ ...pushBody(), Password: '…' })
    expect(detail?.answer?.headers['content-type']).toContain('application/json')
    expect(detail?.answer?.body).toMatchObject({ errorCode: '500.001.1001' })
    expect(detail?.why).toBe('Password is not base64 of shortcode + passkey + the same Timestamp.')
  })

  test('shows a callback with what was answered and what struck it', async () => {
    const { simulator, daraja } = await start({
      autoAnswer: 'pay',
      faults: { 'callback-delayed': { delayMs: 1_000 } },
      receive: () => new Response('{"ResultCode":0}', { status: 503 }),
    })
    const { json } = await daraja.push()
    await simulator.advance(20_000)
    const [entry] = simulator.traffic.list({ kind: 'callback' }).items
    expect(entry).toMatchObject({
      status: 503,
      outcome: 'refused',
      faults: ['callback-delayed'],
      forged: false,
    })
    const receipt = simulator.pushes.get(String(json.CheckoutRequestID))?.receipt
    expect(entry?.subjects).toEqual(expect.arrayContaining([json.CheckoutRequestID, receipt]))
    const detail = simulator.traffic.get(entry?.id ?? 0)
    expect(detail?.request.headers.businessshortcode).toBe('174379')
    expect(detail?.answer?.body).toEqual({ ResultCode: 0 })
  })

  test('is found by phone, id, receipt, path and code', async () => {
    const { simulator, daraja } = await start({ autoAnswer: 'pay' })
    const { json } = await daraja.push()
    await simulator.advance(20_000)
    await daraja.query('ws_CO_none')
    const id = String(json.CheckoutRequestID)
    const receipt = String(simulator.pushes.get(id)?.receipt)
    const found = (search: string) =>
      simulator.traffic.list({ search }).items.map(({ kind }) => kind)
    expect(found(payer)).toEqual(['callback', 'push'])
    expect(found(id)).toEqual(['callback', 'push'])
    expect(found(receipt)).toEqual(['callback'])
    expect(found('stkpushquery')).toEqual(['query'])
    expect(found('500.001.1001')).toEqual(['query'])
    expect(found('generate')).toEqual(['oauth'])
    expect(found('nothing has this')).toEqual([])
  })

  test('says which fault struck an answer, and that there was none', async () => {
    const { simulator, daraja } = await start({ faults: { 'answer-lost': {} } })
    await daraja.signIn()
    await daraja.push().catch(() => undefined)
    const [entry] = simulator.traffic.list({ kind: 'push' }).items
    expect(entry).toMatchObject({ status: null, faults: ['answer-lost'] })
    expect(simulator.traffic.get(entry?.id ?? 0)?.answer).toBeNull()
  })

  test('is read over HTTP, page by page', async () => {
    const { daraja } = await start()
    for (let count = 0; count < 5; count++) await daraja.push({ Amount: 0 })
    const page = (await daraja.control('GET', '/simulator/traffic?limit=4')).json
    expect(page.items).toHaveLength(4)
    const next = await daraja.control('GET', `/simulator/traffic?limit=4&cursor=${page.nextCursor}`)
    expect(next.json).toMatchObject({
      items: [{ kind: 'push' }, { kind: 'oauth' }],
      nextCursor: null,
    })
    expect((await daraja.control('GET', '/simulator/traffic/2')).json).toMatchObject({
      kind: 'push',
      why: 'The field that the message names is missing or not as it must be.',
    })
    expect((await daraja.control('GET', '/simulator/traffic/900')).status).toBe(404)
    expect((await daraja.control('GET', '/simulator/traffic?limit=none')).status).toBe(400)
    expect((await daraja.control('GET', '/simulator/requests')).text).toContain('"kind":"push"')
  })

  test('shows no secret of any API', async () => {
    const { simulator, daraja } = await start()
    const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00'
    await daraja.push({ CallBackURL: `https://pay.example.com/hooks/${secret}` })
    await daraja.post('/mpesa/b2c/v3/paymentrequest', {
      InitiatorName: 'testapi',
      SecurityCredential: 'U0VDUkVU',
    })
    await daraja.call('/mpesa/b2c/v3/paymentrequest', {
      method: 'POST',
      headers: { authorization: 'Bearer QQQQQQQQQQQQQQQQQQQQQQQQQQQQ' },
    })
    const shown = JSON.stringify(
      simulator.traffic.list().items.map(({ id }) => simulator.traffic.get(id)),
    )
    for (const hidden of [secret, 'U0VDUkVU', 'QQQQQQQQ', daraja.token(), 'a2V5OnNlY3JldA==']) {
      expect(shown).not.toContain(hidden)
    }
    expect(shown).toContain('Invalid Access Token - …')
  })
})
