import { describe, expect, test } from 'vitest'
import {
  asker,
  askerBusiness,
  booksOfAsker,
  collector,
  type Item,
  parameter,
  receiverTill,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const start = startsOperations()
const branch = { ...collector, shortcode: '600998', parent: asker }

type Started = Awaited<ReturnType<ReturnType<typeof startsOperations>>>
const balanceOf = (
  { simulator }: Started,
  shortcode: string,
  account: 'utility' | 'merchant' | 'working' | 'float',
) => simulator.books().organisations.find((row) => row.shortcode === shortcode)?.[`${account}Cents`]

const references = (items: Item | Item[]) => [items].flat().map(({ Key }) => Key)

describe('B2B', () => {
  test('pays a bill from Working to the Utility of the receiver, and tells what is left', async () => {
    const started = await start()
    const { ack, result, callback } = await started.ask.done('b2bPayBill')
    expect(ack.OriginatorConversationID).toBe(result.OriginatorConversationID)
    expect(callback?.url).toBe('https://pay.example.com/hooks/b2b/result')
    expect(result.ResultCode).toBe(0)
    expect(parameter(result, 'Amount')).toBe(640)
    expect(parameter(result, 'DebitPartyAffectedAccountBalance')).toBe(
      'Working Account|KES|49360.00|49360.00|0.00|0.00',
    )
    expect(parameter(result, 'InitiatorAccountCurrentBalance')).toBe(
      '{Amount={CurrencyCode=KES, MinimumAmount=4936000, BasicAmount=49360.00}}',
    )
    expect(parameter(result, 'TransCompletedTime')).toBe(20261123120003)
    expect(parameter(result, 'ReceiverPartyPublicName')).toBe('600000 - SANDBOX 600000')
    expect(balanceOf(started, asker, 'working')).toBe(4_936_000n)
    expect(balanceOf(started, '600000', 'utility')).toBe(100_064_000n)
  })

  test('a reference of digits comes back as a number, without its leading zeros', async () => {
    const { ask } = await start()
    const { result } = await ask.done('b2bPayBill', { AccountReference: '020417' })
    expect(result.ReferenceData.ReferenceItem).toContainEqual({
      Key: 'BillReferenceNumber',
      Value: 20_417,
    })
    const { result: text } = await ask.done('b2bPayBill', { AccountReference: 'A020417' })
    expect(text.ReferenceData.ReferenceItem).toContainEqual({
      Key: 'BillReferenceNumber',
      Value: 'A020417',
    })
  })

  test('the portal prints codes and values as strings', async () => {
    const { ask } = await start({ behaviour: { resultForm: 'portal' } })
    const { result } = await ask.done('b2bPayBill')
    expect(result).toMatchObject({
      ResultType: '0',
      ResultCode: '0',
      ResultDesc: 'The service request is processed successfully',
    })
    expect(parameter(result, 'Amount')).toBe('640.00')
    expect(parameter(result, 'DebitPartyCharges')).toBe('')
    expect(references(result.ReferenceData.ReferenceItem)).toEqual([
      'BillReferenceNumber',
      'QueueTimeoutURL',
    ])
  })

  test.each([
    ['the till number', '300222', '4'],
    ['the till number as type 2', '300222', '2'],
    ['the store number', '600111', '4'],
  ])('buys goods of a till named by %s', async (_how, PartyB, RecieverIdentifierType) => {
    const started = await start()
    const sent = { PartyB, RecieverIdentifierType }
    const { result } = await started.ask.done('b2bBuyGoods', sent)
    expect(result.ResultCode).toBe(0)
    expect(references(result.ReferenceData.ReferenceItem)).toEqual(['QueueTimeoutURL', 'Occassion'])
    expect(balanceOf(started, '600111', 'merchant')).toBe(2_064_000n)
  })

  test('only one identifier type can be right for tills, where that is switched on', async () => {
    const { ask } = await start({ behaviour: { tillIdentifierType: '2' } })
    const sent = { PartyB: '300222' }
    const asShortcode = await ask.done('b2bBuyGoods', { ...sent, RecieverIdentifierType: '4' })
    expect(asShortcode.result.ResultCode).toBe('SFC_IC0003')
    const asTill = await ask.done('b2bBuyGoods', { ...sent, RecieverIdentifierType: '2' })
    expect(asTill.result.ResultCode).toBe(0)
  })

  test('tops up the Utility account of a B2C shortcode', async () => {
    const started = await start()
    const { result } = await started.ask.done('b2bTopUp', { PartyB: '600984' })
    expect(result.ResultCode).toBe(0)
    expect(balanceOf(started, '600984', 'utility')).toBe(64_000n)
  })

  test.each([
    ['BusinessTransferFromMMFToUtility', asker, asker, 'working', 'utility'],
    ['BusinessTransferFromMMFToUtility', asker, branch.shortcode, 'working', 'utility'],
    ['BusinessToBusinessTransfer', asker, '600000', 'working', 'working'],
    ['MerchantTransferFromMerchantToWorking', '600111', '600111', 'merchant', 'working'],
    ['MerchantToMerchantTransfer', '600111', '300584', 'merchant', 'merchant'],
    ['MerchantServicesMMFAccountTransfer', asker, branch.shortcode, 'working', 'working'],
    ['AgencyFloatAdvance', asker, '600000', 'working', 'float'],
  ] as const)('%s from %s to %s moves %s to %s', async (CommandID, PartyA, PartyB, from, to) => {
    const started = await start({ businesses: [askerBusiness, receiverTill, collector, branch] })
    const before = { from: balanceOf(started, PartyA, from), to: balanceOf(started, PartyB, to) }
    const { result } = await started.ask.done('b2bTopUp', { CommandID, PartyA, PartyB })
    expect(result.ResultCode).toBe(0)
    expect(balanceOf(started, PartyA, from)).toBe((before.from ?? 0n) - 64_000n)
    expect((balanceOf(started, PartyB, to) ?? 0n) - (before.to ?? 0n)).toBe(
      PartyB === '600000' && to === 'working' ? 100_064_000n : 64_000n,
    )
  })

  test.each([
    ['1', 'more than Working has, though Utility has it', { Amount: '50001' }],
    ['3', 'more than a payment may be', { Amount: '250001' }],
    ['21', 'Utility to Working, which no API can', { CommandID: 'DisburseFundsToBusiness' }],
    ['2028', 'a bill of a till', { PartyB: '300222' }],
    ['2028', 'goods of a PayBill', { CommandID: 'BusinessBuyGoods' }],
    [
      '2043',
      'a transfer to an organisation that is no child',
      { CommandID: 'BusinessTransferFromMMFToUtility' },
    ],
    ['SFC_IC0003', 'an organisation nobody knows', { PartyB: '999999' }],
    ['2001', 'a wrong credential', { SecurityCredential: 'AAAA' }],
  ] as const)('fails with %s for %s, and nothing moves', async (code, _why, sent) => {
    const { ask, simulator } = await start()
    const { result } = await ask.done('b2bPayBill', sent)
    expect(String(result.ResultCode)).toBe(code)
    expect(result.ResultParameters).toBeUndefined()
    expect(booksOfAsker(simulator)).toMatchObject({
      utilityCents: 10_000_000n,
      workingCents: 5_000_000n,
    })
  })

  test.each([
    ['Initiator', undefined],
    ['CommandID', 'BusinessPayBills'],
    ['SenderIdentifierType', '9'],
    ['RecieverIdentifierType', undefined],
    ['Amount', '-1'],
    ['PartyB', '12'],
    ['AccountReference', undefined],
    ['Requester', '0700'],
    ['Remarks', ''],
  ])('refuses %s = %s by its name', async (field, value) => {
    const { ask } = await start()
    expect((await ask.send('b2bPayBill', { [field]: value })).json.errorMessage).toBe(
      `Bad Request - Invalid ${field}`,
    )
  })

  test('the right spelling of RecieverIdentifierType is the wrong one', async () => {
    const { ask } = await start()
    const sent = { RecieverIdentifierType: undefined, ReceiverIdentifierType: '4' }
    expect((await ask.send('b2bPayBill', sent)).json.errorMessage).toMatch(/RecieverIdentifierType/)
  })

  test('an OriginatorConversationID of the caller is kept, and good once', async () => {
    const { ask } = await start()
    const sent = { OriginatorConversationID: 'bill-1' }
    expect((await ask.done('b2bPayBill', sent)).result.OriginatorConversationID).toBe('bill-1')
    expect((await ask.send('b2bPayBill', sent)).json.errorCode).toBe('500.002.1001')
  })
})

describe('tax remittance', () => {
  test('pays the Kenya Revenue Authority from Working', async () => {
    const started = await start()
    const { result } = await started.ask.done('tax')
    expect(result.ResultCode).toBe(0)
    expect(parameter(result, 'ReceiverPartyPublicName')).toBe('572572 - KENYA REVENUE AUTHORITY')
    expect(references(result.ReferenceData.ReferenceItem)).toContain('BillReferenceNumber')
    expect(balanceOf(started, '572572', 'utility')).toBe(64_000n)
  })

  test('pays nobody else, and needs a registration number', async () => {
    const { ask } = await start()
    expect((await ask.send('tax', { PartyB: '600000' })).json.errorMessage).toMatch(/PartyB$/)
    expect((await ask.send('tax', { AccountReference: '' })).json.errorMessage).toMatch(
      /AccountReference$/,
    )
    expect((await ask.send('tax', { CommandID: 'BusinessPayBill' })).json.errorMessage).toMatch(
      /CommandID$/,
    )
    expect(vectors.requests.tax.body.PartyB).toBe('572572')
  })
})
