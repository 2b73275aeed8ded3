import { describe, expect, test } from 'vitest'
import { callbackOf, payer } from './harness.ts'
import {
  asker,
  collector,
  parameter,
  resultOf,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const start = startsOperations()
type Started = Awaited<ReturnType<ReturnType<typeof startsOperations>>>

const byReceipt = (TransactionID: string) => ({ TransactionID, OriginalConversationID: undefined })
const byId = (OriginalConversationID: unknown) => ({
  TransactionID: undefined,
  OriginalConversationID,
})

/** A push to the collector. */
async function push({ ask }: Started) {
  const { shortcode, passkey } = collector
  const { Timestamp } = vectors.requests.stkPush.body
  const { json } = await ask.send('stkPush', {
    BusinessShortCode: shortcode,
    PartyB: shortcode,
    Password: Buffer.from(shortcode + passkey + Timestamp).toString('base64'),
  })
  return json
}

async function paidPush(started: Started) {
  const { simulator, received } = started
  const ack = await push(started)
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(3_000)
  const { Item } = callbackOf(received.at(-1)).CallbackMetadata
  const receipt: string = Item.find(
    ({ Name }: { Name: string }) => Name === 'MpesaReceiptNumber',
  ).Value
  return { ack, receipt }
}

describe('Transaction Status', () => {
  test('tells a B2C payment by its receipt and by its OriginatorConversationID', async () => {
    const { ask } = await start()
    const paid = await ask.done('b2cV3')
    const answers = [
      await ask.done('status', byReceipt(paid.result.TransactionID)),
      await ask.done('status', byId('acme-7f1c2a90')),
    ]
    for (const { ack, result } of answers) {
      expect(result).toMatchObject({
        ResultCode: 0,
        TransactionID: 'UKN0000000',
        ConversationID: ack.ConversationID,
        OriginatorConversationID: ack.OriginatorConversationID,
        ReferenceData: { ReferenceItem: { Key: 'Occasion', Value: 'OK' } },
      })
      expect(parameter(result, 'DebitPartyName')).toBe(`${asker} - Example Org`)
      expect(parameter(result, 'CreditPartyName')).toBe(`${payer} - AMINA TEST`)
      expect(parameter(result, 'DebitAccountType')).toBe('Utility Account')
      expect(parameter(result, 'DebitPartyCharges')).toBe('Fee For B2C Payment|KES|5.00')
      expect(parameter(result, 'InitiatedTime')).toBe('20261123120000')
      expect(parameter(result, 'FinalisedTime')).toBe('20261123120003')
      expect(parameter(result, 'ReasonType')).toBe('Business Payment to Customer via API')
      expect(parameter(result, 'TransactionStatus')).toBe('Completed')
      expect(parameter(result, 'Amount')).toBe('450')
      expect(parameter(result, 'ConversationID')).toBe(paid.ack.ConversationID)
      expect(parameter(result, 'OriginatorConversationID')).toBe('acme-7f1c2a90')
      expect(parameter(result, 'ReceiptNo')).toBe(paid.result.TransactionID)
    }
  })

  test('tells a push by its receipt, its CheckoutRequestID and its MerchantRequestID', async () => {
    const started = await start()
    const { ack, receipt } = await paidPush(started)
    const sent = { PartyA: collector.shortcode }
    for (const named of [
      byReceipt(receipt),
      byId(ack.CheckoutRequestID),
      byId(ack.MerchantRequestID),
    ]) {
      const { result } = await started.ask.done('status', { ...sent, ...named })
      expect(result.ResultCode).toBe(0)
      expect(parameter(result, 'ReceiptNo')).toBe(receipt)
      expect(parameter(result, 'DebitPartyName')).toBe(`${payer} - AMINA TEST`)
      expect(parameter(result, 'TransactionStatus')).toBe('Completed')
      expect(parameter(result, 'ReasonType')).toBe('Pay Bill Online')
    }
  })

  test('tells how a push stands that nobody paid', async () => {
    const started = await start()
    const { ask, simulator } = started
    const ack = await push(started)
    const sent = { PartyA: collector.shortcode, ...byId(ack.MerchantRequestID) }
    const open = await ask.done('status', sent)
    expect(parameter(open.result, 'TransactionStatus')).toBe('Initiated')
    expect(parameter(open.result, 'ReceiptNo')).toBeUndefined()
    simulator.prompts.decline(payer)
    await simulator.advance(3_000)
    const over = await ask.done('status', sent)
    expect(parameter(over.result, 'TransactionStatus')).toBe('Cancelled')
    expect(parameter(over.result, 'TransactionReason')).toBe('Request Cancelled by user.')
  })

  test('tells a payment that failed, and one that is not done yet', async () => {
    const { ask, simulator, received } = await start()
    await ask.done('b2cV3', { Amount: 5 })
    const failed = await ask.done('status', byId('acme-7f1c2a90'))
    expect(parameter(failed.result, 'TransactionStatus')).toBe('Failed')
    expect(parameter(failed.result, 'TransactionReason')).toMatch(/minimum transaction amount/)
    expect(parameter(failed.result, 'ReceiptNo')).toBeUndefined()

    // Asked a moment before the payment, M-PESA looks a moment before it does it.
    await ask.send('status', byId('acme-2'))
    await ask.send('b2cV3', { OriginatorConversationID: 'acme-2' })
    await simulator.advance(3_000)
    const early = resultOf(received.at(-2))
    expect(parameter(early, 'TransactionStatus')).toBe('Initiated')
    expect(parameter(early, 'FinalisedTime')).toBeUndefined()
  })

  test('knows nothing of a payment that was refused because of its operator', async () => {
    const { ask } = await start()
    await ask.done('b2cV3', { SecurityCredential: 'AAAA' })
    const { result } = await ask.done('status', byId('acme-7f1c2a90'))
    expect(result.ResultCode).toBe(2032)
  })

  test('does not tell an organisation of payments that are not its own', async () => {
    const { ask } = await start()
    const { result: paid } = await ask.done('b2cV3')
    const asked = { PartyA: collector.shortcode, ...byReceipt(paid.TransactionID) }
    expect((await ask.done('status', asked)).result.ResultCode).toBe(2032)
  })

  test('tells a phone’s payment to the operator of an organisation', async () => {
    const { ask } = await start()
    const { result: paid } = await ask.done('b2cV3')
    const { result } = await ask.done('status', {
      ...byReceipt(paid.TransactionID),
      PartyA: payer,
      IdentifierType: '1',
    })
    expect(result.ResultCode).toBe(0)
  })

  test.each(['Completed', 'Reversed'] as const)(
    'a payment that was taken back reports %s, as the switch says',
    async (reversedStatus) => {
      const started = await start({ behaviour: { reversedStatus } })
      const { receipt } = await paidPush(started)
      await started.ask.done('reversal', { TransactionID: receipt, Amount: '125' })
      const asked = { PartyA: collector.shortcode, ...byReceipt(receipt) }
      const { result } = await started.ask.done('status', asked)
      expect(parameter(result, 'TransactionStatus')).toBe(reversedStatus)
    },
  )

  test('can name the OriginatorConversationID of the payment, and keys with spaces', async () => {
    const { ask } = await start({
      behaviour: { statusOriginator: 'original', statusKeys: 'spaced' },
    })
    const { result: paid } = await ask.done('b2cV3')
    const { result, ack } = await ask.done('status', byReceipt(paid.TransactionID))
    expect(result.OriginatorConversationID).toBe('acme-7f1c2a90')
    expect(result.ConversationID).toBe(ack.ConversationID)
    expect(parameter(result, 'Originator Conversation ID')).toBe('acme-7f1c2a90')
    expect(parameter(result, 'Conversation ID')).toBe(paid.ConversationID)
  })

  test.each([
    [{ TransactionID: undefined, OriginalConversationID: undefined }, 'TransactionID'],
    [{ IdentifierType: '7' }, 'IdentifierType'],
    [{ CommandID: 'TransactionStatus' }, 'CommandID'],
    [{ PartyA: 'x' }, 'PartyA'],
    [{ ResultURL: 'x' }, 'ResultURL'],
    [{ Remarks: '' }, 'Remarks'],
  ])('refuses %j by its name', async (sent, field) => {
    const { ask } = await start()
    expect((await ask.send('status', sent)).json).toMatchObject({
      errorCode: '400.002.02',
      errorMessage: `Bad Request - Invalid ${field}`,
    })
  })
})
