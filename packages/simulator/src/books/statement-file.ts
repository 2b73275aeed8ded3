import { stringify } from 'csv-stringify/sync'
import { ControlError } from '../control/control-error.ts'
import type { Network } from '../network.ts'
import { firstTransactionMs } from '../state/find-transactions.ts'
import type { OrganisationRecord } from '../state/records.ts'
import { eatParts } from '../time/east-africa-time.ts'
import { safeText } from './export.ts'
import { amountText, decimalText, kesFromCents } from './money.ts'
import { type StatementQuery, type StatementRow, statementRows } from './statement.ts'

/** The header of the portal's export (reference §34). */
export const statementHeader = [
  'Receipt No.',
  'Completion Time',
  'Initiation Time',
  'Details',
  'Transaction Status',
  'Paid In',
  'Withdrawn',
  'Balance',
  'Balance Confirmed',
  'Reason Type',
  'Other Party Info',
  'Linked Transaction ID',
  'A/C No.',
] as const

/** A workbook is made in memory; who has more rows takes CSV. */
const workbookRowsMax = 100_000
const rowsAtOnce = 500

/** The statement as the portal's CSV file, in pieces, newest row first. */
export function* statementCsv(
  network: Network,
  organisation: OrganisationRecord,
  query: StatementQuery,
): Generator<string> {
  yield stringify([...preambleOf(network, organisation, query), [], [...statementHeader]])
  let rows: string[][] = []
  for (const row of statementRows(network, organisation, query)) {
    rows.push(cellsOf(row))
    if (rows.length < rowsAtOnce) continue
    yield stringify(rows)
    rows = []
  }
  if (rows.length > 0) yield stringify(rows)
}

/**
 * The same as a workbook.
 * @throws ControlError when there are more rows than a workbook should have.
 */
export async function statementXlsx(
  network: Network,
  organisation: OrganisationRecord,
  query: StatementQuery,
): Promise<Buffer> {
  const rows: (string | null | { value: number; format: string })[][] = []
  for (const row of statementRows(network, organisation, query)) {
    if (rows.length >= workbookRowsMax) {
      throw new ControlError(
        400,
        `The statement has more than ${workbookRowsMax} rows: take a shorter time, or CSV`,
      )
    }
    rows.push(workbookCellsOf(row))
  }
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const data = [
    ...preambleOf(network, organisation, query),
    [],
    statementHeader.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...rows,
  ]
  return writeExcelFile(data, {
    sheet: 'Statement',
    columns: [14, 19, 19, 50, 12, 13, 13, 14, 10, 26, 32, 14, 16].map((width) => ({ width })),
  }).toBuffer()
}

function preambleOf(
  network: Network,
  organisation: OrganisationRecord,
  {
    fromMs = firstTransactionMs(network.state),
    toMs = network.clock.now().getTime(),
  }: StatementQuery,
): string[][] {
  return [
    ['Organization Name:', safeText(organisation.name)],
    ['Short Code:', organisation.shortcode],
    ['Time Period:', `From ${portalTime(fromMs)} To ${portalTime(toMs)}`],
  ]
}

function cellsOf(row: StatementRow): string[] {
  return [
    row.receipt,
    portalTime(row.completedAtMs),
    portalTime(row.initiatedAtMs),
    safeText(row.details),
    row.status,
    row.paidInCents === null ? '' : amountText(row.paidInCents),
    row.withdrawnCents === null ? '' : amountText(row.withdrawnCents),
    decimalText(row.balanceCents),
    'true',
    row.reasonType,
    safeText(row.otherParty),
    row.linkedReceipt,
    safeText(row.account),
  ]
}

/** The same, with amounts as numbers. */
function workbookCellsOf(row: StatementRow) {
  const { paidInCents, withdrawnCents, balanceCents } = row
  const amounts = [paidInCents, withdrawnCents, balanceCents]
  return cellsOf(row).map((cell, index) => {
    const cents = amounts[index - statementHeader.indexOf('Paid In')]
    if (cents != null) return { value: kesFromCents(cents), format: '#,##0.00' }
    return cell === '' ? null : cell
  })
}

/** `dd-MM-yyyy HH:mm:ss` of Nairobi. */
function portalTime(ms: number): string {
  const { year, month, day, hour, minute, second } = eatParts(new Date(ms))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(day)}-${two(month)}-${year} ${two(hour)}:${two(minute)}:${two(second)}`
}
