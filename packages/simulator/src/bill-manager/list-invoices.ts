import { kesFromCents } from '../books/money.ts'
import type { InvoiceRecord } from '../c2b/records.ts'
import type { Network } from '../network.ts'

/** An invoice for people; amounts in shillings. */
export type Invoice = {
  shortcode: string
  externalReference: string
  fullName: string
  msisdn: string
  period: string
  name: string
  /** `yyyyMMdd` */
  dueDay: string
  account: string
  amount: number
  paid: number
}

/** A page of Bill Manager's invoices, newest first. */
export function listInvoices(
  network: Network,
  query: { shortcode?: string; cursor?: string; limit?: number },
): { items: Invoice[]; nextCursor: string | null } {
  const { shortcode, cursor, limit = 50 } = query
  const rows = [...network.state.tables.invoice]
    .filter(([, row]) => shortcode === undefined || row.shortcode === shortcode)
    .reverse()
  const start = cursor === undefined ? 0 : rows.findIndex(([key]) => key === cursor) + 1
  const page = rows.slice(start, start + limit)
  const isLast = start + limit >= rows.length
  return {
    items: page.map(([, row]) => shown(row)),
    nextCursor: isLast ? null : (page.at(-1)?.[0] ?? null),
  }
}

function shown({
  amountCents,
  paidCents,
  sentAtMs,
  remindAtMs,
  ...invoice
}: InvoiceRecord): Invoice {
  return {
    ...invoice,
    amount: kesFromCents(BigInt(amountCents)),
    paid: kesFromCents(BigInt(paidCents)),
  }
}
