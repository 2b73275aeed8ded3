import { describe, expect, test } from 'vitest'
import { confirmationUrl, payer, startsCollections } from './collections-harness.ts'

const begin = startsCollections()

const redemption = {
  msisdn: payer,
  amount: 50,
  bongaPoints: 250,
  conversionRate: 0.2,
  shortCode: '600984',
  accountNumber: 'UNIT-7',
}

async function start(options: Parameters<typeof begin>[0] = {}) {
  const started = await begin({ timings: { callbackDelayMs: 1_000 }, ...options })
  const { simulator, daraja, send } = started
  await send('c2bRegister')
  simulator.subscribers.update(payer, { bongaPoints: 1_000 })
  const redeem = (changes: Record<string, unknown> = {}) =>
    daraja.post('/v1/lipa/na/bonga/redeem-paybill', { ...redemption, ...changes })
  const points = () => simulator.subscribers.get(payer)?.bongaPoints
  return { ...started, redeem, points }
}

const codeOf = (answer: { json: Record<string, unknown> }) =>
  (answer.json.header as { responseCode?: unknown } | undefined)?.responseCode

describe('Lipa na Bonga', () => {
  test('tells what points are worth', async () => {
    const { daraja } = await start()
    const answer = await daraja.post('/v1/lipa/na/bonga/calculate-points', { points: 100 })
    expect(answer.json).toEqual({
      header: {
        requestRefId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        responseCode: 200,
        responseMessage: 'Success',
        customerMessage: expect.any(String),
        timestamp: '2026-01-02T11:15:00.000000000',
      },
      body: { amount: '20', points: '100', rate: '0.2' },
    })
    expect(codeOf(await daraja.post('/v1/lipa/na/bonga/calculate-points', {}))).toBe(6006)
  })

  test('pays a business with points once the customer gave the PIN; its URLs are told', async () => {
    const { simulator, redeem, points, at, utility, ofPayer, texts } = await start()
    const answer = await redeem()
    expect(codeOf(answer)).toBe(200)
    expect(utility()).toBe(4_184_050n)
    await simulator.advance(1_000)
    expect(simulator.prompts.on(payer)).toMatchObject({ kind: 'bonga', amount: 50 })
    simulator.prompts.pay(payer)
    await simulator.advance(1_000)
    expect([utility(), ofPayer(), points()]).toEqual([4_189_050n, 5_000, 750])
    expect(at(confirmationUrl)).toMatchObject([
      {
        TransAmount: '50.00',
        BillRefNumber: 'UNIT-7',
        MSISDN: '2547 ***** 149',
        FirstName: 'AMINA',
      },
    ])
    expect(texts().join()).toContain('Your new Bonga points balance is 750.')
  })

  test.each([
    [6001, { bongaPoints: 1_001 }],
    [6001, { bongaPoints: 249 }],
    [6006, { msisdn: undefined }],
    [6006, { shortCode: '999999' }],
    [6006, { conversionRate: 1 }],
  ])('answers %i to %j', async (code, change) => {
    const { redeem, points } = await start()
    expect(codeOf(await redeem(change))).toBe(code)
    expect(points()).toBe(1_000)
  })

  test('moves nothing when the customer does not want to', async () => {
    const { simulator, redeem, points, utility } = await start()
    await redeem()
    await simulator.advance(1_000)
    simulator.prompts.decline(payer)
    await simulator.advance(10_000)
    expect([points(), utility()]).toEqual([1_000, 4_184_050n])
  })

  test.each([
    [200, '1234'],
    [2001, '9999'],
    [1031, undefined],
  ])('may answer only after the PIN, with %i', async (code, pin) => {
    const { simulator, redeem } = await start({ behaviour: { bongaAnswer: 'after-pin' } })
    const answering = redeem()
    await simulator.advance(1_000)
    if (pin === undefined) await simulator.advance(60_000)
    else simulator.prompts.pay(payer, pin)
    expect(codeOf(await answering)).toBe(code)
  })

  test('may be the sandbox’s 404 without a body', async () => {
    const { redeem } = await start({ behaviour: { bongaRedeem: 'not-found' } })
    expect(await redeem()).toMatchObject({ status: 404, text: '' })
  })
})
