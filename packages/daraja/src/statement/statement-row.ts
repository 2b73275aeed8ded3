import type { Party } from '../callbacks/result-message.ts'
import { parseParty } from '../callbacks/wire-values.ts'
import { type ColumnName, portalColumns, type StatementHeader } from './statement-columns.ts'
import type { StatementLine } from './statement-line.ts'
import { type DateOrder, parseCents, parseStatementTime, parseTruth } from './statement-values.ts'

/** Everything below the header, told apart by `kind`; `cells` is the line as it came. */
export type StatementRow = StatementLine & (TransactionRow | TotalsRow | UnreadableRow)

/** One movement. A receipt may have several: the payment, its charge, its reversal. */
export type TransactionRow = {
  kind: 'transaction'
  receipt: string
  completedAt: Date
  initiatedAt?: Date
  /** As told: Completed, Failed … */
  status: string
  /** What came in. */
  paidInCents?: bigint
  /** What went out, as a positive number, though the portal writes it with a minus. */
  withdrawnCents?: bigint
  /** In less out. */
  amountCents: bigint
  balanceCents?: bigint
  balanceConfirmed?: boolean
  details?: string
  reasonType?: string
  /** A phone, whole or masked, and a name; of a bank its name. */
  otherParty?: Party
  linkedReceipt?: string
  /** What the payer typed. */
  accountNumber?: string
}

/** The line that may close the file. */
export type TotalsRow = {
  kind: 'totals'
  paidInCents?: bigint
  withdrawnCents?: bigint
  balanceCents?: bigint
}

/** A line that is no movement as far as can be told; `reason` names the line and the cell. */
export type UnreadableRow = { kind: 'unreadable'; reason: string }

export type RowReading = { decimalComma: boolean; dateOrder: DateOrder | undefined }

/** Reads one line below the header. Never throws: what it cannot read is for a person to see. */
export function readRow(
  header: StatementHeader,
  line: StatementLine,
  reading: RowReading,
): StatementRow {
  const row = { line: line.line, cells: line.cells }
  const cells = cellReader(header, line, reading)
  if (isTotals(line)) return { ...row, kind: 'totals', ...readTotals(cells) }
  const facts = readTransaction(cells)
  const [problem] = cells.problems
  return problem === undefined && facts !== undefined
    ? { ...row, ...facts }
    : { ...row, kind: 'unreadable', reason: problem ?? `Line ${line.line} cannot be understood.` }
}

type CellReader = {
  text(name: ColumnName): string | undefined
  cents(name: ColumnName): bigint | undefined
  time(name: ColumnName, receipt: string): Date | undefined
  problem(name: ColumnName, words: string): undefined
  problems: string[]
}

function cellReader(
  header: StatementHeader,
  { line, cells }: StatementLine,
  { decimalComma, dateOrder }: RowReading,
): CellReader {
  const problems: string[] = []

  function text(name: ColumnName): string | undefined {
    const position = header.positions.get(name)
    const cell = position === undefined ? undefined : cells[position]?.trim()
    return cell === '' ? undefined : cell
  }

  function problem(name: ColumnName, words: string): undefined {
    const told = text(name)
    const what = told === undefined ? 'is blank' : `“${told.slice(0, 60)}”`
    problems.push(`Line ${line}: ${portalColumns[name]} ${what} ${words}`.trimEnd().concat('.'))
  }

  return {
    text,
    problem,
    problems,
    cents(name) {
      const told = text(name)
      if (told === undefined) return undefined
      return parseCents(told, decimalComma) ?? problem(name, 'is not an amount in shillings')
    },
    time(name, receipt) {
      const told = text(name)
      if (told === undefined) return undefined
      const order = { receipt, order: dateOrder }
      return parseStatementTime(told, order) ?? problem(name, 'is not a date with a time')
    },
  }
}

function readTransaction(cells: CellReader): TransactionRow | undefined {
  const { text, cents, time, problem } = cells
  const receipt = text('receipt')
  if (receipt === undefined || !receiptLike.test(receipt)) {
    return problem('receipt', receipt === undefined ? '' : 'is not a receipt')
  }
  const completedAt = time('completedAt', receipt)
  const initiatedAt = time('initiatedAt', receipt)
  if (completedAt === undefined) {
    return cells.problems.length > 0 ? undefined : problem('completedAt', '')
  }
  const status = text('status') ?? ''
  const paidInCents = cents('paidIn')
  const withdrawn = cents('withdrawn')
  const balanceCents = cents('balance')
  if (paidInCents === undefined && withdrawn === undefined && /^completed$/i.test(status)) {
    return problem('paidIn', 'as is Withdrawn, though the transaction is completed')
  }
  const withdrawnCents = withdrawn === undefined ? undefined : magnitude(withdrawn)
  return {
    kind: 'transaction',
    receipt,
    completedAt,
    ...(initiatedAt !== undefined && { initiatedAt }),
    status,
    ...(paidInCents !== undefined && { paidInCents }),
    ...(withdrawnCents !== undefined && { withdrawnCents }),
    amountCents: (paidInCents ?? 0n) - (withdrawnCents ?? 0n),
    ...(balanceCents !== undefined && { balanceCents }),
    ...readWords(cells),
  }
}

type Words = Pick<
  TransactionRow,
  'balanceConfirmed' | 'details' | 'reasonType' | 'otherParty' | 'linkedReceipt' | 'accountNumber'
>

function readWords({ text }: CellReader): Words {
  const details = text('details')
  const reasonType = text('reasonType')
  const linkedReceipt = text('linkedReceipt')
  const accountNumber = text('accountNumber')
  const balanceConfirmed = parseTruth(text('balanceConfirmed') ?? '')
  const otherParty = parseParty(text('otherParty') ?? '')
  return {
    ...(balanceConfirmed !== undefined && { balanceConfirmed }),
    ...(details !== undefined && { details }),
    ...(reasonType !== undefined && { reasonType }),
    ...(otherParty !== undefined && { otherParty }),
    ...(linkedReceipt !== undefined && { linkedReceipt }),
    ...(accountNumber !== undefined && { accountNumber }),
  }
}

function readTotals({ cents }: CellReader): Omit<TotalsRow, 'kind'> {
  const paidInCents = cents('paidIn')
  const withdrawn = cents('withdrawn')
  const balanceCents = cents('balance')
  return {
    ...(paidInCents !== undefined && { paidInCents }),
    ...(withdrawn !== undefined && { withdrawnCents: magnitude(withdrawn) }),
    ...(balanceCents !== undefined && { balanceCents }),
  }
}

function isTotals({ cells }: StatementLine): boolean {
  const first = cells.find((cell) => cell.trim() !== '') ?? ''
  return /^(?:grand\s+)?totals?\s*:?$/i.test(first.trim().slice(0, 30))
}

function magnitude(cents: bigint): bigint {
  return cents < 0n ? -cents : cents
}

const receiptLike = /^[A-Za-z0-9_-]{4,64}$/
