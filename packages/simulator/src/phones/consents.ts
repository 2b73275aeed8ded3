import { endBonga } from '../bonga/end-bonga.ts'
import type { PromptRecord } from '../c2b/records.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { ControlError } from '../control/control-error.ts'
import { endExpress } from '../express-checkout/end-express.ts'
import { commit, type Network, runAt, settingsOf } from '../network.ts'
import { endRatiba } from '../standing-orders/end-ratiba.ts'
import type { ResultCode, SubscriberRecord } from '../state/records.ts'
import type { ConsentEnd, ConsentOutcome, EndedConsent } from './consent-end.ts'
import { automaticAnswer, type PromptAnswer, wrongPinRow } from './decide.ts'
import { isReachable } from './subscribers.ts'

type ConsentRequest = Pick<
  PromptRecord,
  | 'msisdn'
  | 'shortcode'
  | 'businessName'
  | 'amountKes'
  | 'account'
  | 'text'
  | 'callbackUrl'
  | 'faults'
>

/** The common part of a prompt that comes to a phone now. `holder` is undefined when nobody has the number. */
export function newConsent<Request extends ConsentRequest>(
  network: Network,
  request: Request,
  holder: SubscriberRecord | undefined,
) {
  const { clock, config, identifiers } = network
  const { promptDelayMs, promptLifeMs, unreachableAfterMs } = config.timings
  const acceptedAtMs = clock.now().getTime()
  const isUnreachable = holder === undefined || !isReachable(holder)
  const opensAtMs = acceptedAtMs + promptDelayMs
  return {
    ...request,
    id: `prompt-${identifiers.next()}`,
    acceptedAtMs,
    stage: 'queued' as const,
    opensAtMs,
    expiresAtMs: isUnreachable ? acceptedAtMs + unreachableAfterMs : opensAtMs + promptLifeMs,
    isUnreachable,
  }
}

/** Commits a prompt and starts its life; the phone is in its session from now on. */
export function startConsent(
  network: Network,
  prompt: PromptRecord,
  holder: SubscriberRecord | undefined,
): void {
  commit(network, [
    ['prompt', prompt.id, prompt],
    ...(holder === undefined
      ? []
      : [['subscriber', holder.msisdn, { ...holder, pushId: prompt.id }] as const]),
  ])
  scheduleConsent(network, prompt)
}

/** The prompt that holds, or is on, this phone and is no push. */
export function consentOf(
  network: Network,
  { pushId }: SubscriberRecord,
): PromptRecord | undefined {
  return pushId === null ? undefined : network.state.tables.prompt.get(pushId)
}

/**
 * What a person at the phone does with such a prompt.
 * @throws ControlError when it is not on the phone, or the phone cannot be reached.
 */
export function answerConsent(
  network: Network,
  prompt: PromptRecord,
  answer: PromptAnswer,
): { resultCode: string; resultDesc: string; accepted: boolean } {
  const holder = network.state.tables.subscriber.get(prompt.msisdn)
  if (prompt.stage !== 'open' || holder === undefined) {
    throw new ControlError(409, `The prompt ${prompt.id} is not on the phone`)
  }
  if (!isReachable(holder)) throw new ControlError(409, 'The phone cannot be reached')
  const { result, accepted } = endConsent(network, prompt, endOf(holder, answer))
  return { resultCode: result.code, resultDesc: result.text, accepted }
}

/** Resolves with the result when a prompt that was just started has ended. */
export function consentEnded(network: Network, id: string): Promise<ResultCode> {
  return new Promise((resolve) => network.waitingForConsent.set(id, resolve))
}

/** Goes on with the prompts that were under way when the state was written. */
export function resumeConsents(network: Network): void {
  for (const prompt of network.state.tables.prompt.values()) scheduleConsent(network, prompt)
}

/** Lets the automatic answer of a phone act on such a prompt that is on it. */
export function followAutoConsent(network: Network, prompt: PromptRecord): void {
  const { prompt: prompts, subscriber: subscribers } = network.state.tables
  const modeOf = (row: SubscriberRecord) => row.autoAnswer ?? settingsOf(network).autoAnswer
  const holder = subscribers.get(prompt.msisdn)
  const mode = holder && modeOf(holder)
  if (prompt.stage !== 'open' || mode === undefined || mode === 'manual' || mode === 'ignore')
    return
  runAt(network, prompt.opensAtMs + settingsOf(network).autoAnswerAfterMs, () => {
    const latest = prompts.get(prompt.id)
    const latestHolder = subscribers.get(prompt.msisdn)
    if (latest === undefined || latestHolder === undefined || !isReachable(latestHolder)) return
    if (modeOf(latestHolder) !== mode) return
    endConsent(network, latest, endOf(latestHolder, automaticAnswer(mode, latestHolder)))
  })
}

function scheduleConsent(network: Network, prompt: PromptRecord): void {
  if (prompt.stage === 'queued' && !prompt.isUnreachable) {
    runAt(network, prompt.opensAtMs, () => openConsent(network, prompt.id))
    return
  }
  runAt(network, prompt.expiresAtMs, () => expireConsent(network, prompt.id))
  followAutoConsent(network, prompt)
}

function openConsent(network: Network, id: string): void {
  const { prompt: prompts, subscriber: subscribers } = network.state.tables
  const prompt = prompts.get(id)
  if (prompt?.stage !== 'queued') return
  const holder = subscribers.get(prompt.msisdn)
  const unreachableAtMs = prompt.acceptedAtMs + network.config.timings.unreachableAfterMs
  const next: PromptRecord =
    holder !== undefined && isReachable(holder)
      ? { ...prompt, stage: 'open' }
      : { ...prompt, isUnreachable: true, expiresAtMs: Math.max(prompt.opensAtMs, unreachableAtMs) }
  commit(network, [['prompt', id, next]])
  network.changed(prompt.msisdn)
  scheduleConsent(network, next)
}

function expireConsent(network: Network, id: string): void {
  const { prompt: prompts, subscriber: subscribers } = network.state.tables
  const prompt = prompts.get(id)
  if (prompt === undefined) return
  const holder = subscribers.get(prompt.msisdn)
  const isThere = !prompt.isUnreachable && holder !== undefined && isReachable(holder)
  endConsent(network, prompt, isThere ? 'no-answer' : 'unreachable')
}

function endOf(holder: SubscriberRecord, answer: PromptAnswer): ConsentEnd {
  if ('cancel' in answer) return 'cancelled'
  if (holder.state === 'pin-locked') return 'pin-locked'
  return answer.pin === holder.pin ? 'agreed' : 'wrong-pin'
}

/** Ends a prompt with all that follows from it, in one commit. */
function endConsent(network: Network, prompt: PromptRecord, end: ConsentEnd): ConsentOutcome {
  const before = network.state.tables.subscriber.get(prompt.msisdn)
  const holder = before && holderAfter(before, end)
  const outcome = outcomeOf(network, prompt, { end, holder })
  commit(network, [
    ['prompt', prompt.id, null],
    ...(holder === undefined ? [] : [['subscriber', holder.msisdn, holder] as const]),
    ...outcome.changes,
  ])
  network.changed(prompt.msisdn)
  void startTasks(network, outcome.planned)
  outcome.committed?.()
  network.waitingForConsent.get(prompt.id)?.(outcome.result)
  network.waitingForConsent.delete(prompt.id)
  return outcome
}

function holderAfter(holder: SubscriberRecord, end: ConsentEnd): SubscriberRecord {
  switch (end) {
    case 'agreed':
      return { ...holder, wrongPins: 0 }
    case 'wrong-pin':
      return wrongPinRow(holder)
    case 'cancelled':
    case 'pin-locked':
    case 'no-answer':
    case 'unreachable':
      return holder
  }
}

function outcomeOf(network: Network, prompt: PromptRecord, ended: EndedConsent): ConsentOutcome {
  switch (prompt.kind) {
    case 'express':
      return endExpress(network, prompt, ended)
    case 'ratiba':
      return endRatiba(network, prompt, ended)
    case 'bonga':
      return endBonga(network, prompt, ended)
  }
}
