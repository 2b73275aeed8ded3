import { followUps } from '../c2b/follow-ups.ts'
import { planCallbacks, planForgery } from '../callbacks/callbacks.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { ControlError } from '../control/control-error.ts'
import { boundRule, drawCallbackFaults } from '../faults/callback-faults.ts'
import { commit, drawMs, type Network, runAt, settingsOf } from '../network.ts'
import type { AutoAnswer } from '../options.ts'
import type { Change, PushRecord, ScheduledRecord, SubscriberRecord } from '../state/records.ts'
import { answerConsent, consentOf, followAutoConsent, resumeConsents } from './consents.ts'
import { automaticAnswer, decide, type Ending, type PromptAnswer } from './decide.ts'
import { newPush, type PushRequest } from './new-push.ts'
import { pushOn } from './shelf.ts'
import { ensureSubscriber, isReachable } from './subscribers.ts'
import { results } from './texts.ts'

export type PromptOutcome = {
  resultCode: string
  resultDesc: string
  /** Whether the money moved. */
  accepted: boolean
}

/**
 * Accepts a push and starts its life. `overtaken` resolves when its callback was delivered, where a fault wants that
 * before the push is answered.
 */
export function acceptPush(
  network: Network,
  request: PushRequest,
): { push: PushRecord; overtaken: Promise<void> | undefined } {
  const payer = ensureSubscriber(network, request.msisdn)
  const push = newPush(network, request, payer)
  const forgery = boundRule(push.faults, 'callback-forged')
  const planned = forgery ? planForgery(network, push, forgery, push.opensAtMs) : []
  commit(network, [
    ['push', push.checkoutRequestId, push],
    ...planned.map(scheduledChange),
    ...(payer === undefined || request.lockedOut ? [] : [heldBy(payer, push)]),
  ])
  void startTasks(network, planned)
  const quick = boundRule(push.faults, 'callback-before-answer')
  const mode = payer === undefined ? 'ignore' : autoAnswerOf(network, payer)
  const isQuick = quick !== undefined && !(quick.automaticOnly === true && mode === 'manual')
  if (isQuick && payer !== undefined && push.failure === null && mode !== 'ignore') {
    const answer = automaticAnswer(mode === 'manual' ? 'pay' : mode, payer)
    return { push, overtaken: answerNow(network, push, answer) }
  }
  schedulePush(network, push)
  return { push, overtaken: undefined }
}

/** Whether this phone is in a session: a prompt is coming, open, or its result is not final yet. */
export function isLocked(network: Network, msisdn: string): boolean {
  const { push: pushes, subscriber: subscribers } = network.state.tables
  const subscriber = subscribers.get(msisdn)
  const { pushId = null } = subscriber ?? {}
  if (subscriber !== undefined && consentOf(network, subscriber) !== undefined) return true
  const push = pushId === null ? undefined : pushes.get(pushId)
  if (push === undefined) return false
  return push.finalAtMs === null || push.finalAtMs > network.clock.now().getTime()
}

/**
 * What a person at the phone does with the prompt, of a push by its CheckoutRequestID.
 * @throws ControlError when there is no such prompt, it is not on the phone, or the phone cannot be reached.
 */
export function answerPrompt(
  network: Network,
  checkoutRequestId: string,
  answer: PromptAnswer,
): PromptOutcome {
  const consent = network.state.tables.prompt.get(checkoutRequestId)
  if (consent !== undefined) return answerConsent(network, consent, answer)
  const push = network.state.tables.push.get(checkoutRequestId)
  const payer = push && network.state.tables.subscriber.get(push.msisdn)
  if (push === undefined || payer === undefined)
    throw new ControlError(404, `There is no prompt ${checkoutRequestId}`)
  if (push.stage !== 'open') {
    throw new ControlError(409, `The prompt ${checkoutRequestId} is not on the phone`)
  }
  if (!isReachable(payer)) throw new ControlError(409, 'The phone is off or out of coverage')
  return act(network, push, payer, answer)
}

/** Lets the automatic answer of this phone act on a prompt that is on it already. */
export function followAutoAnswer(network: Network, msisdn: string): void {
  const { push: pushes, subscriber: subscribers } = network.state.tables
  const payer = subscribers.get(msisdn)
  const consent = payer && consentOf(network, payer)
  if (consent !== undefined) followAutoConsent(network, consent)
  const push = payer && pushOn(network, payer)
  if (payer === undefined || push === undefined) return
  const mode = autoAnswerOf(network, payer)
  if (mode === 'manual' || mode === 'ignore') return
  runAt(network, push.opensAtMs + settingsOf(network).autoAnswerAfterMs, () => {
    const latest = pushes.get(push.checkoutRequestId)
    const latestPayer = subscribers.get(msisdn)
    if (latest?.stage !== 'open' || latestPayer === undefined) return
    if (!isReachable(latestPayer)) return
    if (autoAnswerOf(network, latestPayer) !== mode) return
    act(network, latest, latestPayer, automaticAnswer(mode, latestPayer))
  })
}

/** Goes on with everything that was under way when the state was written. */
export function resumePrompts(network: Network): void {
  const { push: pushes, scheduled } = network.state.tables
  for (const push of pushes.values()) {
    if (push.stage !== 'answered') schedulePush(network, push)
  }
  resumeConsents(network)
  void startTasks(network, [...scheduled.values()])
}

function schedulePush(network: Network, push: PushRecord): void {
  const id = push.checkoutRequestId
  if (push.failure === null && push.stage === 'queued') {
    runAt(network, push.opensAtMs, () => openPrompt(network, id))
    return
  }
  runAt(network, push.expiresAtMs, () => expirePush(network, id))
  followAutoAnswer(network, push.msisdn)
}

function openPrompt(network: Network, id: string): void {
  const { push: pushes, subscriber: subscribers } = network.state.tables
  const push = pushes.get(id)
  if (push?.stage !== 'queued') return
  const isOff = isCutOff(subscribers.get(push.msisdn))
  const unreachableAtMs = push.acceptedAtMs + network.config.timings.unreachableAfterMs
  const next: PushRecord = isOff
    ? { ...push, failure: 'unreachable', expiresAtMs: Math.max(push.opensAtMs, unreachableAtMs) }
    : { ...push, stage: 'open' }
  commit(network, [['push', id, next]])
  network.changed(push.msisdn)
  schedulePush(network, next)
}

function expirePush(network: Network, id: string): void {
  const { push: pushes, subscriber: subscribers } = network.state.tables
  const push = pushes.get(id)
  if (push === undefined || push.stage === 'answered') return
  const isOff = isCutOff(subscribers.get(push.msisdn))
  const result = results[push.failure ?? (isOff ? 'unreachable' : unanswered(network))]
  void startTasks(network, endPush(network, push, { result, receipt: null, changes: [] }, 0))
}

/** What ends a prompt nobody answers. */
function unanswered(network: Network): 'noAnswer' | 'noAnswerAlike' | 'unreachable' | 'expired' {
  switch (network.config.behaviour.unansweredPush) {
    case 'no-response':
      return 'noAnswer'
    case 'no-response-alike':
      return 'noAnswerAlike'
    case 'ds-timeout':
      return 'unreachable'
    case 'expired':
      return 'expired'
  }
}

function act(
  network: Network,
  push: PushRecord,
  payer: SubscriberRecord,
  answer: PromptAnswer,
): PromptOutcome {
  const ending = decide(network, push, payer, answer)
  const delayMs = drawMs(network, network.config.timings.callbackDelayMs)
  void startTasks(network, endPush(network, push, ending, delayMs))
  return {
    resultCode: ending.result.code,
    resultDesc: ending.result.callbackText,
    accepted: ending.receipt !== null,
  }
}

/** The customer acts before the push is answered, and the callback leaves at once. */
function answerNow(network: Network, push: PushRecord, answer: PromptAnswer): Promise<void> {
  const payer = network.state.tables.subscriber.get(push.msisdn)
  if (payer === undefined) return Promise.resolve()
  const nowMs = network.clock.now().getTime()
  const open: PushRecord = { ...push, stage: 'open', opensAtMs: nowMs }
  return startTasks(network, endPush(network, open, decide(network, open, payer, answer), 0))
}

/** Commits the end of a push with all that follows from it; returns what has to happen next. */
function endPush(
  network: Network,
  push: PushRecord,
  { result, receipt, changes }: Ending,
  delayMs: number,
): ScheduledRecord[] {
  const nowMs = network.clock.now().getTime()
  const lateBound = drawCallbackFaults(network, {
    api: 'push',
    phone: push.msisdn,
    amount: push.amountKes,
    shortcode: push.shortcode,
    checkoutRequestId: push.checkoutRequestId,
  })
  const ended = {
    ...push,
    stage: 'answered' as const,
    result,
    receipt,
    paidAtMs: receipt === null ? null : nowMs,
    finalAtMs: nowMs + delayMs,
  }
  const forgery = boundRule(lateBound, 'callback-forged')
  const planned = [
    ...(forgery ? planForgery(network, ended, forgery, nowMs) : []),
    ...planCallbacks(network, ended, [...lateBound, ...push.faults]),
  ]
  const following = followUps(network, changes, { channel: 'stk' })
  commit(network, [
    ['push', push.checkoutRequestId, ended],
    ...changes,
    ...planned.map(scheduledChange),
    ...following.changes,
  ])
  network.changed(push.msisdn)
  return [...planned, ...following.planned]
}

function isCutOff(subscriber: SubscriberRecord | undefined): boolean {
  return subscriber !== undefined && !isReachable(subscriber)
}

function autoAnswerOf(network: Network, subscriber: SubscriberRecord): AutoAnswer {
  return subscriber.autoAnswer ?? settingsOf(network).autoAnswer
}

function scheduledChange(row: ScheduledRecord): Change {
  return ['scheduled', row.id, row]
}

/** The payer's session is this push's now. */
function heldBy(payer: SubscriberRecord, push: PushRecord): Change {
  return ['subscriber', payer.msisdn, { ...payer, pushId: push.checkoutRequestId }]
}
