import { post, withoutProducts } from '../../packages/simulator/test/gateway-mistakes.ts'
import { payer } from '../../packages/simulator/test/harness.ts'
import type { Fields, RequestName, vectors, Way, World } from './world.ts'

type Answer = Awaited<ReturnType<World['send']>>
type AnswerName = keyof typeof vectors.syncResponses
/** How an answer of the vectors comes about, which call of the client reads it, and what is peculiar to one answer. */
export type AnswerWay = Way<Answer> & { reads: RequestName | 'oauth'; free: readonly string[] }

const unique = [
  'requestId',
  'requestID',
  'requestRefID',
  'MerchantRequestID',
  'CheckoutRequestID',
  'OriginatorCoversationID',
  'OriginatorConversationID',
  'ConversationID',
  'ResponseRefID',
  'RequestID',
] as const

export const answerWays: Record<AnswerName, AnswerWay> = {
  oauth_string: oauth('string'),
  oauth_number: oauth('number'),
  stkPush: way('stkPush'),
  stkQuery_paid: query(async ({ simulator }) => {
    simulator.prompts.pay(payer)
    await simulator.advance(3_000)
  }),
  stkQuery_cancelled: query(async ({ simulator }) => {
    simulator.prompts.decline(payer)
    await simulator.advance(3_000)
  }),
  stkQuery_noAnswer: query(({ simulator }) => simulator.advance(70_000), {
    behaviour: { unansweredPush: 'no-response-alike' },
  }),
  stkQuery_pending4999: query(async () => {}, { behaviour: { pendingQuery: '4999' } }),
  stkQuery_pending500: query(async () => {}, { behaviour: { pendingQuery: '500' } }),
  stkQuery_unknown500: way('stkQuery'),
  stkQuery_tooEarlyOrUnknown400: {
    ...way('stkQuery'),
    async make(world) {
      const { json } = await world.send('stkPush')
      return world.send('stkQuery', { CheckoutRequestID: json.CheckoutRequestID })
    },
  },
  stkQuery_rateLimited: twice('stkQuery', { behaviour: { querySpikeArrest: true } }),
  c2bRegister_docs: way('c2bRegister', { behaviour: { c2bRegisterAnswer: 'docs' } }),
  c2bRegister_live: way('c2bRegister'),
  c2bRegister_again: twice('c2bRegister', { behaviour: { c2bMode: 'production' } }),
  c2bRegister_forbiddenWord: {
    ...way('c2bRegister'),
    make: (world) =>
      world.send('c2bRegister', { ValidationURL: 'https://pay.example.com/mPesa/v' }),
  },
  c2bSimulate: way('c2bSimulate'),
  asyncAck: way('b2cV3'),
  express: way('express'),
  express_noProduct: {
    ...way('express', withoutProducts),
    make: ({ daraja }) => post(daraja, 'express'),
  },
  qr_live: way('qr', {}, ['QRCode']),
  qr_docs: way('qr', { behaviour: { qrAnswer: 'docs' } }, ['ResponseCode', 'QRCode']),
  ratiba: way('ratiba', {}, ['responseRefID']),
  ratiba_error_live: {
    ...way('ratiba', {}, ['requestRefId', 'timestamp']),
    make: (world) => world.send('ratiba', { BusinessShortCode: '999999' }),
  },
  pullRegister: way('pullRegister'),
  pullRegister_spaceKey: twice('pullRegister', { behaviour: { pullRegisterKeys: 'spaced' } }),
  pullQuery: {
    ...way('pullQuery', {}, ['transactionId']),
    async make(world) {
      await world.send('pullRegister')
      world.pay(40)
      return world.send('pullQuery')
    },
  },
  pullQuery_none_live: {
    ...way('pullQuery'),
    async make(world) {
      await world.send('pullRegister')
      return world.send('pullQuery')
    },
  },
  imsi: {
    ...way('imsi', {}, ['imsi', 'lastSwapDate', 'msisdnRegistrationDate']),
    async make(world) {
      world.simulator.subscribers.update(payer, { simSwapped: true })
      await world.simulator.advance(1_000)
      return world.send('imsi')
    },
  },
  swap_none: way('swap'),
  orgInfo: way('orgInfo'),
  billOptin: way('billOptin', {}, ['app_key']),
  billInvoice: bill('billSingle', 'billOptin'),
  billCancel: bill('billCancelSingle', 'billOptin', 'billSingle'),
  billCancel_conflict: {
    ...way('billCancelSingle'),
    async make(world) {
      await world.send('billOptin')
      await world.send('billSingle')
      world.pay(1)
      return world.send('billCancelSingle')
    },
  },
  bill_gatewayTimeout_live: way('billOptin', { faults: { 'http-504': { on: 'bill-manager' } } }),
}

function way(
  name: RequestName,
  options: NonNullable<AnswerWay['options']> = {},
  free: readonly string[] = [],
): AnswerWay {
  return { reads: name, options, free: [...unique, ...free], make: (world) => world.send(name) }
}

function oauth(expiresIn: 'string' | 'number'): AnswerWay {
  return {
    reads: 'oauth',
    options: { behaviour: { expiresIn } },
    free: ['access_token'],
    make: ({ daraja }) => daraja.signIn(),
  }
}

function query(act: (world: World) => Promise<void>, options: AnswerWay['options'] = {}) {
  return {
    ...way('stkQuery', options),
    async make(world: World) {
      const { json } = await world.send('stkPush')
      await world.simulator.advance(1_000)
      await act(world)
      const asked: Fields = { CheckoutRequestID: json.CheckoutRequestID }
      return world.send('stkQuery', asked)
    },
  }
}

function twice(name: RequestName, options: AnswerWay['options']): AnswerWay {
  return {
    ...way(name, options),
    async make(world) {
      await world.send(name)
      return world.send(name)
    },
  }
}

function bill(name: RequestName, ...before: readonly RequestName[]): AnswerWay {
  return {
    ...way(name),
    async make(world) {
      for (const one of before) await world.send(one)
      return world.send(name)
    },
  }
}
