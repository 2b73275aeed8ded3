import type { AutoAnswer, FaultName, FaultRules } from '@hazina/simulator'
import fc from 'fast-check'
import { type Step, steps } from './system.ts'

/** A fault that strikes the next push of a phone, or what is asked about it. */
export type PlannedFault = {
  [Name in FaultName]: { name: Name; rule: FaultRules[Name] }
}[FaultName]

/** What somebody else posts, or Safaricom by mistake. None of it may move anything. */
export const forgeries = [
  'unknown token',
  'plain address',
  'right token from elsewhere',
  'wrong amount',
  'wrong phone',
  'wrong request',
  'replayed receipt',
  'truncated',
  'a web page',
  'nothing at all',
] as const
export type Forgery = (typeof forgeries)[number]

/** One thing that happens. `phone` and `callback` count around among those there are. */
export type Command =
  | {
      do: 'push'
      phone: number
      amount: number
      /** What the phone will do with the prompt by itself. */
      prompted: AutoAnswer
      faults: PlannedFault[]
      retried: boolean
    }
  | { do: 'answer'; phone: number; how: 'pay' | 'decline' | 'wrong-pin' }
  | { do: 'switch'; phone: number; state: 'off' | 'active' }
  | { do: 'look'; phone: number }
  | { do: 'again'; callback: number; copies: number }
  | { do: 'forge'; phone: number; forgery: Forgery }
  | { do: 'crash-at'; step: Step; nth: number }
  | { do: 'crash' }
  | { do: 'wait'; ms: number }

export type History = { users: number; phones: number; commands: Command[] }

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const rest = [second, 3 * second, 6 * second, 21 * second, minute + 2 * second]
const long = [6 * minute, 20 * minute, 90 * minute, 7 * hour, 26 * hour, 48 * hour]

const phone = fc.nat({ max: 5 })
const once = { times: 1 }
const delayMs = fc.constantFrom(2 * second, 40 * second, 4 * minute, 30 * minute, 3 * hour)

const answerFault = fc.constantFrom(
  'http-500',
  'http-503-html',
  'http-200-html',
  'empty-body',
  'time-out',
)

function fault<Name extends FaultName>(
  name: Name,
  rule: fc.Arbitrary<FaultRules[Name]>,
): fc.Arbitrary<PlannedFault> {
  // The name and its rule belong together by the parameters' types.
  return rule.map((rule) => ({ name, rule }) as PlannedFault)
}

const plannedFault: fc.Arbitrary<PlannedFault> = fc.oneof(
  fault('answer-lost', fc.constant(once)),
  fc
    .record({ name: answerFault, accepted: fc.boolean() })
    .map(({ name, accepted }) => ({ name, rule: { ...once, accepted } }) as PlannedFault),
  fc
    .record({
      name: answerFault,
      on: fc.constantFrom('query' as const, 'oauth' as const),
      times: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ name, on, times }) => ({ name, rule: { on, times } }) as PlannedFault),
  fault('spike-arrest', fc.constantFrom(once, { on: 'query' as const, times: 2 })),
  fault('callback-dropped', fc.constant(once)),
  fault('callback-dropped', fc.constant(once)),
  fault(
    'callback-delayed',
    delayMs.map((delayMs) => ({ ...once, delayMs })),
  ),
  fault(
    'callback-duplicated',
    fc
      .record({
        copies: fc.integer({ min: 2, max: 6 }),
        concurrency: fc.integer({ min: 1, max: 6 }),
      })
      .map((rule) => ({ ...once, ...rule })),
  ),
  fault('callback-before-answer', fc.constant(once)),
  fault('callback-wrong-amount', fc.constantFrom(once, { ...once, reportedAmount: 0.5 })),
  fault(
    'callback-forged',
    fc
      .constantFrom('open-request' as const, 'unknown-request' as const, 'wrong-token' as const)
      .map((forgery) => ({ ...once, forgery })),
  ),
  fault(
    'result-contradicted',
    delayMs.map((delayMs) => ({ ...once, delayMs })),
  ),
  fault(
    'query-says-pending',
    fc.integer({ min: 1, max: 20 }).map((times) => ({ times })),
  ),
  fault('query-says-failed', fc.constant(once)),
)

const push: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('push'),
  phone,
  amount: fc.integer({ min: 1, max: 400 }),
  prompted: fc.constantFrom('pay', 'pay', 'pay', 'pay', 'cancel', 'wrong-pin', 'ignore', 'manual'),
  faults: fc.array(plannedFault, { maxLength: 3 }),
  retried: fc.boolean(),
})
const answer: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('answer'),
  phone,
  how: fc.constantFrom('pay', 'pay', 'pay', 'decline', 'wrong-pin'),
})
const wait: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('wait'),
  ms: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...rest) }, fc.constantFrom(...long)),
})

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: push },
  { weight: 2, arbitrary: answer },
  { weight: 6, arbitrary: wait },
  fc.record({
    do: fc.constant('switch'),
    phone,
    state: fc.constantFrom('off', 'active', 'active'),
  }),
  fc.record({ do: fc.constant('look'), phone }),
  fc.record({
    do: fc.constant('again'),
    callback: fc.nat({ max: 20 }),
    copies: fc.integer({ min: 1, max: 8 }),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('forge'),
      phone,
      forgery: fc.constantFrom(...forgeries),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash-at'),
      step: fc.constantFrom(...steps),
      nth: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({ do: fc.constant('crash') }),
)

/** Any history, short enough to be read when it fails. */
export const history: fc.Arbitrary<History> = fc.record({
  users: fc.integer({ min: 1, max: 3 }),
  phones: fc.integer({ min: 1, max: 4 }),
  commands: fc.array(command, { minLength: 4, maxLength: 24, size: 'max' }),
})
