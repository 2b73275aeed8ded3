import { pipeline, Readable } from 'node:stream'
import { CsvError, type Options, parse } from 'csv-parse'
import { parse as parseSync } from 'csv-parse/sync'
import { StatementError } from './statement-error.ts'
import type { StatementLine, StatementLines } from './statement-line.ts'

/**
 * Reads CSV as it comes, in memory that does not grow with the file: commas, semicolons or tabs,
 * UTF-8 with or without its mark, UTF-16, or Windows-1252, and line breaks of every kind. Throws
 * `not_a_statement` where no header line is among the first 200.
 */
export async function csvLines(chunks: AsyncIterator<Uint8Array>): Promise<StatementLines> {
  const head = await readHead(chunks)
  const delimiter = delimiterOf(head.header)
  const lines = parseLines(head, chunks, delimiter)
  return { format: 'csv', decimalComma: delimiter === ';', lines }
}

type Head = {
  decode: Decode
  /** The lines above the header. */
  preamble: readonly string[]
  header: string
  /** What was decoded so far, from the header on. */
  text: string
}

// Reads on until the header line is whole, or it is clear that there is none.
async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Head> {
  let start = Buffer.alloc(0)
  for (;;) {
    const { value, done } = await chunks.next()
    if (done !== true) start = Buffer.concat([start, value])
    const isAll = done === true || start.length > headLengthMax
    const decode = decoderOf(encodingOf(start))
    const head = findHeader(decode(start), isAll)
    if (head !== undefined) return { decode, ...head }
    if (isAll) throw noHeader()
  }
}

function findHeader(text: string, isAll: boolean): Omit<Head, 'decode'> | undefined {
  const lines = text.split(lineBreak, headerLineMax)
  const whole = isAll ? lines : lines.slice(0, -1) // the last may go on in the next chunk
  const position = whole.findIndex((line) => /receipt\s*no/i.test(line))
  const header = lines[position]
  if (header === undefined) return undefined
  return { preamble: lines.slice(0, position), header, text: text.slice(text.indexOf(header)) }
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** Decodes the next bytes; without any, what is left of the last. */
type Decode = (bytes?: Uint8Array) => string

// From the first bytes that are no UTF-8 the file is what Excel on Windows saves as "CSV".
function decoderOf(encoding: string): Decode {
  let decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
  return (bytes) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      decoder = new TextDecoder('windows-1252')
      return decoder.decode(bytes, { stream: bytes !== undefined })
    }
  }
}

function delimiterOf(header: string): string {
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }))
  return counts.sort((left, right) => right.count - left.count)[0]?.mark ?? ','
}

// The preamble goes apart: it is small, and its lines would have the parser expect two cells of all.
async function* parseLines(
  head: Head,
  chunks: AsyncIterator<Uint8Array>,
  delimiter: string,
): AsyncGenerator<StatementLine, void> {
  const options: Options<string[]> = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: recordLengthMax,
  }
  const above = head.preamble.length
  for (const [index, line] of head.preamble.entries()) {
    const [cells] = parseLine(line, options)
    if (cells !== undefined) yield { line: index + 1, cells }
  }
  const numbered: Options<StatementLine, string[]> = {
    ...options,
    on_record: (cells, { lines }) => ({ line: above + lines, cells }),
  }
  const source = Readable.from(decoded(head, chunks))
  // The library's types know of changed records only where there are columns.
  const parser = parse(numbered as unknown as Options)
  // Failures of either side reach the loop through the parser; there is nothing to add here.
  pipeline(source, parser, () => undefined)
  try {
    yield* parser
  } catch (thrown) {
    throw thrown instanceof CsvError ? damaged(thrown, above) : thrown
  } finally {
    source.destroy()
  }
}

async function* decoded(
  { decode, text }: Head,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<string, void> {
  try {
    yield text
    for (;;) {
      const { value, done } = await chunks.next()
      if (done === true) break
      yield decode(value)
    }
    yield decode()
  } finally {
    await chunks.return?.()
  }
}

function parseLine(line: string, options: Options<string[]>): readonly string[][] {
  try {
    return parseSync(line, options)
  } catch {
    return [[line]] // above the header anything may stand
  }
}

function damaged(error: CsvError, above: number): StatementError {
  const line = typeof error.lines === 'number' ? error.lines + above : undefined
  const where = line === undefined ? 'The file' : `The file, at line ${line},`
  const why =
    error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      ? 'has a quotation mark that is never closed'
      : 'is not CSV'
  return new StatementError('damaged', `${where} ${why}; export the statement again.`, line)
}

function noHeader(): StatementError {
  return new StatementError(
    'not_a_statement',
    'No line with “Receipt No.” is at the top of the file; give the statement as the organisation portal exports it.',
  )
}

const lineBreak = /\r\n|\n|\r/
const headerLineMax = 200
const headLengthMax = 256 * 1024
const recordLengthMax = 64 * 1024
