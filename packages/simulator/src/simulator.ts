import type { FastifyInstance } from 'fastify'
import { advanceClock, beginWith, catchUpClock, resumeAll } from './beginning.ts'
import { type BehaviourControl, createBehaviourControl } from './behaviour/behaviour.ts'
import { type CallbackControl, createCallbackControl } from './callbacks/callback-control.ts'
import { outgoingIdle } from './callbacks/outgoing.ts'
import type { Chaos } from './chaos/chaos.ts'
import { type Control, createControl } from './control/control.ts'
import { type ChangeListener, createNetwork } from './create-network.ts'
import { type Credentials, createCredentials } from './credentials/credentials.ts'
import { createGateway } from './daraja/gateway.ts'
import type { Faults } from './faults/faults.ts'
import { createApp } from './http/app.ts'
import { createInProcessFetch } from './http/in-process-fetch.ts'
import { createLive, type Live } from './http/live.ts'
import type { Network } from './network.ts'
import type { SimulatorClock, SimulatorOptions } from './options.ts'
import { isReading } from './recording/recorder.ts'
import { createRecording, type Recording } from './recording/recording.ts'
import { type Replay, replayWith } from './recording/replay.ts'
import { createWorldControl, type WorldControl } from './reset.ts'
import type { RequestEntry } from './traffic/show.ts'
import { createTraffic, listRequests, type Traffic } from './traffic/traffic.ts'

/** Safaricom on this machine. */
export type Simulator = Control &
  WorldControl & {
    /** Where it listens; before that, the `baseUrl` of the options. */
    readonly url: string
    readonly clock: SimulatorClock
    readonly faults: Faults
    /** Certificate and security credentials of those who ask. */
    readonly credentials: Credentials
    /** Misfortune by seed; kept in the state file. */
    readonly chaos: Chaos
    /** What went over the wire, with headers and bodies, without secrets. */
    readonly traffic: Traffic
    /** Callbacks that wait and callbacks that were sent: to send, drop, delay, double, send again or forge. */
    readonly callbacks: CallbackControl
    /** Switches of `behaviour`, while it runs; kept in the state file. */
    readonly behaviour: BehaviourControl
    /** Writes down what happens, so that {@link replayRecording} can let it happen again. */
    readonly recording: Recording
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
  try {
    return await start(options, { network, listeners, live, closing })
  } catch (error) {
    // The state file is free again for the next try.
    network.state.close()
    throw error
  }
}

type Parts = {
  network: Network
  listeners: Set<ChangeListener>
  live: Live
  closing: AbortController
}

async function start(options: SimulatorOptions, parts: Parts): Promise<Simulator> {
  const { network, listeners, live, closing } = parts
  await catchUpClock(network)
  beginWith(network, options)
  const { recorder } = network
  const control = createControl(network)
  if (options.autoAnswer !== undefined) control.setAutoAnswer(options.autoAnswer)

  const urls = [options.baseUrl ?? 'http://simulator.localhost']
  const gateway = recorder.gateway(createGateway(network))
  const recording = createRecording(network, recorder)
  const world = createWorldControl(network, control, options)
  const advance = (ms: number) => advanceClock(network, ms)
  const app = await createApp({
    network,
    control,
    gateway,
    live,
    advance,
    urls,
    recording,
    replay: replayRecording,
    world,
  })
  await app.ready()
  resumeAll(network)
  let closed: Promise<void> | undefined

  const simulator: Simulator = {
    ...recorder.methods('', control, isReading),
    ...world,
    recording,
    behaviour: recorder.methods('behaviour', createBehaviourControl(network), isReading),
    clock: network.clock,
    faults: recorder.methods('faults', network.faults, isReading),
    credentials: createCredentials(network),
    chaos: recorder.methods('chaos', network.chaos, isReading),
    traffic: createTraffic(network),
    callbacks: recorder.methods('callbacks', createCallbackControl(network), isReading),
    get url() {
      return urls.at(-1) ?? ''
    },
    fetch: createInProcessFetch({ app, gateway, urls, closing: closing.signal }),
    requests: () => listRequests(network),
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
      closed ??= closeAll(app, parts)
      return closed
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
  return simulator
}

/**
 * Lets a recording happen again in a fresh simulator, in memory; the caller closes it.
 * @throws RecordingError when the text is no recording, or damaged.
 */
export function replayRecording(recording: string): Promise<Replay> {
  return replayWith(createSimulator, recording)
}

async function closeAll(app: FastifyInstance, { network, live, closing }: Parts): Promise<void> {
  closing.abort()
  network.outgoing.poster.close()
  for (const cancel of network.timers) cancel()
  live.close()
  await app.close()
  await outgoingIdle(network)
  network.state.close()
}
