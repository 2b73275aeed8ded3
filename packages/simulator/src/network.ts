import type { Outgoing } from './callbacks/outgoing.ts'
import type { RequestLog } from './control/request-log.ts'
import type { Faults, Span } from './faults/faults.ts'
import type { Identifiers } from './identifiers.ts'
import type { Config, SimulatorClock } from './options.ts'
import type { Random } from './random.ts'
import { StateFileError } from './state/journal.ts'
import type { Change, SettingsRecord } from './state/records.ts'
import { onlyKey } from './state/records.ts'
import type { State } from './state/state.ts'

/** What every part of the simulated M-PESA works with; built once in {@link createSimulator}. */
export type Network = {
  config: Config
  clock: SimulatorClock
  random: Random
  identifiers: Identifiers
  state: State
  faults: Faults
  requests: RequestLog
  /** How callbacks leave. */
  fetch: typeof fetch
  outgoing: Outgoing
  /** Ends callbacks that are on their way when the simulator closes. */
  closing: AbortSignal
  /** Cancel functions of everything that waits for its time. */
  timers: Set<() => void>
  /** Subscribers by when something happened to them last, the latest at the end. */
  lastActive: Set<string>
  /** Hears, in a sentence, that the state could not be written. */
  troubled(sentence: string): void
  /** Tells who watches that something changed, of one subscriber where that is known. */
  changed(msisdn?: string): void
}

/** Writes rows that belong together, with the counters they used. */
export function commit(network: Network, changes: readonly Change[]): void {
  const { state, identifiers, clock } = network
  const clockOffsetMs = clock.offsetMs?.() ?? 0
  state.commit([...changes, ['meta', onlyKey, { ...identifiers.counters(), clockOffsetMs }]])
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
  const cancel = clock.after(Math.max(0, dueAtMs - clock.now().getTime()), () => {
    timers.delete(cancel)
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
