import { StatementError } from './statement-error.ts'
import type { StatementLine } from './statement-line.ts'

/** The columns of the portal's export (reference §34), by the names used here. */
export const portalColumns = {
  receipt: 'Receipt No.',
  completedAt: 'Completion Time',
  initiatedAt: 'Initiation Time',
  details: 'Details',
  status: 'Transaction Status',
  paidIn: 'Paid In',
  withdrawn: 'Withdrawn',
  balance: 'Balance',
  balanceConfirmed: 'Balance Confirmed',
  reasonType: 'Reason Type',
  otherParty: 'Other Party Info',
  linkedReceipt: 'Linked Transaction ID',
  accountNumber: 'A/C No.',
} as const

export type ColumnName = keyof typeof portalColumns

export type StatementHeader = {
  line: number
  /** As the file names them. */
  columns: readonly string[]
  /** Where each known column stands. */
  positions: ReadonlyMap<ColumnName, number>
  /** Known columns that the file does not have. */
  missing: readonly string[]
  /** Columns that nobody knows; their cells are kept. */
  unknown: readonly string[]
}

/** True for a line with a cell `Receipt No.`, in any casing, with or without the dot. */
export function isHeader({ cells }: StatementLine): boolean {
  return cells.some((cell) => fold(cell) === 'receiptno')
}

/** True for a header among the rows: files that were put together have several. */
export function isHeaderAgain(header: StatementHeader, { cells }: StatementLine): boolean {
  return fold(cells[header.positions.get('receipt') ?? 0] ?? '') === 'receiptno'
}

/** Throws `missing_column` where a column is missing without which no row can be understood. */
export function readHeader({ line, cells }: StatementLine): StatementHeader {
  const positions = new Map<ColumnName, number>()
  const unknown: string[] = []
  for (const [position, cell] of cells.entries()) {
    const name = nameByFolded.get(fold(cell))
    if (name !== undefined && !positions.has(name)) positions.set(name, position)
    else if (cell.trim() !== '') unknown.push(cell.trim())
  }
  const absent = columnNames.filter((name) => !positions.has(name))
  const needed = absent.filter((name) => requiredColumns.has(name)).map(quoted)
  if (needed.length > 0) {
    const which = `${needed.length === 1 ? 'the column' : 'the columns'} ${needed.join(', ')}`
    const message = `The header in line ${line} lacks ${which}; export the statement again with all columns.`
    throw new StatementError('missing_column', message, line)
  }
  const columns = cells.map((cell) => cell.trim())
  return { line, columns, positions, missing: absent.map((name) => portalColumns[name]), unknown }
}

function quoted(name: ColumnName): string {
  return `“${portalColumns[name]}”`
}

function fold(text: string): string {
  return text.length > 60 ? '' : text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

const columnNames = Object.keys(portalColumns) as ColumnName[] // Object.keys forgets the names
const nameByFolded = new Map(columnNames.map((name) => [fold(portalColumns[name]), name]))
const requiredColumns: ReadonlySet<ColumnName> = new Set([
  'receipt',
  'completedAt',
  'status',
  'paidIn',
  'withdrawn',
])
