import { randomInt } from 'node:crypto'
import { createOutgoing } from './callbacks/outgoing.ts'
import { calm, createChaos } from './chaos/chaos.ts'
import { createFaults } from './faults/faults.ts'
import { createIdentifiers } from './identifiers.ts'
import { commit, type Network } from './network.ts'
import { resolveConfig, type SimulatorOptions } from './options.ts'
import { createRandom, seedState } from './random.ts'
import { createRecorder } from './recording/recorder.ts'
import { onlyKey } from './state/records.ts'
import { openState } from './state/state.ts'
import { createOffsetClock } from './time/clock.ts'
import { createTrafficLog } from './traffic/traffic-log.ts'

export type ChangeListener = (msisdn: string | undefined) => void

/**
 * Opens the state and builds everything that works with it.
 * @throws StateFileError when the state file is damaged, in use, or cannot be used.
 */
export function createNetwork(
  options: SimulatorOptions,
  closing: AbortSignal,
  tell: ChangeListener,
): Network {
  const clock = options.clock ?? createOffsetClock()
  const troubled =
    options.onTrouble ?? ((sentence: string) => void process.stderr.write(`${sentence}\n`))
  const state = openState({
    stateFile: options.stateFile,
    nowMs: () => clock.now().getTime(),
    onTrouble: troubled,
  })
  if (options.rows !== undefined) state.replaceAll(options.rows)
  const previous = state.tables.meta.get(onlyKey)
  // A fresh simulator must not repeat the receipts of the last one, which its users may still hold.
  const seed = options.seed ?? randomInt(2 ** 32)
  const random = createRandom(previous?.randomState ?? seedState(seed))
  const recorder = createRecorder(clock)
  const outgoing = createOutgoing({ fetch: options.fetch })
  const chaos = createChaos({
    initial: state.tables.chaos.get(onlyKey) ?? calm,
    from: previous?.chaosState === undefined ? { seed } : { state: previous.chaosState },
    onChange(settings) {
      commit(network, [['chaos', onlyKey, settings]])
      network.changed()
    },
  })
  const faults = createFaults({
    random,
    chaos,
    initial: state.tables.faults.get(onlyKey) ?? options.faults ?? {},
    onChange(settings) {
      commit(network, [['faults', onlyKey, settings]])
      network.changed()
    },
  })
  const lastActive = new Set(state.tables.subscriber.keys())
  const network: Network = {
    config: resolveConfig(options),
    clock,
    state,
    random,
    identifiers: createIdentifiers(random, previous),
    chaos,
    faults,
    requests: createTrafficLog(clock),
    recorder,
    fetch: recorder.fetch(options.fetch ?? globalThis.fetch),
    outgoing: { ...outgoing, poster: recorder.poster(outgoing.poster) },
    closing,
    timers: new Set(),
    waitingForConsent: new Map(),
    forgets: new Set(),
    lastActive,
    troubled,
    changed(msisdn) {
      if (msisdn !== undefined) {
        lastActive.delete(msisdn)
        lastActive.add(msisdn)
      }
      tell(msisdn)
    },
  }
  return network
}
