import type { Network } from '../network.ts'
import type { AutoAnswer } from '../options.ts'
import type { Change, PushRecord, PushResult, SubscriberRecord } from '../state/records.ts'
import { payPush } from './payment.ts'
import { results } from './texts.ts'

/** What the person at the phone does. */
export type PromptAnswer = { pin: string } | { cancel: true }

/** How a push ends. */
export type Ending = {
  result: PushResult
  /** Of the payment, when there was one. */
  receipt: string | null
  /** Rows to write with the result. */
  changes: readonly Change[]
}

/** After this many wrong PINs in a row the PIN is locked (reference §36: the folk figure). */
const wrongPinsMax = 3

/** What the answer of a person leads to. */
export function decide(
  network: Network,
  push: PushRecord,
  payer: SubscriberRecord,
  answer: PromptAnswer,
): Ending {
  if ('cancel' in answer) return { result: cancelled(network), receipt: null, changes: [] }
  if (payer.state === 'pin-locked') {
    return { result: results.pinLocked, receipt: null, changes: [] }
  }
  if (answer.pin !== payer.pin) return wrongPin(payer)
  const payment = payPush(network, push, payer)
  if (payment.paid) {
    return { result: results.paid, receipt: payment.receipt, changes: payment.changes }
  }
  const changes: Change[] = [['subscriber', payer.msisdn, { ...payer, wrongPins: 0 }]]
  return { result: payment.result, receipt: null, changes }
}

/** What a phone with an automatic answer does. */
export function automaticAnswer(
  mode: Exclude<AutoAnswer, 'manual' | 'ignore'>,
  payer: SubscriberRecord,
): PromptAnswer {
  switch (mode) {
    case 'pay':
      return { pin: payer.pin }
    case 'cancel':
      return { cancel: true }
    case 'wrong-pin':
      return { pin: payer.pin === '0000' ? '1111' : '0000' }
  }
}

/** A subscriber after one more wrong PIN; too many in a row lock it. */
export function wrongPinRow(subscriber: SubscriberRecord): SubscriberRecord {
  const wrongPins = subscriber.wrongPins + 1
  const state = wrongPins >= wrongPinsMax ? 'pin-locked' : subscriber.state
  return { ...subscriber, wrongPins, state }
}

function cancelled(network: Network): PushResult {
  switch (network.config.behaviour.cancelledPush) {
    case 'live':
      return results.cancelled
    case 'portal':
      return results.cancelledPortal
    case '1031':
      return results.cancelledOld
  }
}

function wrongPin(payer: SubscriberRecord): Ending {
  return {
    result: results.wrongPin,
    receipt: null,
    changes: [['subscriber', payer.msisdn, wrongPinRow(payer)]],
  }
}
