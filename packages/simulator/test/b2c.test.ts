import { describe, expect, test } from 'vitest'
import {
  asker,
  askerBusiness,
  booksOfAsker,
  parameter,
  payer,
  resultOf,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const start = startsOperations()
const other = '254711111111'

describe('B2C', () => {
  test('moves money from Utility to the phone, tells the result, and sends the SMS', async () => {
    const { ask, simulator } = await start()
    const { ack, result, callback } = await ask.done('b2cV3')
    expect(ack).toEqual({
      ...vectors.asyncAck,
      ConversationID: expect.stringMatching(/^AG_20261123_2010[0-9a-f]{16}$/),
    })
    expect(callback?.url).toBe('https://pay.example.com/hooks/b2c/result')
    expect(callback?.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(callback?.headers.has('businessshortcode')).toBe(false)
    expect(result).toMatchObject({ ResultCode: 0, ConversationID: ack.ConversationID })
    expect(result.TransactionID).toMatch(/^UKN[0-9A-Z]{7}$/)
    expect(parameter(result, 'TransactionReceipt')).toBe(result.TransactionID)
    expect(parameter(result, 'ReceiverPartyPublicName')).toBe(`${payer} - AMINA TEST`)
    expect(parameter(result, 'TransactionCompletedDateTime')).toBe('23.11.2026 12:00:03')
    // 5 shillings go to Charges Paid, which stands below zero (reference §31, §34).
    expect(parameter(result, 'B2CUtilityAccountAvailableFunds')).toBe(99_550)
    expect(parameter(result, 'B2CWorkingAccountAvailableFunds')).toBe(50_000)
    expect(parameter(result, 'B2CChargesPaidAccountAvailableFunds')).toBe(-5)
    expect(booksOfAsker(simulator)).toMatchObject({
      utilityCents: 9_955_000n,
      workingCents: 5_000_000n,
      chargesCents: -500n,
    })
    expect(simulator.books().feesCents).toBe(500n)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
    expect(simulator.messages.of(payer)[0]?.text).toMatch(
      new RegExp(`^${result.TransactionID} .*Ksh450\\.00.*Example Org.*5,450\\.00`, 'i'),
    )
  })

  test('is answered before anything moves', async () => {
    const { ask, simulator, received } = await start()
    expect((await ask.send('b2cV3')).status).toBe(200)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
    await simulator.advance(2_999)
    expect(received).toHaveLength(0)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
  })

  test('v1 makes its own OriginatorConversationID, and takes Occasion in either spelling', async () => {
    const { ask } = await start()
    const sent = { OriginatorConversationID: 'mine', Occasion: 'x', Occassion: undefined }
    const { ack, result } = await ask.done('b2cV1', sent)
    expect(ack.OriginatorConversationID).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}-/)
    expect(result.OriginatorConversationID).toBe(ack.OriginatorConversationID)
    await ask.done('b2cV1', sent)
  })

  test('v3 is refused to who is not enabled for it, and v1 works', async () => {
    const { ask } = await start({ behaviour: { withoutB2cV3: [asker] } })
    expect((await ask.send('b2cV3')).json.errorCode).toBe('403.002.1001')
    await ask.done('b2cV1')
  })

  test('tolerates the fields of B2C with ID validation', async () => {
    const { ask } = await start()
    const { result } = await ask.done('b2cV3', { IDType: '01', IDNumber: '12345678' })
    expect(result.ResultCode).toBe(0)
  })

  test.each([
    ['InitiatorName', undefined],
    ['SecurityCredential', ''],
    ['CommandID', 'businesspayment'],
    ['Amount', 0],
    ['Amount', '10.50'],
    ['PartyA', 'x'],
    ['PartyB', '0708374149'],
    ['Remarks', undefined],
    ['QueueTimeOutURL', 'nowhere'],
    ['ResultURL', undefined],
  ])('refuses %s = %s by its name', async (field, value) => {
    const { ask } = await start()
    expect((await ask.send('b2cV3', { [field]: value })).json).toMatchObject({
      errorCode: '400.002.02',
      errorMessage: `Bad Request - Invalid ${field}`,
    })
  })

  test('strict mode applies the lengths of the docs', async () => {
    const { ask } = await start({ behaviour: { strict: true } })
    expect((await ask.send('b2cV3', { Remarks: 'R' })).json.errorMessage).toMatch(/Remarks$/)
    const long = 'x'.repeat(101)
    expect((await ask.send('b2cV3', { Remarks: long })).json.errorMessage).toMatch(/Remarks$/)
    expect((await ask.send('b2cV3', { Occassion: long })).json.errorMessage).toMatch(/Occassion$/)
    await ask.done('b2cV3')
  })

  test.each([
    ['1', 'more than Utility has, though Working has it', { Amount: 100_001 }, {}],
    ['2', 'less than ten shillings', { Amount: 9 }, {}],
    ['3', 'more than a payment may be', { Amount: 250_001 }, {}],
    [
      '4',
      'more than the receiver may get in a day',
      { Amount: 450 },
      { limits: { dailyKes: 400 } },
    ],
    ['8', 'more than the receiver may have', { Amount: 450 }, { limits: { balanceKes: 5_400 } }],
    ['SFC_IC0003', 'a number nobody has', { PartyB: other }, { openSubscribers: false }],
    [
      '2040',
      'a number that is no customer',
      { PartyB: other },
      { subscribers: [{ phone: other, registered: false }] },
    ],
    ['2001', 'a wrong operator', { InitiatorName: 'nobody' }, {}],
    ['2001', 'an organisation nobody knows', { PartyA: '999999', InitiatorName: 'nobody' }, {}],
    ['TP40153', 'an operator of another organisation', { InitiatorName: 'elsewhere' }, elsewhere()],
    ['2028', 'a till', { PartyA: '600111' }, {}],
    ['21', 'an operator without the role', {}, withRoles(['account-balance'])],
  ] as const)('fails with %s for %s, and nothing moves', async (code, _why, sent, options) => {
    const { ask, simulator } = await start(options)
    const before = simulator.books()
    const { result } = await ask.done('b2cV3', sent)
    expect(String(result.ResultCode)).toBe(code)
    expect(result.ResultParameters).toBeUndefined()
    expect(result.TransactionID).toBe('UKN0000000')
    expect(simulator.books().organisations).toEqual(before.organisations)
    expect(simulator.books().feesCents).toBe(0n)
  })

  test('a suspended organisation is 11, a suspended receiver 2006', async () => {
    const { ask, simulator } = await start()
    simulator.subscribers.update(payer, { state: 'suspended' })
    expect((await ask.done('b2cV3')).result.ResultCode).toBe(2006)
    simulator.organisations.update(asker, { state: 'suspended' })
    const again = await ask.done('b2cV3', { OriginatorConversationID: 'acme-2' })
    expect(again.result.ResultCode).toBe(11)
  })

  test('the same OriginatorConversationID twice pays once', async () => {
    const { ask, simulator } = await start()
    await ask.done('b2cV3')
    expect((await ask.send('b2cV3')).json.errorCode).toBe('500.002.1001')
    await simulator.advance(60_000)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('where M-PESA finds the duplicate itself it is result 15, and pays once all the same', async () => {
    const { ask, simulator } = await start({ behaviour: { duplicateOriginator: 'result-15' } })
    await ask.done('b2cV3')
    expect((await ask.done('b2cV3')).result.ResultCode).toBe(15)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('more than an organisation may have under way is 26, where that is switched on', async () => {
    const { ask, simulator, received } = await start({ behaviour: { operationsMax: 2 } })
    for (const _one of [1, 2, 3]) await ask.send('b2cV1')
    await simulator.advance(3_000)
    expect(received.map((one) => resultOf(one).ResultCode)).toEqual([0, 0, 26])
    expect((await ask.done('b2cV1')).result.ResultCode).toBe(0)
  })

  test('pays the withdrawal fee too where the organisation bears it', async () => {
    const { ask } = await start({ businesses: [{ ...askerBusiness, feePaidByBusiness: true }] })
    const { result } = await ask.done('b2cV3')
    expect(parameter(result, 'B2CChargesPaidAccountAvailableFunds')).toBe(-34)
  })

  test('a phone that is off gets the money at once and the message when it is on', async () => {
    const { ask, simulator } = await start()
    simulator.subscribers.update(payer, { state: 'off' })
    expect((await ask.done('b2cV3')).result.ResultCode).toBe(0)
    expect(simulator.messages.of(payer)).toHaveLength(0)
    simulator.subscribers.update(payer, { state: 'active' })
    expect(simulator.messages.of(payer)).toHaveLength(1)
  })

  test('failures can have a transaction id of their own, and phones can be masked', async () => {
    const behaviour = { failedTransactionId: 'receipt', receiverPhone: 'masked' } as const
    const { ask } = await start({ behaviour })
    const failed = await ask.done('b2cV3', { Amount: 5 })
    expect(failed.result.TransactionID).toMatch(/^UKN(?!0000000)[0-9A-Z]{7}$/)
    const paid = await ask.done('b2cV3', { OriginatorConversationID: 'acme-2' })
    expect(parameter(paid.result, 'ReceiverPartyPublicName')).toBe('2547****149 - AMINA TEST')
  })

  test('a list with one member can be a list', async () => {
    const { ask } = await start({ behaviour: { resultSingleItem: 'list' } })
    expect((await ask.done('b2cV3')).result.ReferenceData.ReferenceItem).toHaveLength(1)
  })
})

describe('Pochi', () => {
  test.each([
    ['its own path', vectors.requests.pochi.path],
    ['the path of B2C', vectors.requests.b2cV1.path],
  ])('pays a Pochi on %s', async (_where, path) => {
    const { ask, simulator, received } = await start()
    expect((await ask.daraja.post(path, ask.body('pochi'))).status).toBe(200)
    await simulator.advance(3_000)
    const result = resultOf(received[0])
    expect(result.ResultCode).toBe(0)
    expect(parameter(result, 'TransactionAmount')).toBe(450)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('a customer without a Pochi is not paid', async () => {
    const { ask, simulator } = await start({ subscribers: [{ phone: payer, name: 'AMINA TEST' }] })
    const { result } = await ask.done('pochi')
    expect(result.ResultCode).toBe('SFC_IC0003')
    expect(result.ResultParameters?.ResultParameter).toEqual({
      Key: 'CreditPartyName',
      Value: `${payer} - AMINA TEST`,
    })
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
  })
})

function withRoles(roles: readonly 'account-balance'[]) {
  const [initiator] = askerBusiness.initiators
  return { businesses: [{ ...askerBusiness, initiators: [{ ...initiator, roles }] }] }
}

function elsewhere() {
  const initiators = [{ name: 'elsewhere', password: vectors.credential.password }]
  return {
    businesses: [askerBusiness, { ...askerBusiness, shortcode: '600996', initiators }],
  }
}
