import { isDeepStrictEqual } from 'node:util'
import { restoreBehaviour } from './behaviour/behaviour.ts'
import { resumeReminders } from './bill-manager/reminders.ts'
import { resumePayments } from './c2b/payment.ts'
import { type ChaosInput, chaosSettingsOf } from './chaos/chaos.ts'
import { commit, type Network } from './network.ts'
import { resumeOperations } from './operations/run.ts'
import type { SimulatorClock, SimulatorOptions } from './options.ts'
import { addInitialOrganisations } from './organisations/initial-organisations.ts'
import { resumePrompts } from './phones/prompts.ts'
import { createSubscriber, toMsisdn } from './phones/subscribers.ts'
import { resumeStandingOrders } from './standing-orders/debits.ts'
import { onlyKey } from './state/records.ts'
import type { MovableClock } from './time/clock.ts'

/** Adds what the options describe and is not there yet. */
export function beginWith(network: Network, options: SimulatorOptions): void {
  addInitialOrganisations(network, options.businesses)
  addInitialSubscribers(network, options)
  restoreBehaviour(network)
  startChaos(network, options.chaos)
}

/** Goes on with everything that was under way when the state was written. */
export function resumeAll(network: Network): void {
  resumePrompts(network)
  resumePayments(network)
  resumeStandingOrders(network)
  resumeReminders(network)
  resumeOperations(network)
}

/** A restarted simulator is at least as far ahead of the system's time as it was. */
export async function catchUpClock({ clock, state }: Network): Promise<void> {
  const { clockOffsetMs = 0 } = state.tables.meta.get(onlyKey) ?? {}
  const behindMs = clockOffsetMs - (clock.offsetMs?.() ?? 0)
  if (clock.offsetMs !== undefined && behindMs > 0) await movable(clock).advance(behindMs)
}

/** Moves a clock that can be moved to this instant, unless it is beyond it. */
export async function moveClockTo(clock: SimulatorClock, instantMs: number): Promise<void> {
  const behindMs = instantMs - clock.now().getTime()
  if (clock.advance !== undefined && behindMs > 0) await movable(clock).advance(behindMs)
}

/** Moves the clock on, with everything that becomes due. @throws when the clock given cannot be moved. */
export async function advanceClock(network: Network, ms: number): Promise<void> {
  await movable(network.clock).advance(ms)
  // How far it is ahead now is written down with the counters.
  commit(network, [])
  network.changed()
}

function movable(clock: SimulatorClock): Pick<MovableClock, 'advance'> {
  if (clock.advance === undefined) throw new Error('The clock of this simulator cannot be moved')
  return { advance: (ms) => (clock as MovableClock).advance(ms) } // advance was just seen
}

/** The chaos of the options, unless it is on already: then it goes on where it was. */
function startChaos({ chaos }: Network, wanted: ChaosInput | undefined): void {
  if (wanted === undefined) return
  if (!isDeepStrictEqual(chaos.get(), chaosSettingsOf(wanted))) chaos.set(wanted)
}

function addInitialSubscribers(network: Network, options: SimulatorOptions): void {
  for (const subscriber of options.subscribers ?? []) {
    const isKnown = network.state.tables.subscriber.has(toMsisdn(subscriber.phone))
    if (!isKnown) createSubscriber(network, subscriber)
  }
}
