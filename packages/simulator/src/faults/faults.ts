import type { Random } from '../random.ts'
import type {
  FaultMatch,
  FaultName,
  FaultRules,
  FaultSettings,
  FaultSubject,
} from './fault-rules.ts'
import { matches } from './match.ts'

export { type FaultDescription, faultCatalogue, faultNames } from './catalogue.ts'
export type {
  AnswerFault,
  FaultMatch,
  FaultName,
  FaultRules,
  FaultSettings,
  FaultSubject,
  FaultTarget,
  Forgery,
  Span,
} from './fault-rules.ts'

export type Faults = {
  /** The rules that are on, as they were given, minus what is spent. */
  get(): FaultSettings
  /** Replaces every rule. */
  set(settings: FaultSettings): void
  /** Adds one rule to those that are on. */
  add<Name extends FaultName>(name: Name, rule: FaultRules[Name]): void
  /** Turns everything off, chaos excepted. */
  clear(): void
  /** Ids of scheduled posts that wait until another callback has gone before them. */
  readonly held: Set<string>
  /**
   * The first rule of `name` that strikes this subject and passes `admits`; counts it against the rule's `times`. When
   * none does, chaos may make one, which must pass `admits` too.
   */
  strike<Name extends FaultName>(
    name: Name,
    subject: FaultSubject,
    admits?: (rule: FaultRules[Name]) => boolean,
  ): FaultRules[Name] | undefined
}

/** Where rules come from that nobody set one by one. */
export type RuleSource = {
  draw<Name extends FaultName>(name: Name, subject: FaultSubject): FaultRules[Name] | undefined
}

/** Keeps the rules; `onChange` hears of every change, spending included. */
export function createFaults(options: {
  random: Random
  initial: FaultSettings
  chaos?: RuleSource
  onChange: (settings: FaultSettings) => void
}): Faults {
  const { random, onChange, chaos } = options
  let settings = options.initial

  function replace(next: FaultSettings): void {
    settings = next
    onChange(next)
  }

  function strikeRule<Name extends FaultName>(
    name: Name,
    subject: FaultSubject,
    admits: (rule: FaultRules[Name]) => boolean,
  ): FaultRules[Name] | undefined {
    if (settings[name] === undefined) return undefined
    const rules = rulesOf(settings, name)
    const rule = rules.find(
      (candidate) =>
        matches(name, candidate, subject) &&
        admits(candidate) &&
        (candidate.probability === undefined || random.chance(candidate.probability)),
    )
    if (rule?.times !== undefined) replace(withRules(settings, name, spend(rules, rule)))
    return rule
  }

  return {
    get: () => settings,
    set: replace,
    add: (name, rule) => replace(withRules(settings, name, [...rulesOf(settings, name), rule])),
    clear: () => replace({}),
    held: new Set(),
    strike(name, subject, admits = () => true) {
      const rule = strikeRule(name, subject, admits)
      if (rule !== undefined || chaos === undefined) return rule
      const drawn = chaos.draw(name, subject)
      return drawn !== undefined && admits(drawn) ? drawn : undefined
    },
  }
}

/** The faults that are on, and these beside them. */
export function withMore(before: FaultSettings, more: FaultSettings): FaultSettings {
  const names = Object.keys(more) as FaultName[] // keys of the settings
  return names.reduce(
    (settings, name) =>
      withRules(settings, name, [...rulesOf(settings, name), ...rulesOf(more, name)]),
    before,
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
