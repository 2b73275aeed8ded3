import { readStatement, type StatementOptions } from '../src/statement/read-statement.ts'
import { StatementError } from '../src/statement/statement-error.ts'
import type { StatementRow } from '../src/statement/statement-row.ts'
import vectors from './callback-vectors.json' with { type: 'json' }

export const { header, sampleCsv } = vectors.statementExport
export const line =
  'UA24ST0RE9,02-01-2026 11:15:00,02-01-2026 11:14:58,Pay Bill,Completed,"1,200.00",,41880.50,true,Pay Bill Online,2547****149 - AMINA TEST,,UNIT-7'

export async function read(text: string | Uint8Array, options?: StatementOptions) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const { rows, ...top } = await readStatement(bytes, options)
  return { ...top, rows: await all(rows) }
}

export async function all(rows: AsyncIterable<StatementRow>): Promise<StatementRow[]> {
  const list: StatementRow[] = []
  for await (const row of rows) list.push(row)
  return list
}

export async function taken(statement: ReturnType<typeof readStatement>): Promise<StatementRow[]> {
  return all((await statement).rows)
}

export async function only(text: string, options?: StatementOptions): Promise<StatementRow> {
  const { rows } = await read(text, options)
  const [row] = rows
  if (row === undefined || rows.length !== 1) throw new Error(`${rows.length} rows`)
  return row
}

/** A statement of one row, with one cell of it changed. */
export function withCell(position: number, cell: string): string {
  const cells = `UA24ST0RE9,02-01-2026 11:15:00,,Pay Bill,Completed,5.00,,1.00,true,,,,`.split(',')
  return `${header}\n${cells.with(position, cell).join(',')}\n`
}

export async function refusal(input: string | Uint8Array): Promise<StatementError> {
  const thrown: unknown = await read(input).then(
    () => undefined,
    (error) => error,
  )
  if (!(thrown instanceof StatementError)) throw new Error(`Not refused: ${thrown}`)
  return thrown
}

export async function* chunked(text: string, length: number) {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
