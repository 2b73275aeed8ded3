import { csvLines } from './csv-lines.ts'
import { isHeader, isHeaderAgain, readHeader, type StatementHeader } from './statement-columns.ts'
import { StatementError } from './statement-error.ts'
import { isBlank, type StatementLine, type StatementLines } from './statement-line.ts'
import { readPreamble, type StatementPreamble } from './statement-preamble.ts'
import { type RowReading, readRow, type StatementRow } from './statement-row.ts'
import type { DateOrder } from './statement-values.ts'
import { xlsxLines } from './xlsx-lines.ts'

export type StatementOptions = {
  /** How dates between slashes are read; by default as the receipts' own dates say. */
  dateOrder?: DateOrder
  /** The most rows that are taken from a workbook, which is read whole; 100,000 by default. */
  workbookRowsMax?: number
}

export type Statement = StatementPreamble & {
  format: 'csv' | 'xlsx'
  header: StatementHeader
  /** The rows in the order of the file, newest first as a rule; to be gone through once. */
  rows: AsyncGenerator<StatementRow, void>
}

/**
 * Reads a statement of the organisation portal, CSV or XLSX by its content (reference §34). Comes
 * back when the header is read; CSV rows are read as they are taken, so that a million of them need
 * no more memory than one. Throws {@link StatementError}, also from `rows` for a file that breaks off;
 * a single row that cannot be understood is a row of kind 'unreadable'.
 */
export async function readStatement(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  options: StatementOptions = {},
): Promise<Statement> {
  const { format, decimalComma, lines } = await linesOf(input, options)
  const { header, preamble } = await readTop(lines)
  const reading = { decimalComma, dateOrder: options.dateOrder }
  return {
    format,
    header,
    ...readPreamble(preamble, options.dateOrder),
    rows: readRows(header, lines, reading),
  }
}

async function linesOf(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  { workbookRowsMax = 100_000 }: StatementOptions,
): Promise<StatementLines> {
  const chunks = chunksOf(input)
  const first = await firstBytes(chunks)
  const kind = kindOf(first)
  if (kind === 'csv') return csvLines(resumed(first, chunks))
  if (kind === 'xlsx') return xlsxLines(await collect(resumed(first, chunks)), workbookRowsMax)
  await chunks.return()
  throw new StatementError(
    'not_a_statement',
    `The file is ${kind}; give the statement as CSV or as an Excel workbook (.xlsx).`,
  )
}

async function* chunksOf(
  input: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  if (input instanceof Uint8Array) yield input
  else yield* input
}

async function* resumed(
  first: Uint8Array,
  chunks: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  yield first
  yield* chunks
}

// As many chunks as it takes to tell what kind of file it is.
async function firstBytes(chunks: AsyncGenerator<Uint8Array, void>): Promise<Uint8Array> {
  let first = Buffer.alloc(0)
  while (first.length < 8) {
    const { value, done } = await chunks.next()
    if (done === true) break
    first = Buffer.concat([first, value])
  }
  return first
}

function kindOf(first: Uint8Array): string {
  const start = Buffer.from(first.subarray(0, 8)).toString('latin1')
  if (start.startsWith('PK\u0003\u0004')) return 'xlsx'
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'an old or encrypted Excel file'
  if (start.startsWith('%PDF')) return 'a PDF'
  if (/^\s*</.test(start)) return 'a web page'
  return start === '' ? 'empty' : 'csv'
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    length += chunk.length
    if (length > workbookBytesMax) {
      const message = 'The workbook is larger than 64 MiB; export the statement as CSV.'
      throw new StatementError('too_large', message)
    }
  }
  return Buffer.concat(parts)
}

async function readTop(lines: AsyncGenerator<StatementLine, void>) {
  const preamble: StatementLine[] = []
  while (preamble.length < preambleLinesMax) {
    const { value, done } = await lines.next()
    if (done === true) break
    if (isHeader(value)) return { header: readHeader(value), preamble }
    if (!isBlank(value)) preamble.push(value)
  }
  await lines.return()
  const message =
    'No line has the column “Receipt No.”; give the statement as the organisation portal exports it.'
  throw new StatementError('not_a_statement', message)
}

async function* readRows(
  header: StatementHeader,
  lines: AsyncGenerator<StatementLine, void>,
  reading: RowReading,
): AsyncGenerator<StatementRow, void> {
  for await (const line of lines) {
    if (!isBlank(line) && !isHeaderAgain(header, line)) yield readRow(header, line, reading)
  }
}

const preambleLinesMax = 200
const workbookBytesMax = 64 * 1024 * 1024
