import type { Network } from '../network.ts'
import type { BoundFault } from '../state/records.ts'
import type { FaultName, FaultRules, FaultSubject } from './fault-rules.ts'
import { namedId } from './match.ts'

/** What can be bound to a push, an operation or a payment when it is accepted. */
export const callbackFaults = [
  'callback-before-answer',
  'callback-dropped',
  'callback-delayed',
  'callback-duplicated',
  'callback-reordered',
  'callback-wrong-amount',
  'callback-forged',
  'result-contradicted',
  'queue-timeout',
] as const satisfies readonly FaultName[]

/** STK and confirmations have no queue whose time-out anybody is told of. */
const queuedOnly: FaultName = 'queue-timeout'
const withoutQueue: ReadonlySet<FaultSubject['api']> = new Set([undefined, 'push', 'c2b'])

/**
 * The faults of a push, an operation or a payment, to be kept with its row. Drawn when it is accepted, without an id,
 * so that "the next one" is the next one asked for; and again with its id when its result is decided, for the rules that
 * name it. What is accepted and decided in one moment is drawn once, without an id.
 */
export function drawCallbackFaults(network: Network, subject: FaultSubject): BoundFault[] {
  const isNamed = namedId(subject) !== undefined
  const names = withoutQueue.has(subject.api)
    ? callbackFaults.filter((name) => name !== queuedOnly)
    : callbackFaults
  return names.flatMap((name) => {
    const rule = network.faults.strike(
      name,
      subject,
      (candidate) => (namedId(candidate) !== undefined) === isNamed,
    )
    return rule === undefined ? [] : [{ name, rule } as BoundFault] // strike returns the rule of that name
  })
}

/** The rule of a fault that is bound to a push, an operation or a payment. */
export function boundRule<Name extends FaultName>(
  faults: readonly BoundFault[],
  name: Name,
): FaultRules[Name] | undefined {
  const bound = faults.find((fault) => fault.name === name)
  return bound?.rule as FaultRules[Name] | undefined // found by that name
}
