import { kesFromCents } from '../books/money.ts'
import type { Party, TransactionKind, TransactionRecord } from '../state/records.ts'

/** A transaction as the control API shows it; amounts are in shillings. */
export type Transaction = {
  id: string
  kind: TransactionKind
  receipt: string | null
  initiatedAt: string
  /** When it was completed. */
  at: string
  status: TransactionRecord['status'] | 'Reversed'
  reasonType: string
  details: string
  /** What the payer typed as account. */
  account: string
  debit: Party
  credit: Party
  amount: number
  /** What the debit and the credit party paid M-PESA for it. */
  charge: number
  creditCharge: number
  linkedReceipt: string | null
  checkoutRequestId: string | null
  conversationId: string | null
  originatorConversationId: string | null
  entries: { account: string; cents: number }[]
}

export function showTransaction(row: TransactionRecord): Transaction {
  const { initiatedAtMs, atMs, amountCents, chargeCents, creditChargeCents, ...rest } = row
  return {
    ...rest,
    initiatedAt: new Date(initiatedAtMs).toISOString(),
    at: new Date(atMs).toISOString(),
    amount: kesFromCents(amountCents),
    charge: kesFromCents(chargeCents),
    creditCharge: kesFromCents(creditChargeCents),
    entries: row.entries.map(({ account, cents }) => ({ account, cents: Number(cents) })),
  }
}
