import { ControlError } from '../control/control-error.ts'
import { commit, type Network } from '../network.ts'
import { snapshotRows } from '../state/snapshot.ts'
import { encodeLine, type RecordedEvent } from './lines.ts'
import type { Recorder } from './recorder.ts'

/**
 * Everything that happens to a simulator, written down so that it can happen again: what it was at the beginning, and then
 * every request, every act of a person, every answer of a business and everything that was due, each with its instant.
 * A recording holds PINs, passkeys, tokens and keys, as the state file does.
 */
export type Recording = {
  /** Begins anew. @throws ControlError when it is on already. */
  start(): void
  /** Ends it. @throws ControlError when it is not on. */
  stop(): RecordingStatus
  status(): RecordingStatus
  /** All of it so far, or of the last one: JSON, one thing a line. @throws ControlError when nothing was ever recorded. */
  text(): string
  /** What everybody has, in cents; who has nothing is left out. */
  balances(): Record<string, string>
}

export type RecordingStatus = {
  on: boolean
  startedAt: string | null
  events: number
  bytes: number
  /** It ended by itself because it had grown too long. */
  full: boolean
}

/** A recording is kept in memory until somebody takes it. */
export const recordingBytesMax = 128 * 1024 * 1024

type Kept = { lines: string[]; startedAtMs: number; events: number; bytes: number; full: boolean }

/** Records a simulator, from any moment on. */
export function createRecording(network: Network, recorder: Recorder): Recording {
  let kept: Kept | undefined

  function write(line: string): void {
    if (kept === undefined) return
    kept.lines.push(line)
    kept.bytes += line.length + 1
    if (kept.bytes < recordingBytesMax) return
    kept.full = true
    recorder.listener = undefined
  }

  function hear(event: RecordedEvent): void {
    if (kept !== undefined) kept.events++
    write(encodeLine(event))
  }

  const status = (): RecordingStatus => ({
    on: recorder.listener !== undefined,
    startedAt: kept === undefined ? null : new Date(kept.startedAtMs).toISOString(),
    events: kept?.events ?? 0,
    bytes: kept?.bytes ?? 0,
    full: kept?.full ?? false,
  })

  return {
    status,
    balances: () => balancesOf(network),
    start() {
      if (recorder.listener !== undefined) throw new ControlError(409, 'It is recording already')
      // Draws since the last change of the state count too.
      commit(network, [])
      const startedAtMs = network.clock.now().getTime()
      kept = { lines: [], startedAtMs, events: 0, bytes: 0, full: false }
      write(encodeLine({ hazinaRecording: 1, startedAtMs, options: optionsOf(network) }))
      for (const row of rowsOf(network)) write(encodeLine({ row }))
      recorder.listener = hear
    },
    stop() {
      if (recorder.listener === undefined) throw new ControlError(409, 'Nothing is being recorded')
      hear({ atMs: network.clock.now().getTime(), end: { balances: balancesOf(network) } })
      recorder.listener = undefined
      return status()
    },
    text() {
      if (kept === undefined) throw new ControlError(404, 'Nothing was recorded yet')
      return kept.lines.map((line) => `${line}\n`).join('')
    },
  }
}

/** What everybody has, in cents; who has nothing is left out. */
function balancesOf({ state }: Network): Record<string, string> {
  return Object.fromEntries(
    [...state.accounts()].flatMap((name) => {
      const cents = state.balanceOf(name)
      return cents === 0n ? [] : [[name, cents.toString()]]
    }),
  )
}

/** Every row but those of posts that are on their way: their answers are not in the recording. */
function* rowsOf({ state, outgoing }: Network): Generator<unknown> {
  for (const row of snapshotRows(state)) {
    const [table, key] = Array.isArray(row) ? row : []
    if (table !== 'scheduled' || !outgoing.postIds.has(key)) yield row
  }
}

/** The options that make a simulator like this one. */
function optionsOf({ config, faults }: Network): Record<string, unknown> {
  const { certificate, apps, ...others } = config
  return {
    ...others,
    faults: faults.get(),
    ...(apps === undefined ? {} : { apps }),
    ...(certificate === undefined ? {} : { certificate }),
  }
}
