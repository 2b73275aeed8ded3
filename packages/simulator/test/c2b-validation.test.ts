import { describe, expect, test } from 'vitest'
import {
  collector,
  confirmationUrl,
  expectLikeVector,
  payer,
  startsCollections,
  validationUrl,
  vectors,
} from './collections-harness.ts'
import type { Received } from './harness.ts'

const begin = startsCollections()

/** A business that is asked, and answers like this. */
async function start(
  answer: () => Promise<Response> | Response,
  responseType: 'Completed' | 'Cancelled' = 'Completed',
) {
  const started = await begin({
    businesses: [{ ...collector, externalValidation: true }],
    receive: ({ url }: Received) => (url === validationUrl ? answer() : new Response('{}')),
  })
  const { simulator, send } = started
  await send('c2bRegister', { ResponseType: responseType })
  const pay = () =>
    simulator.phones.payBill({
      phone: payer,
      business: '600984',
      account: 'UNIT-7',
      amount: 40,
      pin: '1234',
    })
  return { ...started, pay }
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const never = () => new Promise<Response>(() => {})

describe('external validation', () => {
  test('asks first, then moves the money and confirms with what the business named it', async () => {
    const { pay, simulator, at, utility, ofPayer, texts } = await start(() =>
      json(vectors.callbackAcks.c2bValidationAcceptWithId),
    )
    const outcome = pay()
    expect(outcome).toMatchObject({
      accepted: true,
      waits: true,
      text: 'Sent. Wait for M-PESA to reply.',
    })
    expect([utility(), ofPayer(), texts()]).toEqual([4_184_050n, 5_000, []])
    await simulator.settled()
    expectLikeVector(at(validationUrl)[0], vectors.callbacks.c2b_validation_v2, ['TransID'])
    expect([utility(), ofPayer()]).toEqual([4_188_050n, 4_960])
    await simulator.advance(3_000)
    const vector = { ...vectors.callbacks.c2b_confirmation_v2_masked, ThirdPartyTransID: 'T-881' }
    expectLikeVector(at(confirmationUrl)[0], vector, ['TransID'])
    expect(at(confirmationUrl)[0]?.TransID).toBe(at(validationUrl)[0]?.TransID)
    expect(at(confirmationUrl)[0]?.TransID).toBe(outcome.receipt)
    expect(texts()[0]).toContain(`${outcome.receipt} Confirmed.`)
  })

  test.each(Object.keys(vectors.c2bRejectCodes))(
    '%s refuses: no money, an SMS that says so',
    async (code) => {
      const { pay, simulator, at, utility, ofPayer, texts } = await start(() =>
        json({ ResultCode: code, ResultDesc: 'Rejected' }),
      )
      const { receipt } = pay()
      await simulator.settled()
      await simulator.advance(10_000)
      expect([utility(), ofPayer()]).toEqual([4_184_050n, 5_000])
      expect(at(confirmationUrl)).toEqual([])
      expect(texts()).toEqual([
        expect.stringMatching(`^${receipt} Failed. Ksh40.00 was not paid to Example Org.`),
      ])
    },
  )

  test.each([
    ['a number', () => json({ ResultCode: 0, ResultDesc: 'Accepted' })],
    ['other cases', () => json({ resultCode: '0', resultdesc: 'ok' })],
    ['a string of JSON', () => json('{"ResultCode":"0"}')],
    ['a list of one', () => json([{ ResultCode: ' 0 ' }])],
    ['plain text with a mark before it', () => new Response('\uFEFF {"ResultCode":"00000000"}\n')],
    ['status 201', () => json({ ResultCode: '0' }, 201)],
  ])('%s is an acceptance', async (_what, answer) => {
    const { pay, simulator, utility } = await start(answer, 'Cancelled')
    pay()
    await simulator.settled()
    expect(utility()).toBe(4_188_050n)
  })

  test.each([
    ['a numeric code', () => json({ ResultCode: 1, ResultDesc: 'No' })],
    ['a code nobody knows', () => json({ ResultCode: 'C2B00099' })],
    ['lower case', () => json({ ResultCode: 'c2b00012' })],
  ])('%s other than zero is a refusal', async (_what, answer) => {
    const { pay, simulator, utility } = await start(answer, 'Completed')
    pay()
    await simulator.settled()
    expect(utility()).toBe(4_184_050n)
  })

  test.each([
    ['an error', () => json({ ResultCode: '0' }, 500)],
    ['a web page', () => new Response('<html>ok</html>')],
    ['nothing', () => new Response('')],
    ['JSON without a code', () => json({ ok: true })],
    ['a business that is not there', () => Promise.reject(new Error('connect ECONNREFUSED'))],
  ])('after %s the registered ResponseType decides', async (_what, answer) => {
    const completed = await start(answer, 'Completed')
    completed.pay()
    await completed.simulator.settled()
    expect(completed.utility()).toBe(4_188_050n)
    const cancelled = await start(answer, 'Cancelled')
    cancelled.pay()
    await cancelled.simulator.settled()
    expect(cancelled.utility()).toBe(4_184_050n)
    expect(cancelled.texts()[0]).toContain('Failed.')
  })

  test.each([
    ['Completed', 4_188_050n],
    ['Cancelled', 4_184_050n],
  ] as const)(
    'a business that is silent has eight seconds, then %s decides',
    async (type, cents) => {
      const { pay, simulator, utility, at } = await start(never, type)
      pay()
      await simulator.advance(7_999)
      expect(utility()).toBe(4_184_050n)
      expect(at(validationUrl)).toHaveLength(1)
      await simulator.advance(1)
      expect(utility()).toBe(cents)
    },
  )

  test('an answer after its time changes nothing', async () => {
    const late = Promise.withResolvers<Response>()
    const { pay, simulator, utility, at } = await start(() => late.promise, 'Completed')
    pay()
    await simulator.advance(8_000)
    late.resolve(json({ ResultCode: 'C2B00012' }))
    await simulator.settled()
    await simulator.advance(60_000)
    expect(utility()).toBe(4_188_050n)
    expect(at(confirmationUrl)).toHaveLength(1)
  })

  test('a payment that cannot be made is refused before anybody is asked', async () => {
    const { simulator, at } = await start(() => json({ ResultCode: '0' }))
    const outcome = simulator.phones.payBill({
      phone: payer,
      business: '600984',
      account: 'UNIT-7',
      amount: 5_001,
      pin: '1234',
    })
    expect(outcome).toMatchObject({ accepted: false, code: '1' })
    await simulator.settled()
    expect(at(validationUrl)).toEqual([])
  })

  test('money that is spent while the business thinks is not spent twice', async () => {
    const thinking = Promise.withResolvers<Response>()
    const { pay, simulator, utility, texts } = await start(() => thinking.promise)
    pay()
    simulator.subscribers.update(payer, { balance: 39 })
    thinking.resolve(json({ ResultCode: '0' }))
    await simulator.settled()
    expect(utility()).toBe(4_184_050n)
    expect(texts()[0]).toContain('You do not have enough money')
  })
})
