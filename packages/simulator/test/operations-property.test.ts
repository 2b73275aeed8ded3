import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FaultSettings, faultNames } from '../src/index.ts'
import { payer, startSimulator } from './harness.ts'
import {
  askerBusiness,
  collector,
  createAsker,
  receiverTill,
  vectors,
} from './operations-harness.ts'

const amount = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(9, 10, 60_000, 250_001))
const originator = fc.constantFrom('a', 'b', 'c', undefined)
const credential = fc.constantFrom(
  vectors.credential.ciphertext,
  vectors.credential.ciphertext,
  'AAAA',
)

const step = fc.oneof(
  fc.record({
    ask: fc.constantFrom('b2cV3' as const, 'b2cV1' as const, 'pochi' as const),
    Amount: amount,
    PartyB: fc.constantFrom(payer, '254711111111', '254722222222'),
    OriginatorConversationID: originator,
    SecurityCredential: credential,
  }),
  fc.record({
    ask: fc.constantFrom('b2bPayBill' as const, 'b2bBuyGoods' as const, 'b2bTopUp' as const),
    Amount: amount,
    PartyA: fc.constantFrom('600992', '600984', '600111'),
    PartyB: fc.constantFrom('600984', '300222', '600992', '999999'),
    OriginatorConversationID: originator,
  }),
  fc.record({
    ask: fc.constantFrom('b2bTopUp' as const),
    Amount: amount,
    CommandID: fc.constantFrom(
      'BusinessTransferFromMMFToUtility',
      'DisburseFundsToBusiness',
      'MerchantTransferFromMerchantToWorking',
    ),
    PartyA: fc.constantFrom('600992', '600111'),
    PartyB: fc.constantFrom('600992', '600111'),
  }),
  fc.record({ ask: fc.constant('tax' as const), Amount: amount }),
  fc.record({ ask: fc.constantFrom('balance' as const, 'status' as const) }),
  fc.record({ push: amount }),
  fc.record({ reverse: fc.nat(20), Amount: amount }),
  fc.record({ wait: fc.integer({ min: 0, max: 60_000 }) }),
)

const faults = fc
  .dictionary(
    fc.constantFrom(...faultNames),
    fc.record({ on: fc.constant('any' as const), probability: fc.constant(0.3) }),
    { maxKeys: 4 },
  )
  .map((rules) => rules as FaultSettings) // every fault takes these two

test('whatever organisations ask for and whatever goes wrong, the books balance and nothing is paid twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      faults,
      fc.integer(),
      async (steps, settings, seed) => {
        const { simulator, received } = await startSimulator({
          seed,
          faults: settings,
          certificate: vectors.credential,
          businesses: [askerBusiness, receiverTill, collector],
          subscribers: [{ phone: payer, pochi: true }],
          autoAnswer: 'pay',
        })
        const ask = createAsker(simulator, received)
        for (const one of steps) {
          if ('wait' in one) await simulator.advance(one.wait)
          else if ('push' in one) await give(ask.send('stkPush', pushOf(one.push)))
          else if ('reverse' in one) {
            const paid = simulator.books().transactions.filter(({ kind }) => kind === 'payment')
            const receipt = paid[one.reverse % Math.max(1, paid.length)]?.receipt ?? 'UKN0000001'
            const sent = { TransactionID: receipt, ReceiverParty: collector.shortcode }
            await give(ask.send('reversal', { ...sent, Amount: one.Amount }))
          } else {
            const { ask: name, ...sent } = one
            await give(ask.send(name, sent))
          }
        }
        await simulator.advance(600_000)
        expect(simulator.audit()).toEqual([])
        const { transactions } = simulator.books()
        const paidFor = transactions.flatMap(({ conversationId }) => conversationId ?? [])
        expect(new Set(paidFor).size).toBe(paidFor.length)
        const reversals = transactions.filter(({ kind }) => kind === 'reversal')
        const reversed = reversals.map(({ linkedReceipt }) => linkedReceipt)
        expect(new Set(reversed).size).toBe(reversed.length)
        const ofCaller = transactions
          .filter(({ originatorConversationId: id }) => id !== null && id.length === 1)
          .map(({ debit, originatorConversationId }) => `${debit.id} ${originatorConversationId}`)
        expect(new Set(ofCaller).size).toBe(ofCaller.length)
        await simulator.close()
      },
    ),
    { numRuns: 60 },
  )
})

function pushOf(kes: number) {
  const { shortcode, passkey } = collector
  const { Timestamp } = vectors.requests.stkPush.body
  return {
    BusinessShortCode: shortcode,
    PartyB: shortcode,
    Amount: kes,
    Password: Buffer.from(shortcode + passkey + Timestamp).toString('base64'),
  }
}

/** An answer that never comes is given up, one that is lost is lost. */
async function give(answering: Promise<unknown>): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, 20))
  await Promise.race([answering.catch(() => undefined), patience])
}
