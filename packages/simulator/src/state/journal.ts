import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { decodeChanges, encodeChanges, type RowBefore } from './change-code.ts'
import type { Change } from './records.ts'

/**
 * A file of changes, one line for each set that happened together. A line is in the operating system's hands before the
 * call returns, so that the death of this process at any moment loses none; each carries a checksum of itself.
 */
export type Journal = {
  /** Bytes of the file. */
  readonly size: number
  append(changes: readonly Change[]): void
  /** Puts a snapshot in the journal's place, in one step. */
  replace(snapshot: Iterable<Change>): void
  close(): void
}

/** The state file cannot be read or written; the message says what to do. */
export class StateFileError extends Error {
  override name = 'StateFileError'
}

const header = '{"hazinaSimulator":2}'
/** The form of before there were organisations and an archive. */
const olderHeader = '{"hazinaSimulator":1}'
/** Changes per line of a snapshot. */
const snapshotBatch = 100

/**
 * Opens the file, or makes it, and hands what it holds to `onChanges` in order. A last line that was torn by a crash is
 * dropped. A file of the older form is read as it is, and said to be one. `rowBefore` knows the rows that the changes handed
 * over so far, and those appended, led to.
 * @throws StateFileError when the file is damaged or cannot be used.
 */
export function openJournal(
  path: string,
  rows: { onChanges(changes: readonly Change[]): void; rowBefore: RowBefore },
): Journal & { lines: number; isOlder: boolean } {
  if (!existsSync(path)) startFile(path)
  const { lines, length, isOlder } = readLines(path, rows)
  let file = attempt(path, 'opened', () => openSync(path, 'r+'))
  let end = length
  attempt(path, 'written', () => ftruncateSync(file, end))

  return {
    lines,
    isOlder,
    get size() {
      return end
    },
    append(changes) {
      const line = encodeLine(changes, rows.rowBefore)
      attempt(path, 'written', () => {
        try {
          writeFully(file, line, end)
        } catch (error) {
          // A half-written line in the middle would damage the file for good.
          ftruncateSync(file, end)
          throw error
        }
      })
      end += line.length
    },
    replace(snapshot) {
      attempt(path, 'written', () => {
        const written = writeSnapshot(path, snapshot)
        closeSync(file)
        file = openSync(path, 'r+')
        end = written
      })
    },
    close: () => closeSync(file),
  }
}

function startFile(path: string): void {
  attempt(path, 'created', () => {
    mkdirSync(dirname(path), { recursive: true })
    writeSnapshot(path, [])
  })
}

function writeSnapshot(path: string, snapshot: Iterable<Change>): number {
  const temporary = `${path}.new`
  // Subscribers' PINs and access tokens are in here: nobody else's to read.
  const file = openSync(temporary, 'w', 0o600)
  let end = 0
  const write = (bytes: Buffer) => {
    writeFully(file, bytes, end)
    end += bytes.length
  }
  try {
    write(Buffer.from(`${header}\n`))
    let batch: Change[] = []
    for (const change of snapshot) {
      batch.push(change)
      if (batch.length < snapshotBatch) continue
      write(encodeLine(batch, none))
      batch = []
    }
    if (batch.length > 0) write(encodeLine(batch, none))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
  return end
}

function readLines(
  path: string,
  { onChanges, rowBefore }: { onChanges(changes: readonly Change[]): void; rowBefore: RowBefore },
): { lines: number; length: number; isOlder: boolean } {
  const text = attempt(path, 'read', () => readFileSync(path, 'utf8'))
  const lastEnd = text.lastIndexOf('\n') + 1
  const lines = text.slice(0, lastEnd).split('\n').slice(0, -1)
  const isOlder = lines[0] === olderHeader
  if (!isOlder && lines[0] !== header) throw isNewer(lines[0]) ? newer(path) : damaged(path, 1)
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const changes = decodeLine(line, rowBefore)
    if (changes === undefined) throw damaged(path, index + 1)
    onChanges(changes)
  }
  return { lines: lines.length, isOlder, length: Buffer.byteLength(text.slice(0, lastEnd)) }
}

function damaged(path: string, line: number): StateFileError {
  return new StateFileError(
    `The simulator's state file ${path} is damaged at line ${line}: put a copy of it back, or move it away to start with new phones.`,
  )
}

function isNewer(firstLine: string | undefined): boolean {
  return /^\{"hazinaSimulator":[3-9]\d*\}$/.test(firstLine ?? '')
}

function newer(path: string): StateFileError {
  return new StateFileError(
    `The simulator's state file ${path} was written by a newer simulator: use that one, or move the file away to start with new phones.`,
  )
}

/** `["checksum",changes]`; the checksum is of the bytes, which are made once. */
function encodeLine(changes: readonly Change[], rowBefore: RowBefore): Buffer {
  const line = Buffer.from(`["00000000",${encodeChanges(changes, rowBefore)}]\n`)
  line.write(checksum(line.subarray(payloadStart, -2)), 2, 'latin1')
  return line
}

function decodeLine(line: string, rowBefore: RowBefore): readonly Change[] | undefined {
  const payload = line.slice(payloadStart, -1)
  // The checksum vouches that we wrote it.
  return line === `["${checksum(payload)}",${payload}]`
    ? decodeChanges(payload, rowBefore)
    : undefined
}

const payloadStart = 12

/** A snapshot has every row whole. */
const none: RowBefore = () => undefined

function checksum(payload: string | Buffer): string {
  return crc32(payload).toString(16).padStart(8, '0')
}

function writeFully(file: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written)
  }
}

function attempt<T>(path: string, verb: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    throw new StateFileError(
      `The simulator's state file ${path} could not be ${verb}: ${error.message}.`,
      { cause: error },
    )
  }
}
