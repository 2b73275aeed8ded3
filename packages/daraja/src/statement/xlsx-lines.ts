import { readSheet } from 'read-excel-file/universal'
import type { StatementLine, StatementLines } from './statement-line.ts'
import { damagedWorkbook, guardWorkbook } from './workbook-guard.ts'

/**
 * Reads the first sheet of a workbook, whole, up to `rowsMax` rows. Numbers, dates and truth values
 * become text as the CSV export would have it.
 */
export async function xlsxLines(file: Buffer, rowsMax: number): Promise<StatementLines> {
  guardWorkbook(file, rowsMax)
  const rows = await readRows(file)
  return { format: 'xlsx', decimalComma: false, lines: linesOf(rows) }
}

async function readRows(file: Buffer): Promise<readonly (readonly unknown[])[]> {
  const { buffer, byteOffset, byteLength } = file
  const whole = buffer.slice(byteOffset, byteOffset + byteLength)
  try {
    return await readSheet(whole as ArrayBuffer, 1, { trim: false, parseNumber: plainNumber })
  } catch {
    throw damagedWorkbook()
  }
}

async function* linesOf(
  rows: readonly (readonly unknown[])[],
): AsyncGenerator<StatementLine, void> {
  for (const [index, cells] of rows.entries()) yield { line: index + 1, cells: cells.map(textOf) }
}

function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell
  if (cell instanceof Date) return timeText(cell)
  return typeof cell === 'boolean' ? String(cell) : ''
}

// Excel has no zones: what it shows are the UTC parts. Its days are fractions, a hair off the second.
function timeText(date: Date): string {
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000)
  if (Number.isNaN(rounded.getTime())) return ''
  return rounded.toISOString().slice(0, 19).replace('T', ' ')
}

// `41880.500000000004` and `4.18805E+4` are how Excel keeps 41880.5; long account numbers stay as
// they are.
function plainNumber(text: string): string {
  if (!/[eE]|\.\d{3}/.test(text)) return text
  const value = Number(text)
  return Number.isFinite(value) ? String(Number(value.toFixed(6))) : text
}
