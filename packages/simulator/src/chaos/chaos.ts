import { ControlError } from '../control/control-error.ts'
import type { FaultName, FaultRules, FaultSubject } from '../faults/fault-rules.ts'
import type { RuleSource } from '../faults/faults.ts'
import { isForTarget } from '../faults/match.ts'
import { createRandom, seedState } from '../random.ts'
import type { ChaosProbabilities, ChaosRule } from './chaos-rules.ts'
import { drawRule } from './draw-rule.ts'
import { type ChaosProfileName, chaosProfile, chaosProfiles } from './profiles.ts'

/** Which chaos is on. */
export type ChaosSettings = {
  /** Null when the probabilities are somebody's own. */
  profile: ChaosProfileName | null
  probabilities: ChaosProbabilities
  /** The seed that was asked for; null follows the simulator's. */
  seed: number | string | null
}

/** A profile's name, or chances of one's own; with a seed the draws begin anew. */
export type ChaosInput =
  | ChaosProfileName
  | { profile: ChaosProfileName; seed?: number | string }
  | { probabilities: ChaosProbabilities; seed?: number | string }

/** Misfortune that nobody orders one by one: for every request and callback, drawn from a stream of its own. */
export type Chaos = {
  get(): ChaosSettings
  /** @throws ControlError when there is no such profile. */
  set(input: ChaosInput): void
  /** Nothing goes wrong by itself any more. */
  clear(): void
}

/** Where a stream of draws goes on, or begins. */
export type StreamStart = { state: number } | { seed: number | string }

/** What the state file keeps of it. */
export type KeptChaos = {
  randomState(): number
  /** Takes what a state says in the place of what there is, and tells nobody. */
  restore(settings: ChaosSettings, from: StreamStart): void
}

/** No chaos. */
export const calm: ChaosSettings = { profile: 'calm', probabilities: {}, seed: null }

/**
 * Chaos from a random stream that nothing else draws from: the same seed and the same calls meet the same misfortune, and
 * ids, receipts and delays stay as they are without it.
 */
export function createChaos(options: {
  initial: ChaosSettings
  /** Of the stream, to go on with; or the simulator's seed, to begin with. */
  from: StreamStart
  onChange: (settings: ChaosSettings) => void
}): Chaos & RuleSource & KeptChaos {
  const { from, onChange } = options
  let settings = options.initial
  let rules = rulesOf(settings)
  let random = createRandom(beginningOf(from, settings))

  function replace(next: ChaosSettings): void {
    if (next.seed !== null) random = createRandom(streamState(next.seed))
    settings = next
    rules = rulesOf(next)
    onChange(next)
  }

  return {
    get: () => settings,
    set: (input) => replace(chaosSettingsOf(input)),
    clear: () => replace(calm),
    draw<Name extends FaultName>(name: Name, subject: FaultSubject): FaultRules[Name] | undefined {
      const rule = rules.get(name)
      if (rule === undefined || !isForTarget(rule.on ?? 'any', subject)) return undefined
      return random.chance(rule.probability) ? drawRule(random, name, rule) : undefined
    },
    randomState: () => random.state(),
    restore(next, begin) {
      settings = next
      rules = rulesOf(next)
      random = createRandom(beginningOf(begin, next))
    },
  }
}

/** Settings as somebody gave them. @throws ControlError when there is no such profile. */
export function chaosSettingsOf(input: ChaosInput): ChaosSettings {
  const given = typeof input === 'string' ? { profile: input } : input
  const seed = given.seed ?? null
  if ('probabilities' in given) return { profile: null, probabilities: given.probabilities, seed }
  const profile = chaosProfile(given.profile)
  if (profile === undefined) {
    const names = chaosProfiles.map(({ name }) => name).join(', ')
    throw new ControlError(400, `There is no chaos “${given.profile}”; there are ${names}`)
  }
  return { profile: profile.name, probabilities: profile.probabilities, seed }
}

function beginningOf(from: StreamStart, settings: ChaosSettings): number {
  return 'state' in from ? from.state : streamState(settings.seed ?? from.seed)
}

function streamState(seed: number | string): number {
  return seedState(`chaos/${seed}`)
}

function rulesOf({ probabilities }: ChaosSettings): Map<FaultName, ChaosRule> {
  const rules = new Map<FaultName, ChaosRule>()
  for (const [name, given] of Object.entries(probabilities)) {
    const rule: ChaosRule = typeof given === 'number' ? { probability: given } : given
    if (rule.probability > 0) rules.set(name as FaultName, rule) // keys of the type above
  }
  return rules
}
