import { commit, type Network } from '../network.ts'
import type { Behaviour } from '../options.ts'
import { onlyKey } from '../state/records.ts'

/** The switches of a simulator that runs. */
export type BehaviourControl = {
  get(): Behaviour
  /** Changes what is given and leaves the rest. */
  set(change: Partial<Behaviour>): Behaviour
}

export function createBehaviourControl(network: Network): BehaviourControl {
  return {
    get: () => network.config.behaviour,
    set: (change) => changeBehaviour(network, change),
  }
}

/** Turns switches while the simulator runs; the state file remembers them above the options. */
export function changeBehaviour(network: Network, change: Partial<Behaviour>): Behaviour {
  const { state, config } = network
  const kept = { ...state.tables.behaviour.get(onlyKey), ...change }
  commit(network, [['behaviour', onlyKey, kept]])
  Object.assign(config.behaviour, change)
  network.changed()
  return config.behaviour
}

/** The options with what a person changed since, as the state file has it. */
export function restoreBehaviour({ state, config }: Network): void {
  Object.assign(config.behaviour, state.tables.behaviour.get(onlyKey))
}
