import { describe, expect, test } from 'vitest'
import {
  collector,
  confirmationUrl,
  expectLikeVector,
  payer,
  startsCollections,
  vectors,
} from './collections-harness.ts'

const begin = startsCollections()
const url = vectors.requests.ratiba.body.CallBackURL
const dayMs = 86_400_000

/** The reference's order, to an organisation that hears of its payments. */
async function start(options: Parameters<typeof begin>[0] = {}) {
  const started = await begin({ timings: { callbackDelayMs: 1_000 }, ...options })
  await started.send('c2bRegister')
  const { simulator, daraja } = started
  const order = (changes: Record<string, unknown> = {}) =>
    daraja.post(vectors.requests.ratiba.path, {
      ...vectors.requests.ratiba.body,
      BusinessShortCode: collector.shortcode,
      ...changes,
    })
  const agreed = async (changes: Record<string, unknown> = {}) => {
    await order(changes)
    await simulator.advance(1_000)
    const outcome = simulator.prompts.pay(payer)
    await simulator.advance(1_000)
    return outcome
  }
  return { ...started, order, agreed }
}

describe('making a standing order', () => {
  test('asks the customer on the phone, and tells a success in lower camel case', async () => {
    const { simulator, order, at, texts } = await start()
    const answer = await order()
    expect(answer.status).toBe(200)
    expectLikeVector(answer.json, vectors.syncResponses.ratiba.body, ['responseRefID'])
    await simulator.advance(1_000)
    expect(simulator.prompts.on(payer)).toMatchObject({
      kind: 'ratiba',
      amount: 450,
      text: 'Do you want to pay Ksh450.00 to Example Org every month from 1/2/26 to 31/1/27 (Rent unit 7)? Enter M-PESA PIN:',
    })
    expect(simulator.prompts.pay(payer)).toMatchObject({ accepted: true })
    await simulator.advance(1_000)
    const [told] = at(url)
    expectLikeVector(told, vectors.callbacks.ratiba_success, [
      'responseRefID',
      'requestRefID',
      'TransactionID',
    ])
    const { ResponseHeader } = answer.json as { ResponseHeader: { responseRefID: string } }
    expect(told?.responseHeader).toMatchObject({ responseRefID: ResponseHeader.responseRefID })
    expect(texts()[0]).toContain('Your M-PESA Ratiba Rent unit 7 will pay Ksh450.00')
    expect(simulator.phones.standingOrders(payer)).toMatchObject([
      {
        name: 'Rent unit 7',
        amount: 450,
        frequency: 'monthly',
        nextAt: '2026-02-01T03:00:00.000Z',
      },
    ])
  })

  test('tells a failure in Pascal case', async () => {
    const { simulator, order, at, texts } = await start()
    simulator.subscribers.update(payer, { state: 'off' })
    await order()
    await simulator.advance(30_000)
    expectLikeVector(at(url)[0], vectors.callbacks.ratiba_failure, [
      'responseRefID',
      'requestRefID',
    ])
    expect(simulator.phones.standingOrders(payer)).toEqual([])
    expect(texts()).toEqual([])
  })

  test.each([
    [
      '1032',
      (simulator: { prompts: { decline(phone: string): unknown } }) =>
        simulator.prompts.decline(payer),
    ],
    [
      '2001',
      (simulator: { prompts: { pay(phone: string, pin: string): unknown } }) =>
        simulator.prompts.pay(payer, '9'),
    ],
  ] as const)('%s when the customer wants, or knows, something else', async (code, act) => {
    const { simulator, order, at } = await start()
    await order()
    await simulator.advance(1_000)
    act(simulator)
    await simulator.advance(1_000)
    expect(at(url)[0]).toMatchObject({ ResponseHeader: { responseCode: code } })
    expect(simulator.phones.standingOrders(payer)).toEqual([])
  })

  test('1050 for a second order of that name, 1051 for days that cannot be, 1001 for a busy phone', async () => {
    const { agreed, order, simulator, at } = await start()
    await agreed()
    await agreed()
    await agreed({ StandingOrderName: 'B', StartDate: '20260101' })
    await agreed({ StandingOrderName: 'C', EndDate: '20260131' })
    await order({ StandingOrderName: 'D' })
    await order({ StandingOrderName: 'E' })
    await simulator.advance(2_000)
    const codes = at(url).map((told) => {
      const { responseHeader, ResponseHeader } = told as Record<
        string,
        { responseCode?: string } | undefined
      >
      return (responseHeader ?? ResponseHeader)?.responseCode
    })
    expect(codes).toEqual(['0', '1050', '1051', '1051', '1001'])
  })

  test('is refused in Ratiba’s own envelope', async () => {
    const { order } = await start()
    const unknown = await order({ BusinessShortCode: '999999' })
    const vector = vectors.syncResponses.ratiba_error_live
    expect(unknown.status).toBe(vector.status)
    expectLikeVector(unknown.json, vector.body, ['requestRefId', 'timestamp'])
    for (const [field, change] of [
      ['StartDate', { StartDate: '20260230' }],
      ['Frequency', { Frequency: '9' }],
      ['Amount', { Amount: '10.5' }],
      ['TransactionType', { TransactionType: 'Standing Order Customer Pay Merchant' }],
      ['ReceiverPartyIdentifierType', { ReceiverPartyIdentifierType: '2' }],
    ] as const) {
      expect((await order(change)).json).toMatchObject({
        responseCode: 400,
        responseMessage: `Value in field '${field}' is invalid`,
      })
    }
  })

  test('takes the reference’s request as it is, and a till with either spelling of the merchant', async () => {
    const { send, order } = await start()
    expect((await send('ratiba')).status).toBe(200)
    for (const merchant of ['Marchant', 'Merchant']) {
      const till = {
        BusinessShortCode: '300222',
        ReceiverPartyIdentifierType: '2',
        TransactionType: `Standing Order Customer Pay ${merchant}`,
      }
      expect((await order(till)).status).toBe(200)
    }
  })
})

describe('a standing order', () => {
  test('takes its money every day until its end, each time with a confirmation', async () => {
    const { simulator, agreed, at, utility, ofPayer } = await start()
    await agreed({ Frequency: '2', StartDate: '20260103', EndDate: '20260105', Amount: '100' })
    await simulator.advance(10 * dayMs)
    expect([utility(), ofPayer()]).toEqual([4_184_050n + 30_000n, 4_700])
    expect(
      at(confirmationUrl).map(({ TransTime, TransAmount, BillRefNumber }) => [
        TransTime,
        TransAmount,
        BillRefNumber,
      ]),
    ).toEqual([
      ['20260103060000', '100.00', 'UNIT-7'],
      ['20260104060000', '100.00', 'UNIT-7'],
      ['20260105060000', '100.00', 'UNIT-7'],
    ])
    expect(new Set(at(confirmationUrl).map(({ TransID }) => TransID)).size).toBe(3)
    expect(simulator.phones.standingOrders(payer)).toEqual([])
  })

  test.each([
    ['1', '20260103', '20261231', ['20260103']],
    ['3', '20260103', '20260120', ['20260103', '20260110', '20260117']],
    ['4', '20260131', '20260531', ['20260131', '20260228', '20260331', '20260430', '20260531']],
    ['5', '20260131', '20260601', ['20260131', '20260331', '20260531']],
    ['6', '20260131', '20260801', ['20260131', '20260430', '20260731']],
    ['7', '20260131', '20270201', ['20260131', '20260731', '20270131']],
    ['8', '20260201', '20270301', ['20260201', '20270201']],
  ])('of frequency %s takes it on the right days', async (Frequency, StartDate, EndDate, days) => {
    const { simulator, agreed, at } = await start({
      subscribers: [{ phone: payer, balance: 10_000 }],
    })
    await agreed({ Frequency, StartDate, EndDate, Amount: '10' })
    await simulator.advance(430 * dayMs)
    expect(at(confirmationUrl).map(({ TransTime }) => TransTime?.slice(0, 8))).toEqual(days)
  })

  test('that starts today takes its first money at once', async () => {
    const { agreed, utility } = await start()
    await agreed({ Frequency: '2', StartDate: '20260102', EndDate: '20260105', Amount: '100' })
    expect(utility()).toBe(4_194_050n)
  })

  test('that finds no money says so, and tries again on its next day', async () => {
    const { simulator, agreed, utility, texts } = await start()
    await agreed({ Frequency: '2', StartDate: '20260103', EndDate: '20260104', Amount: '100' })
    simulator.subscribers.update(payer, { balance: 99 })
    await simulator.advance(dayMs)
    expect(utility()).toBe(4_184_050n)
    expect(texts()[0]).toContain(
      'could not pay Ksh100.00 to Example Org. You do not have enough money',
    )
    simulator.subscribers.update(payer, { balance: 100 })
    await simulator.advance(dayMs)
    expect(utility()).toBe(4_194_050n)
  })

  test('ends when its customer wants it to', async () => {
    const { simulator, agreed, utility, daraja } = await start()
    await agreed({ Frequency: '2', StartDate: '20260103', EndDate: '20260105', Amount: '100' })
    await simulator.advance(dayMs)
    const path = `/simulator/phones/${payer}/standing-orders`
    const listed = (await daraja.control('GET', path)).json as unknown as { id: string }[]
    expect((await daraja.control('DELETE', `${path}/${listed[0]?.id}`)).status).toBe(204)
    await simulator.advance(3 * dayMs)
    expect(utility()).toBe(4_194_050n)
    expect(() => simulator.phones.cancelStandingOrder(payer, 'x')).toThrow('no standing order')
  })
})
