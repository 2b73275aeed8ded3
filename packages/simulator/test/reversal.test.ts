import { describe, expect, test } from 'vitest'
import { callbackOf, payer } from './harness.ts'
import { collector, parameter, startsOperations, vectors } from './operations-harness.ts'

const start = startsOperations()
type Started = Awaited<ReturnType<ReturnType<typeof startsOperations>>>

/** A push of 125 shillings to the collector, paid; its receipt. */
async function pay({ ask, simulator, received }: Started): Promise<string> {
  const { shortcode, passkey } = collector
  const { Timestamp } = vectors.requests.stkPush.body
  await ask.send('stkPush', {
    BusinessShortCode: shortcode,
    PartyB: shortcode,
    Password: Buffer.from(shortcode + passkey + Timestamp).toString('base64'),
  })
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(3_000)
  const { Item } = callbackOf(received.at(-1)).CallbackMetadata
  return Item.find(({ Name }: { Name: string }) => Name === 'MpesaReceiptNumber').Value
}

const utilityOf = ({ simulator }: Started) =>
  simulator.books().organisations.find((row) => row.shortcode === collector.shortcode)?.utilityCents

describe('Reversal', () => {
  test('gives the customer their money back, once, and tells them', async () => {
    const started = await start()
    const { ask, simulator } = started
    const receipt = await pay(started)
    expect(simulator.subscribers.get(payer)?.balance).toBe(4_875)
    const { result } = await ask.done('reversal', { TransactionID: receipt, Amount: '125' })
    expect(result.ResultCode).toBe(0)
    expect(result.TransactionID).not.toBe(receipt)
    expect(parameter(result, 'OriginalTransactionID')).toBe(receipt)
    expect(parameter(result, 'Amount')).toBe(125)
    expect(parameter(result, 'Charge')).toBe(0)
    expect(parameter(result, 'DebitAccountBalance')).toBe('Utility Account|KES|0.00|0.00|0.00|0.00')
    expect(parameter(result, 'CreditPartyPublicName')).toBe(`${payer} - AMINA TEST`)
    expect(parameter(result, 'DebitPartyPublicName')).toBe('600984 - Example Org')
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
    expect(utilityOf(started)).toBe(0n)
    expect(simulator.messages.of(payer)[0]?.text).toContain(
      `Transaction ${receipt} has been reversed`,
    )

    const again = await ask.done('reversal', { TransactionID: receipt, Amount: '125' })
    expect(again.result.ResultCode).toBe('R000001')
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
  })

  test('takes back only customers’ payments to the organisation itself', async () => {
    const started = await start()
    const { ask } = started
    const receipt = await pay(started)
    const { result: paidOut } = await ask.done('b2cV3')
    const wrong = [
      { TransactionID: 'UA24K0TT1E' },
      { TransactionID: receipt, Amount: '125', ReceiverParty: '600992' },
      { TransactionID: paidOut.TransactionID, Amount: '450', ReceiverParty: '600992' },
    ]
    for (const sent of wrong) {
      expect((await ask.done('reversal', sent)).result.ResultCode).toBe('R000002')
    }
    expect(utilityOf(started)).toBe(12_500n)
  })

  test('money that is not there any more cannot be given back', async () => {
    const started = await start()
    const receipt = await pay(started)
    await started.ask.done('b2cV3', { PartyA: collector.shortcode, Amount: 100 })
    const { result } = await started.ask.done('reversal', { TransactionID: receipt, Amount: '125' })
    expect(result.ResultCode).toBe(1)
    expect(utilityOf(started)).toBe(2_500n)
  })

  test('a part can be given back only where that is switched on', async () => {
    const whole = await start()
    const sent = { TransactionID: await pay(whole), Amount: '25' }
    expect((await whole.ask.done('reversal', sent)).result.ResultCode).toBe(25)
    expect(utilityOf(whole)).toBe(12_500n)

    const part = await start({ behaviour: { partialReversal: true } })
    const { result } = await part.ask.done('reversal', {
      TransactionID: await pay(part),
      Amount: '25',
    })
    expect(parameter(result, 'Amount')).toBe(25)
    expect(utilityOf(part)).toBe(10_000n)
  })

  test('takes both identifier types, and only 11 where that is switched on', async () => {
    const sent = { RecieverIdentifierType: '4' }
    const { ask } = await start()
    expect((await ask.send('reversal', sent)).status).toBe(200)
    const strict = await start({ behaviour: { reversalIdentifierType: '11' } })
    expect((await strict.ask.send('reversal', sent)).json.errorMessage).toBe(
      'Bad Request - Invalid RecieverIdentifierType',
    )
  })

  test.each([
    ['TransactionID', undefined],
    ['Amount', '0'],
    ['ReceiverParty', undefined],
    ['CommandID', 'Reversal'],
    ['Remarks', undefined],
  ])('refuses %s = %s by its name', async (field, value) => {
    const { ask } = await start()
    expect((await ask.send('reversal', { [field]: value })).json.errorMessage).toBe(
      `Bad Request - Invalid ${field}`,
    )
  })
})
