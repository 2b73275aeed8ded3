import { type FaultName, type FaultRules, forgeries } from '../faults/fault-rules.ts'
import type { Random } from '../random.ts'
import type { ChaosRule, Range } from './chaos-rules.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** What chaos makes of a fault that is due: one rule, with everything about it drawn. */
export function drawRule<Name extends FaultName>(
  random: Random,
  name: Name,
  chance: ChaosRule,
): FaultRules[Name] {
  return ruleOf(random, name, chance) as FaultRules[Name] // the switch below makes each name its own
}

function ruleOf(random: Random, name: FaultName, chance: ChaosRule): FaultRules[FaultName] {
  switch (name) {
    case 'http-500':
    case 'http-503-html':
    case 'http-504':
    case 'http-200-html':
    case 'empty-body':
    case 'time-out':
      return { accepted: random.chance(chance.accepted ?? 0.5) }
    case 'callback-delayed':
      return { delayMs: drawSpan(random, chance.delayMs ?? [second, 72 * hour]) }
    case 'callback-reordered':
      return { holdMs: drawSpan(random, chance.delayMs ?? [10 * second, 10 * minute]) }
    case 'result-contradicted':
      return { delayMs: drawSpan(random, chance.delayMs ?? [second, hour]) }
    case 'queue-timeout':
      return {
        ends: random.chance(chance.succeeds ?? 0.7) ? 'success' : 'never',
        delayMs: drawSpan(random, chance.delayMs ?? [5 * second, hour]),
      }
    case 'callback-duplicated':
      return {
        copies: random.integer(...(chance.copies ?? [2, 5])),
        concurrency: random.integer(...(chance.concurrency ?? [1, 5])),
      }
    case 'callback-forged':
      return { forgery: oneOf(random, chance.forgeries ?? forgeries) }
    case 'callback-before-answer':
      // Nobody's PIN is typed for them because of chaos.
      return { automaticOnly: true }
    case 'answer-lost':
    case 'spike-arrest':
    case 'quota':
    case 'token-expired':
    case 'callback-dropped':
    case 'callback-wrong-amount':
    case 'query-says-pending':
    case 'query-spurious':
    case 'query-says-failed':
      return {}
  }
}

/** Every order of magnitude is as likely as the next, so that seconds are not lost among days. */
function drawSpan(random: Random, [min, max]: Range): number {
  const low = Math.log(Math.max(1, min))
  const high = Math.log(Math.max(1, max))
  return Math.round(Math.exp(low + random.next() * (high - low)))
}

function oneOf<T>(random: Random, values: readonly T[]): T {
  const value = values[random.integer(0, values.length - 1)]
  if (value === undefined) throw new RangeError('There is nothing to choose from')
  return value
}
