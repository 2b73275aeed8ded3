import type { Random } from '../random.ts'

/** Which requests a rule is for; every condition that is given must hold. */
export type FaultMatch = {
  /** The payer's phone, any Kenyan spelling over HTTP, 2547… in process. */
  phone?: string
  /** Whole shillings of the push. */
  amount?: number
  /** One push that was accepted already. */
  checkoutRequestId?: string
  /** How many requests it strikes before it is spent; without it, every one. */
  times?: number
  /** Chance from 0 to 1, drawn from the simulator's seed; without it, 1. */
  probability?: number
}

/** An answer that goes wrong, of the API named in `on`. */
export type AnswerFault = FaultMatch & {
  /** Default `push`. */
  on?: 'push' | 'query' | 'oauth'
  /** Whether Safaricom did the work all the same, so that the prompt still arrives. Default false. */
  accepted?: boolean
}

/** Milliseconds, or a range from which the seed draws. */
export type Span = number | readonly [min: number, max: number]

/** Everything that can go wrong, by name, with what each takes beside {@link FaultMatch}. */
export type FaultRules = {
  /** The push is accepted, then the connection breaks before the answer. */
  'answer-lost': FaultMatch & { on?: 'push' | 'query' | 'oauth' }
  /** HTTP 500 with `500.003.1001 Internal Server Error`. */
  'http-500': AnswerFault
  /** HTTP 503 with an HTML maintenance page. */
  'http-503-html': AnswerFault
  /** HTTP 200 with an HTML page. */
  'http-200-html': AnswerFault
  /** HTTP 200 with nothing in it. */
  'empty-body': AnswerFault
  /** No answer until the caller gives up. */
  'time-out': AnswerFault
  /** HTTP 429 with Apigee's spike-arrest fault; the request never reaches M-PESA. */
  'spike-arrest': FaultMatch & { on?: 'push' | 'query' | 'oauth' }
  /** The callback is never sent. */
  'callback-dropped': FaultMatch
  /** The callback comes late; default 30 to 120 seconds. */
  'callback-delayed': FaultMatch & { delayMs?: Span }
  /** The callback is sent `copies` times (default 2), `concurrency` at once (default 1, one after the other). */
  'callback-duplicated': FaultMatch & { copies?: number; concurrency?: number }
  /**
   * The customer is quicker than Safaricom's answer: the callback is delivered first, then the push is answered. A phone
   * that is answered by hand pays at once; one with an automatic answer gives that.
   */
  'callback-before-answer': FaultMatch
  /** The callback names another amount than was paid (default one shilling more). */
  'callback-wrong-amount': FaultMatch & { reportedAmount?: number }
  /**
   * Somebody else posts a success with an invented receipt while the prompt is open: for the open request, to the
   * callback address without its last path segment (the secret, which a stranger does not know); for a request that
   * never was, to the full address; or for the open request with another last path segment.
   */
  'callback-forged': FaultMatch & {
    forgery?: 'open-request' | 'unknown-request' | 'wrong-token'
  }
  /**
   * A second, opposite result follows later (default 5 seconds). After a failure the money really moves then, if the
   * payer has it; after a success the failure is a lie and the money stays moved.
   */
  'result-contradicted': FaultMatch & { delayMs?: Span }
  /** The query says a finished payment is still being processed. */
  'query-says-pending': FaultMatch
  /** The query says a paid payment failed (1037). */
  'query-says-failed': FaultMatch
}

export type FaultName = keyof FaultRules

/** The faults that are on: for each name one rule, or several. `{}` as a rule strikes every request. */
export type FaultSettings = {
  [Name in FaultName]?: FaultRules[Name] | readonly FaultRules[Name][]
}

/** One fault in a sentence, for people. */
export type FaultDescription = { name: FaultName; sentence: string }

const sentences: Record<FaultName, string> = {
  'answer-lost': 'The push is accepted and the prompt arrives, but the answer never gets back.',
  'http-500': 'Safaricom answers with an internal server error.',
  'http-503-html': 'Safaricom answers with a maintenance page.',
  'http-200-html': 'Safaricom answers “OK” with a web page instead of data.',
  'empty-body': 'Safaricom answers “OK” with nothing in it.',
  'time-out': 'Safaricom does not answer at all.',
  'spike-arrest': 'Safaricom refuses because of too many requests.',
  'callback-dropped': 'The callback is never sent.',
  'callback-delayed': 'The callback comes late.',
  'callback-duplicated': 'The same callback comes more than once.',
  'callback-before-answer': 'The callback arrives before the push is answered.',
  'callback-wrong-amount': 'The callback names another amount than was paid.',
  'callback-forged': 'A stranger posts a false success with an invented receipt.',
  'result-contradicted': 'The opposite result follows later.',
  'query-says-pending': 'Asked about a finished payment, Safaricom says it is being processed.',
  'query-says-failed': 'Asked about a paid payment, Safaricom says it failed.',
}

export const faultNames = Object.keys(sentences) as readonly FaultName[] // typed as Record<FaultName, …> above

/** Every fault with a sentence for people. */
export const faultCatalogue: readonly FaultDescription[] = faultNames.map((name) => ({
  name,
  sentence: sentences[name],
}))

/** What a rule may look at when it decides whether a request is meant. */
export type FaultSubject = { phone?: string; amount?: number; checkoutRequestId?: string }

export type Faults = {
  /** The rules that are on, as they were given, minus what is spent. */
  get(): FaultSettings
  /** Replaces every rule. */
  set(settings: FaultSettings): void
  /** Adds one rule to those that are on. */
  add<Name extends FaultName>(name: Name, rule: FaultRules[Name]): void
  /** Turns everything off. */
  clear(): void
  /**
   * The first rule of `name` that strikes this subject and passes `admits`; counts it against the rule's `times`.
   */
  strike<Name extends FaultName>(
    name: Name,
    subject: FaultSubject,
    admits?: (rule: FaultRules[Name]) => boolean,
  ): FaultRules[Name] | undefined
}

/** Keeps the rules; `onChange` hears of every change, spending included. */
export function createFaults(options: {
  random: Random
  initial: FaultSettings
  onChange: (settings: FaultSettings) => void
}): Faults {
  const { random, onChange } = options
  let settings = options.initial

  function replace(next: FaultSettings): void {
    settings = next
    onChange(next)
  }

  return {
    get: () => settings,
    set: replace,
    add: (name, rule) => replace(withRules(settings, name, [...rulesOf(settings, name), rule])),
    clear: () => replace({}),
    strike(name, subject, admits = () => true) {
      if (settings[name] === undefined) return undefined
      const rules = rulesOf(settings, name)
      const rule = rules.find(
        (candidate) =>
          matches(candidate, subject) &&
          admits(candidate) &&
          (candidate.probability === undefined || random.chance(candidate.probability)),
      )
      if (rule?.times !== undefined) replace(withRules(settings, name, spend(rules, rule)))
      return rule
    },
  }
}

function matches(rule: FaultMatch, subject: FaultSubject): boolean {
  return (
    (rule.phone === undefined || rule.phone === subject.phone) &&
    (rule.amount === undefined || rule.amount === subject.amount) &&
    (rule.checkoutRequestId === undefined || rule.checkoutRequestId === subject.checkoutRequestId)
  )
}

function spend<Rule extends FaultMatch>(rules: readonly Rule[], struck: Rule): Rule[] {
  return rules.flatMap((rule) => {
    if (rule !== struck || rule.times === undefined) return [rule]
    return rule.times > 1 ? [{ ...rule, times: rule.times - 1 }] : []
  })
}

function rulesOf<Name extends FaultName>(
  settings: FaultSettings,
  name: Name,
): readonly FaultRules[Name][] {
  const value = settings[name] as FaultRules[Name] | readonly FaultRules[Name][] | undefined // the mapped type loses Name
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as FaultRules[Name]] // isArray does not narrow readonly arrays away
}

function withRules<Name extends FaultName>(
  settings: FaultSettings,
  name: Name,
  rules: readonly FaultRules[Name][],
): FaultSettings {
  const { [name]: _replaced, ...others } = settings
  const [only, ...more] = rules
  if (only === undefined) return others as FaultSettings // what is left after taking one optional key out
  return { ...others, [name]: more.length === 0 ? only : rules } as FaultSettings // computed keys widen to string
}
