import type { Change } from '../state/records.ts'
import { readRows } from '../state/snapshot.ts'

/** How a recording begins: what the simulator was when it began. Its rows follow, each on a line of its own. */
export type RecordingHead = {
  hazinaRecording: 1
  startedAtMs: number
  /** The options of the simulator, without those that only a program can give. */
  options: Readonly<Record<string, unknown>>
}

/** A request to Daraja as it came. */
export type RecordedRequest = {
  id: number
  method: string
  path: string
  query: string
  authorization?: string
  contentType?: string
  body: string
}

/** One thing that came from outside, or went there, at an instant of the simulator's clock. */
export type RecordedEvent = { atMs: number } & (
  | { request: RecordedRequest }
  | { answer: { id: number; status: number | null; body: string } }
  /** Something that was due. */
  | { timer: number }
  /** A request to the control API. */
  | { control: { method: string; url: string; body: string } }
  /** A method of the simulator that was called in its process. */
  | { call: { name: string; args: readonly unknown[] } }
  /** A POST to a business: a callback or a question. */
  | { post: { id: number; url: string; body: string } }
  | { posted: { id: number; status: number | null; text: string } }
  /** What everybody had at the end, in cents. */
  | { end: { balances: Readonly<Record<string, string>> } }
)

/** A row of the state as snapshots have it, of when the recording began. */
export type RecordedRow = { row: unknown }

/** One line of a recording, without its line break. */
export function encodeLine(line: RecordingHead | RecordedRow | RecordedEvent): string {
  return JSON.stringify(line)
}

export type Recorded = { head: RecordingHead; rows: Change[]; events: RecordedEvent[] }

/** This is no recording, or a damaged one; the message names the line. */
export class RecordingError extends Error {
  override name = 'RecordingError'
}

/** Reads a whole recording. @throws RecordingError */
export function decodeRecording(text: string): Recorded {
  const [first, ...lines] = text.split('\n').filter((line) => line !== '')
  const head = decodeLine(first ?? '', 1)
  if (!('hazinaRecording' in head)) throw new RecordingError('This is no recording of a simulator.')
  const encoded: unknown[] = []
  const events: RecordedEvent[] = []
  for (const [index, line] of lines.entries()) {
    const decoded = decodeLine(line, index + 2)
    if ('row' in decoded) encoded.push(decoded.row)
    else if ('atMs' in decoded) events.push(decoded)
  }
  const rows = readRows(encoded)
  if (rows === undefined)
    throw new RecordingError('The recording begins with rows that cannot be read.')
  return { head, rows, events }
}

function decodeLine(line: string, number: number): RecordingHead | RecordedRow | RecordedEvent {
  try {
    const decoded: unknown = JSON.parse(line)
    if (typeof decoded === 'object' && decoded !== null) return decoded as RecordedEvent // we wrote it; its reader looks at each key
  } catch {
    // The error below says it.
  }
  throw new RecordingError(`The recording is damaged at line ${number}.`)
}
