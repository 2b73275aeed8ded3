import type { Outgoing } from './callbacks/outgoing.ts'
import type { Chaos, KeptChaos } from './chaos/chaos.ts'
import type { Faults, Span } from './faults/faults.ts'
import type { Identifiers } from './identifiers.ts'
import type { Config, SimulatorClock } from './options.ts'
import type { Random } from './random.ts'
import type { Recorder } from './recording/recorder.ts'
import { StateFileError } from './state/journal.ts'
import type { Change, MetaRecord, ResultCode, SettingsRecord } from './state/records.ts'
import { onlyKey } from './state/records.ts'
import type { State } from './state/state.ts'
import type { TrafficLog } from './traffic/traffic-log.ts'

/** What every part of the simulated M-PESA works with; built once in {@link createSimulator}. */
export type Network = {
  config: Config
  clock: SimulatorClock
  random: Random
  identifiers: Identifiers
  state: State
  faults: Faults
  chaos: Chaos & KeptChaos
  requests: TrafficLog
  /** Hears of everything that comes from outside or goes there, while that is recorded. */
  recorder: Recorder
  /** How callbacks leave. */
  fetch: typeof fetch
  outgoing: Outgoing
  /** Ends callbacks that are on their way when the simulator closes. */
  closing: AbortSignal
  /** Cancel functions of everything that waits for its time. */
  timers: Set<() => void>
  /** Requests that are answered only when a prompt on a phone has ended, by the prompt. */
  waitingForConsent: Map<string, (result: ResultCode) => void>
  /** Called when everything begins anew: whoever remembers something outside of the state forgets it then. */
  forgets: Set<() => void>
  /** Subscribers by when something happened to them last, the latest at the end. */
  lastActive: Set<string>
  /** Hears, in a sentence, that the state could not be written. */
  troubled(sentence: string): void
  /** Tells who watches that something changed, of one subscriber where that is known. */
  changed(msisdn?: string): void
}

/** Writes rows that belong together, with the counters they used. */
export function commit(network: Network, changes: readonly Change[]): void {
  const { state, identifiers, clock, chaos } = network
  const clockOffsetMs = clock.offsetMs?.() ?? 0
  const chaosState = chaos.randomState()
  const meta: MetaRecord = { ...identifiers.counters(), clockOffsetMs, chaosState }
  const isAsBefore = isSame(state.tables.meta.get(onlyKey), meta)
  state.commit(isAsBefore ? changes : [...changes, ['meta', onlyKey, meta]])
}

function isSame(before: MetaRecord | undefined, after: MetaRecord): boolean {
  const names = Object.keys(after) as (keyof MetaRecord)[] // a record of the state has no other keys
  return before !== undefined && names.every((name) => before[name] === after[name])
}

/** What a person set while it runs. */
export function settingsOf(network: Network): SettingsRecord {
  const { state, config } = network
  return (
    state.tables.settings.get(onlyKey) ?? {
      autoAnswer: 'manual',
      autoAnswerAfterMs: config.timings.autoAnswerAfterMs,
    }
  )
}

/** Milliseconds of a span, drawn when it is a range. */
export function drawMs(network: Network, span: Span): number {
  return typeof span === 'number' ? span : network.random.integer(span[0], span[1])
}

/** Runs `task` at an instant of the simulator's clock, unless it closes before. */
export function runAt(network: Network, dueAtMs: number, task: () => void): void {
  const { clock, timers } = network
  const nowMs = clock.now().getTime()
  // What is overdue is due now.
  const runsAtMs = Math.max(dueAtMs, nowMs)
  const cancel = clock.after(runsAtMs - nowMs, () => {
    timers.delete(cancel)
    network.recorder.timer(runsAtMs)
    reportTrouble(network, task)
  })
  timers.add(cancel)
}

/**
 * Does work that nobody waits for. When the state cannot be written nothing of it happened: somebody is told, and it
 * happens after the next start.
 */
export function reportTrouble(network: Network, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof StateFileError)) throw error
    network.troubled(error.message)
  }
}
