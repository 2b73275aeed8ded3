import {
  createDaraja,
  createSecurityCredential,
  type DarajaMessage,
  parseDaraja,
  type ResultMessage,
} from '@hazina/daraja'
import { type Msisdn, parseMsisdn } from '@hazina/daraja/msisdn'
import { describe, expect, test } from 'vitest'
import {
  asker,
  booksOfAsker,
  collector,
  payer,
  startsOperations,
  vectors,
} from './operations-harness.ts'

const begin = startsOperations()
const urls = {
  resultUrl: 'https://pay.example.com/hooks/result',
  queueTimeOutUrl: 'https://pay.example.com/hooks/timeout',
}

/** This repository's own client, speaking to the simulator. */
async function start(options: Parameters<typeof begin>[0] = {}) {
  const started = await begin({
    timings: { operationDelayMs: 3_000, callbackDelayMs: 0 },
    ...options,
  })
  const { simulator, received } = started
  const client = createDaraja({
    baseUrl: simulator.url,
    consumerKey: 'key',
    consumerSecret: 'secret',
    fetch: simulator.fetch,
    clock: simulator.clock,
    limits: 'off',
  })
  const certificate = await simulator.credentials.certificate()
  const { password } = vectors.credential
  const common = {
    ...urls,
    remarks: 'Refund 881',
    initiator: {
      name: 'testapi',
      securityCredential: createSecurityCredential({ password, certificate }),
    },
  }
  /** What was accepted, and the result that came of it. */
  async function done(asked: Promise<{ outcome: string; conversationId?: string }>) {
    const ack = await asked
    expect(ack.outcome).toBe('accepted')
    await simulator.advance(3_000)
    const message = read(received.at(-1)?.body)
    if (message.kind !== 'result') throw new Error(message.kind)
    expect(message.conversationId).toBe(ack.conversationId)
    expect(message.unreadable).toEqual([])
    return message
  }
  return { ...started, client, common, done }
}

function read(body: string | undefined): DarajaMessage {
  const parsed = parseDaraja(body ?? '')
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.message
}

function parametersOf<Api extends ResultMessage['api']>(message: ResultMessage, api: Api) {
  expect(message.api).toBe(api)
  return message.parameters as Extract<ResultMessage, { api: Api }>['parameters'] // told apart by api
}

const msisdn = msisdnOf(payer)
function msisdnOf(phone: string): Msisdn {
  const parsed = parseMsisdn(phone)
  if (!parsed.ok) throw new Error(phone)
  return parsed.msisdn
}

describe('client, simulator, callback, parser, books', () => {
  test.each(['v1', 'v3'] as const)('B2C %s', async (version) => {
    const { client, common, done, simulator } = await start()
    const payment = {
      ...common,
      commandId: 'BusinessPayment',
      amount: 450,
      shortcode: asker,
      msisdn,
    } as const
    const message = await done(
      client.b2c(
        version === 'v3'
          ? { ...payment, originatorConversationId: 'acme-1' }
          : { ...payment, version },
      ),
    )
    expect(message.succeeded).toBe(true)
    expect(parametersOf(message, 'b2c')).toMatchObject({
      amount: 450,
      receipt: message.transactionId,
      receiver: { id: payer, name: 'AMINA TEST' },
      recipientRegistered: true,
      utilityAvailable: 99_550,
      chargesPaidAvailable: -5,
    })
    expect(booksOfAsker(simulator)?.utilityCents).toBe(9_955_000n)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test('Pochi', async () => {
    const { client, common, done, simulator } = await start()
    const message = await done(
      client.b2pochi({
        ...common,
        amount: 450,
        shortcode: asker,
        msisdn,
        originatorConversationId: 'acme-1',
      }),
    )
    expect(message.succeeded).toBe(true)
    expect(message.queueTimeoutUrl).toBe(urls.queueTimeOutUrl)
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })

  test.each([
    ['BusinessPayBill', { type: 'paybill', number: '600000' }],
    ['BusinessBuyGoods', { type: 'till', number: '300222' }],
    ['BusinessPayToBulk', { type: 'paybill', number: '600984' }],
  ] as const)('B2B: %s', async (commandId, to) => {
    const { client, common, done, simulator } = await start()
    const message = await done(
      client.b2b({
        ...common,
        commandId,
        to,
        amount: 640,
        shortcode: asker,
        accountReference: 'STMT-31',
      } as Parameters<typeof client.b2b>[0]), // each command goes with its receiver
    )
    expect(message.succeeded).toBe(true)
    expect(parametersOf(message, 'b2b')).toMatchObject({
      amount: 640,
      currency: 'KES',
      receiver: { id: to.number === '300222' ? '600111' : to.number },
    })
    expect(booksOfAsker(simulator)?.workingCents).toBe(4_936_000n)
  })

  test('tax remittance', async () => {
    const { client, common, done, simulator } = await start()
    const message = await done(
      client.taxRemittance({ ...common, amount: 640, shortcode: asker, prn: '2026PRN00012345' }),
    )
    expect(message.succeeded).toBe(true)
    expect(message.billReference).toBe('2026PRN00012345')
    expect(booksOfAsker(simulator)?.workingCents).toBe(4_936_000n)
  })

  test('Account Balance', async () => {
    const { client, common, done } = await start()
    const party = { type: 'paybill', number: asker } as const
    const message = await done(client.accountBalance({ ...common, party }))
    const { accounts } = parametersOf(message, 'balance')
    expect(accounts?.map(({ name, available }) => [name, Number(available)])).toEqual([
      ['Working Account', 50_000],
      ['Float Account', 0],
      ['Utility Account', 100_000],
      ['Charges Paid Account', 0],
      ['Organization Settlement Account', 0],
    ])
  })

  test('Transaction Status and Reversal of a push', async () => {
    const { client, common, done, simulator, received } = await start()
    const { shortcode, passkey } = collector
    const push = await client.stkPush({
      business: { type: 'paybill', number: shortcode },
      passkey,
      amount: 125,
      msisdn,
      accountReference: 'INV-1',
      description: 'Invoice',
      callbackUrl: 'https://pay.example.com/hooks/stk',
    })
    expect(push.outcome).toBe('accepted')
    await simulator.advance(1_000)
    simulator.prompts.pay(payer)
    await simulator.settled()
    const paid = read(received.at(-1)?.body)
    if (paid.kind !== 'stk' || !paid.paid) throw new Error('not paid')
    const { receipt = '' } = paid

    const party = { type: 'paybill', number: shortcode } as const
    const status = () => client.transactionStatus({ ...common, party, receipt })
    expect(parametersOf(await done(status()), 'status')).toMatchObject({
      fate: 'completed',
      amount: 125,
      receipt,
      debitParty: { id: payer },
    })
    const reversed = await done(client.reversal({ ...common, receipt, amount: 125, shortcode }))
    expect(parametersOf(reversed, 'reversal')).toMatchObject({
      amount: 125,
      originalReceipt: receipt,
      creditParty: { id: payer },
    })
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_000)
    const again = await done(client.reversal({ ...common, receipt, amount: 125, shortcode }))
    expect(again).toMatchObject({ succeeded: false, resultCode: 'R000001' })
  })

  test('a wrong credential, a lost answer and a time-out in the queue are told apart', async () => {
    const { client, common, done, simulator, received } = await start()
    const payment = {
      ...common,
      commandId: 'BusinessPayment',
      amount: 450,
      shortcode: asker,
      msisdn,
    } as const
    const wrong = { name: 'testapi', securityCredential: `${'A'.repeat(342)}==` }
    const refused = await done(
      client.b2c({ ...payment, initiator: wrong, originatorConversationId: 'a-1' }),
    )
    expect(refused).toMatchObject({ succeeded: false, resultCode: '2001' })

    simulator.faults.set({ 'answer-lost': { on: 'b2c', times: 1 } })
    const lost = await client.b2c({ ...payment, originatorConversationId: 'a-2' })
    expect(lost.outcome).toBe('unknown')
    await simulator.advance(3_000)
    expect(read(received.at(-1)?.body)).toMatchObject({ originatorConversationId: 'a-2' })
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
    const twice = await client.b2c({ ...payment, originatorConversationId: 'a-2' })
    expect(twice.outcome).not.toBe('accepted')

    simulator.faults.set({ 'queue-timeout': { on: 'b2c', times: 1 } })
    expect((await client.b2c({ ...payment, originatorConversationId: 'a-3' })).outcome).toBe(
      'accepted',
    )
    await simulator.advance(60_000)
    expect(read(received.at(-1)?.body)).toMatchObject({
      kind: 'queue-timeout',
      originatorConversationId: 'a-3',
    })
    expect(simulator.subscribers.get(payer)?.balance).toBe(5_450)
  })
})
