import { callbackOf, payer } from './harness.ts'
import {
  collector,
  type Fields,
  type RequestName,
  requestBody,
  type startsOperations,
  vectors,
} from './operations-harness.ts'

type Options = NonNullable<Parameters<ReturnType<typeof startsOperations>>[0]>
type Started = Awaited<ReturnType<ReturnType<typeof startsOperations>>>
/** A recorded callback: what has to be switched and done so that this simulator sends it. */
export type Way = { options?: Options; act(started: Started): Promise<unknown> }

const ask =
  (name: RequestName, changes: Fields = {}): Way['act'] =>
  (started) =>
    started.ask.done(name, changes)
/** After so many wrong credentials the operator is locked. */
const locked = (name: RequestName): Way => ({
  options: { behaviour: { initiatorTriesMax: 1 } },
  async act({ ask }) {
    await ask.done(name, { SecurityCredential: 'AAAA' })
    await ask.done(
      name,
      'OriginatorConversationID' in requestBody(name) ? { OriginatorConversationID: 'acme-2' } : {},
    )
  },
})
const statusOf =
  (changes: Fields): Way['act'] =>
  async ({ ask }) => {
    const { result } = await ask.done('b2cV3')
    await ask.done('status', {
      TransactionID: result.TransactionID,
      Occasion: undefined,
      ...changes,
    })
  }
const paidPush: Way['act'] = async ({ ask, simulator }) => {
  await ask.send('stkPush')
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(3_000)
}
const unanswered: Way['act'] = async ({ ask, simulator }) => {
  await ask.send('stkPush')
  await simulator.advance(70_000)
}
const cancelled: Way['act'] = async ({ ask, simulator }) => {
  await ask.send('stkPush')
  await simulator.advance(1_000)
  simulator.prompts.decline(payer)
  await simulator.advance(3_000)
}
/** A push to this simulator's collector, which is paid, and then taken back. */
const reversed = async ({ ask, simulator, received }: Started, changes: Fields = {}) => {
  const { shortcode, passkey } = collector
  const { Timestamp } = vectors.requests.stkPush.body
  await ask.send('stkPush', {
    BusinessShortCode: shortcode,
    PartyB: shortcode,
    Amount: 40,
    Password: Buffer.from(shortcode + passkey + Timestamp).toString('base64'),
  })
  await simulator.advance(1_000)
  simulator.prompts.pay(payer)
  await simulator.advance(3_000)
  const { Item } = callbackOf(received.at(-1)).CallbackMetadata
  const receipt = Item.find(({ Name }: Fields) => Name === 'MpesaReceiptNumber').Value
  await ask.done('reversal', { TransactionID: receipt, ...changes })
  return receipt
}

/** How each callback of the reference about a push or an operation comes about. */
export const callbackWays: Record<keyof typeof vectors.callbacks, Way> = {
  stk_paid_live2026: { act: paidPush },
  stk_paid_portal: { options: { behaviour: { callbackBalanceItem: false } }, act: paidPush },
  stk_paid_maskedPhone: { options: { behaviour: { callbackMaskedPhone: true } }, act: paidPush },
  stk_cancelled: { act: cancelled },
  stk_cancelled_portalText: { options: { behaviour: { cancelledPush: 'portal' } }, act: cancelled },
  stk_noAnswer: { act: unanswered },
  stk_timeout_otherText: {
    options: { behaviour: { unansweredPush: 'ds-timeout' } },
    act: unanswered,
  },
  stk_insufficient: {
    options: { subscribers: [{ phone: payer, balance: 10 }] },
    act: paidPush,
  },
  stk_wrongPin: {
    options: { autoAnswer: 'wrong-pin' },
    act: unanswered,
  },
  stk_locked: {
    options: { behaviour: { secondPush: 'result-1001' } },
    async act({ ask, simulator }) {
      await ask.send('stkPush')
      await simulator.advance(1_000)
      await ask.send('stkPush')
      await simulator.advance(1_000)
    },
  },
  stk_expired: { options: { behaviour: { unansweredPush: 'expired' } }, act: unanswered },
  stk_alphaCode: {
    async act({ ask, simulator }) {
      await ask.send('stkPush', { PartyB: 555555 })
      await simulator.advance(1_000)
    },
  },
  b2c_success: { act: ask('b2cV3') },
  b2c_success_otherOrder: {
    options: { behaviour: { resultOrder: 'captured' } },
    act: ask('b2cV3'),
  },
  b2c_locked_live: locked('b2cV3'),
  b2c_badInitiator: { act: ask('b2cV3', { SecurityCredential: 'bm90IGEgY3JlZGVudGlhbA==' }) },
  b2c_insufficient: { act: ask('b2cV3', { Amount: 100_001 }) },
  b2c_alphaCode: {
    options: { openSubscribers: false },
    act: ask('b2cV3', { PartyB: '254711111111' }),
  },
  b2c_queueTimeout_echo: {
    options: { faults: { 'queue-timeout': {} }, timings: { queueTimeOutMs: 3_000 } },
    act: ask('b2cV3'),
  },
  pochi_locked_live_singleObject: locked('pochi'),
  b2b_success_portal: {
    options: { behaviour: { resultForm: 'portal' } },
    act: ask('b2bPayBill', { AccountReference: 'STMT-31' }),
  },
  b2b_paybill_locked_live: locked('b2bPayBill'),
  b2b_buygoods_or_topup_locked_live: locked('b2bTopUp'),
  b2b_failure_portal_singleObject: {
    options: { behaviour: { resultForm: 'portal', resultHost: 'production' } },
    act: ask('b2bPayBill', { SecurityCredential: 'AAAA' }),
  },
  status_completed: { act: statusOf({}) },
  status_completed_portalDuplicateKey: {
    options: { behaviour: { statusKeys: 'duplicate' } },
    act: statusOf({}),
  },
  status_completed_numbers: {
    options: { behaviour: { statusValues: 'numbers' } },
    act: statusOf({ TransactionID: undefined, OriginalConversationID: 'acme-7f1c2a90' }),
  },
  status_notFound_live: {
    act: ask('status', { TransactionID: 'UA25M0QB7R', Occasion: undefined }),
  },
  balance_success: { act: ask('balance') },
  balance_success_portalStrings: {
    options: { behaviour: { resultForm: 'portal' } },
    act: ask('balance'),
  },
  balance_locked_live: locked('balance'),
  reversal_success: { act: (started) => reversed(started) },
  reversal_badOriginal_live: { act: ask('reversal') },
  reversal_already: {
    async act(started) {
      const receipt = await reversed(started)
      await started.ask.done('reversal', { TransactionID: receipt })
    },
  },
}
