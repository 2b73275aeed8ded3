import { inflateRawSync } from 'node:zlib'
import { StatementError } from './statement-error.ts'

/**
 * Throws before a workbook is unpacked that would take too much memory: by its size, by its rows, or
 * by cells far off that make a sheet of nothing. What is no ZIP archive is left to the reader.
 */
export function guardWorkbook(file: Buffer, rowsMax: number): void {
  const entries = entriesOf(file, rowsMax)
  // The reader unpacks them all, pictures too.
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  if (unpacked > unpackedBytesMax) throw tooLarge(rowsMax)
  for (const entry of entries) {
    const xml = unpack(file, entry)
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) guardSheet(xml, rowsMax)
  }
}

type Entry = { name: string; method: number; packed: number; size: number; offset: number }

// The directory at the end of the archive, found as the reader finds it: otherwise a file could show
// one directory here and another there.
function entriesOf(file: Buffer, rowsMax: number): Entry[] {
  if (file.length < endLength) return []
  const end = file.lastIndexOf(endOfDirectory, file.length - endLength)
  if (end === -1) return []
  // A directory for archives beyond 4 GiB.
  const isHuge = end >= 20 && file.readUInt32LE(end - 20) === hugeSignature
  if (isHuge) throw tooLarge(rowsMax)
  const count = file.readUInt16LE(end + 8)
  const entries: Entry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entrySignature) break
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((o) => file.readUInt16LE(at + o))
    const name = file.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    const method = file.readUInt16LE(at + 10)
    const packed = file.readUInt32LE(at + 20)
    const size = file.readUInt32LE(at + 24)
    entries.push({ name, method, packed, size, offset: file.readUInt32LE(at + 42) })
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0)
  }
  return entries
}

function unpack(file: Buffer, { method, packed, size, offset }: Entry): Buffer {
  if (offset + 30 > file.length) throw damagedWorkbook()
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28)
  const data = file.subarray(start, start + packed)
  if (method === 0) return data
  try {
    // An archive that says less than it holds is no statement.
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) })
  } catch {
    throw damagedWorkbook()
  }
}

function guardSheet(xml: Buffer, rowsMax: number): void {
  let rows = 0
  for (let at = 0; at < xml.length; at += windowLength) {
    const text = xml.toString('latin1', at, at + windowLength + windowOverlap)
    for (const [, column = '', row] of text.matchAll(/\sr="([A-Z]{0,3})(\d{1,9})"/g)) {
      if (column.length > 2) throw tooLarge(rowsMax)
      rows = Math.max(rows, Number(row))
    }
    if (rows > rowsMax + preambleRowsMax) throw tooLarge(rowsMax)
  }
}

function tooLarge(rowsMax: number): StatementError {
  const rows = new Intl.NumberFormat('en').format(rowsMax)
  return new StatementError(
    'too_large',
    `The workbook has more than the ${rows} rows that are read from Excel files; export the statement as CSV, which has no such limit.`,
  )
}

export function damagedWorkbook(): StatementError {
  return new StatementError(
    'damaged',
    'The Excel file is damaged and cannot be opened; export the statement again.',
  )
}

const endOfDirectory = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const endLength = 22
const entrySignature = 0x02014b50
const hugeSignature = 0x07064b50
const unpackedBytesMax = 256 * 1024 * 1024
const windowLength = 1024 * 1024
const windowOverlap = 32
const preambleRowsMax = 200
