import type { FaultName, FaultRules, Span } from '../faults/faults.ts'
import { drawMs, type Network } from '../network.ts'
import { results } from '../phones/texts.ts'
import { hexDigits } from '../random.ts'
import type { BoundFault, PushRecord, PushResult, ScheduledRecord } from '../state/records.ts'
import { failureBody, successBody } from './callback-body.ts'

const delayedMs: Span = [30_000, 120_000]
const contradictedMs: Span = 5_000
/** An address nobody has (TEST-NET-3), for callbacks that Safaricom did not send. */
const strangersAddress = '203.0.113.9'

/** What can be bound to a push when it is accepted. */
export const callbackFaults = [
  'callback-before-answer',
  'callback-dropped',
  'callback-delayed',
  'callback-duplicated',
  'callback-wrong-amount',
  'callback-forged',
  'result-contradicted',
] as const satisfies readonly FaultName[]

/**
 * The faults of a push. Rules for one CheckoutRequestID are looked at when its result is decided, all others when it
 * is accepted, so that "the next push" is the next one asked for.
 */
export function drawCallbackFaults(
  network: Network,
  subject: { phone: string; amount: number; checkoutRequestId?: string },
): BoundFault[] {
  return callbackFaults.flatMap((name) => {
    const rule = network.faults.strike(
      name,
      subject,
      (candidate) =>
        (candidate.checkoutRequestId === undefined) === (subject.checkoutRequestId === undefined),
    )
    return rule === undefined ? [] : [{ name, rule } as BoundFault] // strike returns the rule of that name
  })
}

/** The rule of a fault that is bound to a push. */
export function boundRule<Name extends FaultName>(
  faults: readonly BoundFault[],
  name: Name,
): FaultRules[Name] | undefined {
  const bound = faults.find((fault) => fault.name === name)
  return bound?.rule as FaultRules[Name] | undefined // found by that name
}

/** Everything that will be posted, or will happen, because this push has its result. */
export function planCallbacks(
  network: Network,
  push: PushRecord & { result: PushResult; finalAtMs: number },
  faults: readonly BoundFault[],
): ScheduledRecord[] {
  const delay = boundRule(faults, 'callback-delayed')
  const late = delay === undefined ? 0 : drawMs(network, delay.delayMs ?? delayedMs)
  const dueAtMs = push.finalAtMs + late
  const planned: ScheduledRecord[] = []
  if (boundRule(faults, 'callback-dropped') === undefined) {
    const reported = reportedAmount(push, boundRule(faults, 'callback-wrong-amount'))
    const duplicated = boundRule(faults, 'callback-duplicated')
    planned.push({
      ...post(network, push, { dueAtMs, body: resultBody(network, push, reported) }),
      copies: duplicated === undefined ? 1 : (duplicated.copies ?? 2),
      concurrency: duplicated?.concurrency ?? 1,
    })
  }
  const contradiction = boundRule(faults, 'result-contradicted')
  if (contradiction !== undefined) {
    planned.push(
      contradict(network, push, dueAtMs + drawMs(network, contradiction.delayMs ?? contradictedMs)),
    )
  }
  return planned
}

/** The POST of a push's own result. */
export function planResult(
  network: Network,
  push: PushRecord & { result: PushResult },
  dueAtMs: number,
): ScheduledRecord {
  return post(network, push, { dueAtMs, body: resultBody(network, push, push.amountKes) })
}

/** What a stranger posts who pretends to be Safaricom. */
export function planForgery(
  network: Network,
  push: PushRecord,
  rule: FaultRules['callback-forged'],
  dueAtMs: number,
): ScheduledRecord {
  const { random, identifiers, config, clock } = network
  const forgery = rule.forgery ?? 'open-request'
  // The push itself may not be in the tables yet.
  const isTaken = (id: string) => id === push.checkoutRequestId || network.state.tables.push.has(id)
  const ids =
    forgery === 'unknown-request'
      ? {
          merchantRequestId: identifiers.requestId(),
          checkoutRequestId: identifiers.checkoutRequestId(clock.now(), push.msisdn, isTaken),
        }
      : push
  const paid = {
    amountKes: push.amountKes,
    receipt: identifiers.receipt(new Date(dueAtMs)),
    paidAtMs: dueAtMs,
  }
  const shape = { behaviour: config.behaviour, random, resultText: results.paid.callbackText }
  return {
    ...post(network, push, {
      dueAtMs,
      body: successBody({ ...ids, msisdn: push.msisdn }, paid, shape),
    }),
    url: forgedUrl(network, push.callbackUrl, forgery),
    forged: true,
    forwardedFor: config.behaviour.callbackForwardedFor.length > 0 ? strangersAddress : null,
  }
}

function post(
  network: Network,
  push: PushRecord,
  { dueAtMs, body }: { dueAtMs: number; body: string },
): ScheduledRecord & { task: 'post' } {
  const { identifiers, random, config } = network
  const { callbackAttempts, callbackForwardedFor: addresses } = config.behaviour
  return {
    id: identifiers.next(),
    task: 'post',
    checkoutRequestId: push.checkoutRequestId,
    dueAtMs,
    url: push.callbackUrl,
    body,
    copies: 1,
    concurrency: 1,
    attemptsLeft: callbackAttempts,
    forged: false,
    forwardedFor: addresses[random.integer(0, Math.max(0, addresses.length - 1))] ?? null,
  }
}

function resultBody(
  network: Network,
  push: PushRecord & { result: PushResult },
  amountKes: number,
): string {
  const { config, random } = network
  const { receipt, paidAtMs, result } = push
  if (receipt === null || paidAtMs === null) return failureBody(push, result)
  const shape = { behaviour: config.behaviour, random, resultText: result.callbackText }
  return successBody(push, { amountKes, receipt, paidAtMs }, shape)
}

function reportedAmount(
  push: PushRecord,
  rule: FaultRules['callback-wrong-amount'] | undefined,
): number {
  return rule === undefined ? push.amountKes : (rule.reportedAmount ?? push.amountKes + 1)
}

function contradict(network: Network, push: PushRecord, dueAtMs: number): ScheduledRecord {
  if (push.receipt !== null) {
    return post(network, push, { dueAtMs, body: failureBody(push, results.cancelled) })
  }
  return {
    id: network.identifiers.next(),
    task: 'late-success',
    checkoutRequestId: push.checkoutRequestId,
    dueAtMs,
  }
}

function forgedUrl(
  network: Network,
  callbackUrl: string,
  forgery: NonNullable<FaultRules['callback-forged']['forgery']>,
): string {
  if (forgery === 'unknown-request') return callbackUrl
  const url = new URL(callbackUrl)
  const segments = url.pathname.split('/')
  const secret = segments.pop() ?? ''
  if (forgery === 'wrong-token') {
    segments.push(network.random.text(hexDigits, Math.max(secret.length, 8)))
  }
  url.pathname = segments.join('/')
  return url.href
}
