import type { InvoiceRecord } from '../c2b/records.ts'

/** The key of an invoice among all billers' invoices. */
export function invoiceKey({
  shortcode,
  externalReference,
}: Pick<InvoiceRecord, 'shortcode' | 'externalReference'>): string {
  return `${shortcode} ${externalReference}`
}
