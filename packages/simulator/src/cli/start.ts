import { once } from 'node:events'
import { parseChaos } from '../chaos/chaos-schema.ts'
import { parseFaultSettings } from '../faults/fault-schema.ts'
import type { SimulatorOptions } from '../options.ts'
import { createSimulator, type Simulator } from '../simulator.ts'
import { banner } from './banner.ts'
import { CommandProblem } from './problem.ts'
import { parseTyped, print } from './remote.ts'
import type { StartOptions } from './start-command.ts'
import { typedChaos } from './typed-chaos.ts'

/** Starts a simulator as it was asked for, and resolves when it was told to stop. */
export async function startSimulator(options: StartOptions): Promise<void> {
  const { host, port } = options
  const simulator = await createSimulator(simulatorOptions(options))
  try {
    const url = await listen(simulator, { host, port })
    print(banner({ url, stateFile: options.state, chaos: simulator.chaos.get() }))
    await untilStopped()
  } finally {
    await simulator.close()
  }
  print('Stopped.')
}

function simulatorOptions(options: StartOptions): SimulatorOptions {
  const { state, seed, chaos, faults, autoAnswer, autoAnswerAfter, allowHost, strict } = options
  return {
    ...(state === undefined ? {} : { stateFile: state }),
    ...(seed === undefined ? {} : { seed }),
    ...(chaos === undefined ? {} : { chaos: parseChaos(typedChaos(chaos)) }),
    ...(faults === undefined
      ? {}
      : { faults: parseFaultSettings(parseTyped(faults, '{"callback-dropped":{"times":1}}')) }),
    ...(autoAnswer === undefined ? {} : { autoAnswer }),
    ...(autoAnswerAfter === undefined ? {} : { timings: { autoAnswerAfterMs: autoAnswerAfter } }),
    ...(allowHost === undefined ? {} : { allowedHosts: allowHost }),
    ...(strict === undefined ? {} : { behaviour: { strict } }),
  }
}

async function listen(
  simulator: Simulator,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    return await simulator.listen({ host, port })
  } catch (error) {
    throw new CommandProblem(listenProblem(error, { host, port }))
  }
}

function listenProblem(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use: stop what uses it, or choose another with --port.`
    case 'EACCES':
      return `Port ${port} may not be used by you: choose one above 1023 with --port.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}: choose another with --host.`
    default:
      return `It cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}.`
  }
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
async function untilStopped(): Promise<void> {
  const stopped = new AbortController()
  const waits = ['SIGINT', 'SIGTERM'].map((signal) =>
    once(process, signal, { signal: stopped.signal }).catch(() => undefined),
  )
  await Promise.race(waits)
  stopped.abort()
}
