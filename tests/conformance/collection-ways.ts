import { collectorTill } from '../../packages/simulator/test/collections-harness.ts'
import { payer } from '../../packages/simulator/test/harness.ts'
import { vectors, type Way, type World } from './world.ts'

/** How a callback about customers' payments comes about, and what is peculiar to one payment. */
export type CollectionWay = Way<unknown> & { free: readonly string[] }

const { c2bRegister, express, ratiba, billOptin } = vectors.requests
const confirmationUrl = c2bRegister.body.ConfirmationURL
const operator = collectorTill.nominatedNumber

export const collectionWays = {
  c2b_validation_v2: {
    free: ['TransID'],
    async make(world) {
      await world.daraja.control('PATCH', '/simulator/organisations/600984', {
        externalValidation: true,
      })
      await world.send('c2bRegister')
      world.pay(40)
      await world.simulator.settled()
      return world.told(c2bRegister.body.ValidationURL)
    },
  },
  c2b_confirmation_v2_masked: confirmation('v2'),
  c2b_confirmation_v1_hashed: confirmation('v1'),
  c2b_confirmation_maskedHash_fewNames: confirmation('v1', { c2bMsisdn: 'masked-hash' }),
  c2b_confirmation_sandbox_integerAmount: confirmation('v2', {
    c2bAmount: 'whole',
    c2bTransactionType: 'empty',
  }),
  c2b_confirmation_till: {
    // The vectors have one number for the PayBill and the store of the till; no organisation is both.
    free: ['TransID', 'BusinessShortCode'],
    async make({ daraja, simulator, told }) {
      const { shortcode, till } = collectorTill
      await daraja.post(c2bRegister.path, { ...c2bRegister.body, ShortCode: shortcode })
      simulator.phones.buyGoods({ phone: payer, till, amount: 40, pin: '1234' })
      await simulator.advance(3_000)
      return told(confirmationUrl)
    },
  },
  express_success: expressed((world) => world.simulator.prompts.pay(operator)),
  express_cancelled: expressed((world) => world.simulator.prompts.decline(operator)),
  ratiba_success: {
    free: ['responseRefID', 'requestRefID', 'TransactionID'],
    async make(world) {
      await world.send('ratiba')
      await world.simulator.advance(1_000)
      world.simulator.prompts.pay(payer)
      await world.simulator.advance(1_000)
      return world.told(ratiba.body.CallBackURL)
    },
  },
  ratiba_failure: {
    free: ['responseRefID', 'requestRefID'],
    async make(world) {
      world.simulator.subscribers.update(payer, { state: 'off' })
      await world.send('ratiba')
      await world.simulator.advance(30_000)
      return world.told(ratiba.body.CallBackURL)
    },
  },
  billManager_payment: {
    free: ['transactionId'],
    async make(world) {
      await world.send('billOptin')
      await world.send('billSingle')
      world.pay(450)
      await world.simulator.advance(1_000)
      return world.told(billOptin.body.callbackurl)
    },
  },
} as const satisfies Partial<Record<keyof typeof vectors.callbacks, CollectionWay>>

function confirmation(
  version: 'v1' | 'v2',
  behaviour: NonNullable<NonNullable<CollectionWay['options']>['behaviour']> = {},
): CollectionWay {
  return {
    options: { behaviour },
    free: ['TransID'],
    async make({ daraja, pay, simulator, told }) {
      await daraja.post(`/mpesa/c2b/${version}/registerurl`, c2bRegister.body)
      pay(40)
      await simulator.advance(3_000)
      return told(confirmationUrl)
    },
  }
}

function expressed(answer: (world: World) => unknown): CollectionWay {
  return {
    free: ['conversationID', 'transactionId'],
    async make(world) {
      await world.send('express')
      await world.simulator.advance(1_000)
      answer(world)
      await world.simulator.advance(1_000)
      return world.told(express.body.callbackUrl)
    },
  }
}
