import { randomInt } from 'node:crypto'
import { beginWith, moveClockTo, resumeAll } from './beginning.ts'
import { restoreBehaviour } from './behaviour/behaviour.ts'
import { calm } from './chaos/chaos.ts'
import type { Control } from './control/control.ts'
import { ControlError } from './control/control-error.ts'
import type { Network } from './network.ts'
import { resolveConfig, type SimulatorOptions } from './options.ts'
import { addInitialOrganisations } from './organisations/initial-organisations.ts'
import { seedState } from './random.ts'
import { onlyKey } from './state/records.ts'
import {
  createChecksum,
  readSnapshot,
  type StateSnapshot,
  snapshotRows,
  takeSnapshot,
} from './state/snapshot.ts'

/** The clock never goes back, so that a snapshot from an impossible time would spoil it for good: a hundred years. */
const aheadMaxMs = 100 * 366 * 86_400_000

/** What happens to all of the simulated M-PESA at once. */
export type WorldControl = {
  /**
   * Lets everything begin anew, as the options describe it: no subscribers but theirs, empty books, no faults. The clock
   * stays where it is, open pages and sockets too; callbacks that are on their way arrive, what was still due does not.
   * With a seed, or one in the options, the same calls have the same history again.
   * @throws ControlError while it is recording.
   */
  reset(options?: { seed?: number | string }): void
  /** Everything the simulator knows, archive included, as JSON. It holds PINs, passkeys and keys. */
  snapshotState(): StateSnapshot
  /** The same in pieces of text, for who has much of it. */
  snapshotText(): Iterable<string>
  /**
   * Puts a snapshot in the place of everything, and goes on from there. The clock is moved ahead to where it was then,
   * never back.
   * @throws ControlError when it is no snapshot, and then nothing has changed; or while it is recording.
   */
  loadSnapshot(snapshot: unknown): Promise<void>
}

export function createWorldControl(
  network: Network,
  control: Pick<Control, 'setAutoAnswer'>,
  options: SimulatorOptions,
): WorldControl {
  return {
    reset(given) {
      resetNetwork(network, options, given)
      if (options.autoAnswer !== undefined) control.setAutoAnswer(options.autoAnswer)
    },
    snapshotState: () => takeSnapshot(network.state, network.clock.now()),
    snapshotText: () => snapshotText(network),
    loadSnapshot: (snapshot) => restoreSnapshot(network, options, snapshot),
  }
}

function resetNetwork(
  network: Network,
  options: SimulatorOptions,
  { seed = options.seed ?? randomInt(2 ** 32) }: { seed?: number | string } = {},
): void {
  stop(network)
  network.random.restore(seedState(seed))
  network.identifiers.restore(undefined)
  network.state.replaceAll([])
  network.chaos.restore(calm, { seed })
  network.faults.set(options.faults ?? {})
  Object.assign(network.config.behaviour, resolveConfig(options).behaviour)
  beginWith(network, options)
  network.changed()
}

function* snapshotText(network: Network): Generator<string> {
  yield `{"hazinaSnapshot":1,"takenAt":${JSON.stringify(network.clock.now())},"rows":[`
  const checksum = createChecksum()
  let before = '\n'
  for (const row of snapshotRows(network.state)) {
    const text = JSON.stringify(row)
    checksum.add(text)
    yield `${before}${text}`
    before = ',\n'
  }
  yield `\n],"checksum":"${checksum.end()}"}\n`
}

async function restoreSnapshot(
  network: Network,
  options: SimulatorOptions,
  snapshot: unknown,
): Promise<void> {
  const rows = readSnapshot(snapshot)
  const latestMs = network.clock.now().getTime() + aheadMaxMs
  if (rows === undefined || rows.takenAtMs > latestMs) {
    throw new ControlError(
      400,
      'This is no snapshot of a simulator, one of another version, or it was changed since it was taken',
    )
  }
  stop(network)
  const { state, random, identifiers, chaos, faults, config } = network
  state.replaceAll(rows.changes)
  const meta = state.tables.meta.get(onlyKey)
  const seed = randomInt(2 ** 32)
  random.restore(meta?.randomState ?? seedState(seed))
  identifiers.restore(meta)
  const settings = state.tables.chaos.get(onlyKey) ?? calm
  chaos.restore(settings, meta?.chaosState === undefined ? { seed } : { state: meta.chaosState })
  faults.set(state.tables.faults.get(onlyKey) ?? {})
  Object.assign(config.behaviour, resolveConfig(options).behaviour)
  addInitialOrganisations(network, options.businesses)
  restoreBehaviour(network)
  for (const msisdn of state.tables.subscriber.keys()) network.lastActive.add(msisdn)
  await moveClockTo(network.clock, rows.takenAtMs)
  resumeAll(network)
  network.changed()
}

/** Nothing of what was under way happens any more. */
function stop(network: Network): void {
  if (network.recorder.listener !== undefined) {
    throw new ControlError(409, 'It is recording: stop that first')
  }
  for (const cancel of network.timers) cancel()
  network.timers.clear()
  for (const answer of network.waitingForConsent.values()) {
    answer({ code: '1037', text: 'DS timeout user cannot be reached.' })
  }
  network.waitingForConsent.clear()
  network.lastActive.clear()
  network.requests.clear()
  network.faults.held.clear()
  for (const forget of network.forgets) forget()
}
