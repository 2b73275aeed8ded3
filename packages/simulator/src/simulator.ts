import { randomInt } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { createOutgoing, outgoingIdle } from './callbacks/outgoing.ts'
import { type Control, createControl } from './control/control.ts'
import { createRequestLog, type RequestEntry } from './control/request-log.ts'
import { createGateway } from './daraja/gateway.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { createApp } from './http/app.ts'
import { createInProcessFetch } from './http/in-process-fetch.ts'
import { createLive, type Live } from './http/live.ts'
import { createIdentifiers } from './identifiers.ts'
import { commit, type Network } from './network.ts'
import { resolveConfig, type SimulatorClock, type SimulatorOptions } from './options.ts'
import { resumePrompts } from './phones/prompts.ts'
import { createSubscriber, toMsisdn } from './phones/subscribers.ts'
import { createRandom, seedState } from './random.ts'
import { onlyKey } from './state/records.ts'
import { openState } from './state/state.ts'
import { createOffsetClock, type MovableClock } from './time/clock.ts'

/** Safaricom on this machine. */
export type Simulator = Control & {
  /** Where it listens; before that, the `baseUrl` of the options. */
  readonly url: string
  readonly clock: SimulatorClock
  readonly faults: Faults
  /** Reaches Daraja and the control API without a socket, under `url`. */
  readonly fetch: typeof fetch
  /** The last 500 requests, callbacks and messages, newest first. */
  requests(): readonly RequestEntry[]
  /** Listens on loopback unless told otherwise, on a free port with port 0; resolves to the address. */
  listen(options?: { host?: string; port?: number }): Promise<string>
  /** Moves the clock on, with everything that becomes due. @throws when the clock given cannot be moved. */
  advance(ms: number): Promise<void>
  /** Resolves when no callback is on its way. */
  settled(): Promise<void>
  /** Calls `listener` whenever something changed, until the function it returns is called. */
  onChange(listener: (msisdn: string | undefined) => void): () => void
  /** Stops listening and sending. What is in the state file goes on at the next start. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a simulated M-PESA with Daraja in front of it; it is reachable by `fetch` at once, by HTTP after `listen`.
 * @throws StateFileError when the state file is damaged or cannot be used.
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const closing = new AbortController()
  const listeners = new Set<ChangeListener>()
  const live = createLive()
  listeners.add(live.changed)
  const network = createNetwork(options, closing.signal, (msisdn) => {
    for (const listener of listeners) listener(msisdn)
  })
  await catchUpClock(network)
  addInitialSubscribers(network, options)
  const control = createControl(network)
  if (options.autoAnswer !== undefined) control.setAutoAnswer(options.autoAnswer)

  const urls = [options.baseUrl ?? 'http://simulator.localhost']
  const gateway = createGateway(network)
  const advance = (ms: number) => advanceClock(network, ms)
  const app = await createApp({ network, control, gateway, live, advance, urls })
  await app.ready()
  resumePrompts(network)
  let closed: Promise<void> | undefined

  const simulator: Simulator = {
    ...control,
    clock: network.clock,
    faults: network.faults,
    get url() {
      return urls.at(-1) ?? ''
    },
    fetch: createInProcessFetch({ app, gateway, urls, closing: closing.signal }),
    requests: network.requests.list,
    async listen({ host = '127.0.0.1', port = 0 } = {}) {
      const url = await app.listen({ host, port })
      urls.push(url)
      return url
    },
    advance,
    settled: () => outgoingIdle(network),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed ??= closeAll({ network, app, live, closing })
      return closed
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
  return simulator
}

type ChangeListener = (msisdn: string | undefined) => void

async function closeAll(parts: {
  network: Network
  app: FastifyInstance
  live: Live
  closing: AbortController
}): Promise<void> {
  const { network, app, live, closing } = parts
  closing.abort()
  for (const cancel of network.timers) cancel()
  live.close()
  await app.close()
  await outgoingIdle(network)
  network.state.close()
}

async function advanceClock(network: Network, ms: number): Promise<void> {
  await movable(network.clock).advance(ms)
  // How far it is ahead now is written down with the counters.
  commit(network, [])
  network.changed()
}

function createNetwork(
  options: SimulatorOptions,
  closing: AbortSignal,
  tell: ChangeListener,
): Network {
  const clock = options.clock ?? createOffsetClock()
  const state = openState(options.stateFile)
  const previous = state.tables.meta.get(onlyKey)
  // A fresh simulator must not repeat the receipts of the last one, which its users may still hold.
  const seed = options.seed ?? randomInt(2 ** 32)
  const random = createRandom(previous?.randomState ?? seedState(seed))
  const lastActive = new Set(state.tables.subscriber.keys())
  const network: Network = {
    config: resolveConfig(options),
    clock,
    state,
    random,
    identifiers: createIdentifiers(random, previous),
    faults: createFaults({
      random,
      initial: state.tables.faults.get(onlyKey) ?? options.faults ?? {},
      onChange(settings) {
        commit(network, [['faults', onlyKey, settings]])
        network.changed()
      },
    }),
    requests: createRequestLog(clock),
    fetch: options.fetch ?? globalThis.fetch,
    outgoing: createOutgoing(),
    closing,
    timers: new Set(),
    lastActive,
    troubled: options.onTrouble ?? ((sentence) => process.stderr.write(`${sentence}\n`)),
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

/** A restarted simulator is at least as far ahead of the system's time as it was. */
async function catchUpClock({ clock, state }: Network): Promise<void> {
  const { clockOffsetMs = 0 } = state.tables.meta.get(onlyKey) ?? {}
  const behindMs = clockOffsetMs - (clock.offsetMs?.() ?? 0)
  if (clock.offsetMs !== undefined && behindMs > 0) await movable(clock).advance(behindMs)
}

function movable(clock: SimulatorClock): Pick<MovableClock, 'advance'> {
  if (clock.advance === undefined) throw new Error('The clock of this simulator cannot be moved')
  return { advance: (ms) => (clock as MovableClock).advance(ms) } // advance was just seen
}

function addInitialSubscribers(network: Network, options: SimulatorOptions): void {
  for (const subscriber of options.subscribers ?? []) {
    const isKnown = network.state.tables.subscriber.has(toMsisdn(subscriber.phone))
    if (!isKnown) createSubscriber(network, subscriber)
  }
}
