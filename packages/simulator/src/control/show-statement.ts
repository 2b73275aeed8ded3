import { kesFromCents } from '../books/money.ts'
import type { StatementRow } from '../books/statement.ts'

/** A row of a statement in JSON, amounts in shillings. */
export function showStatementRow(row: StatementRow) {
  const { completedAtMs, initiatedAtMs, paidInCents, withdrawnCents, balanceCents, ...rest } = row
  return {
    ...rest,
    completedAt: new Date(completedAtMs).toISOString(),
    initiatedAt: new Date(initiatedAtMs).toISOString(),
    paidIn: paidInCents === null ? null : kesFromCents(paidInCents),
    withdrawn: withdrawnCents === null ? null : kesFromCents(withdrawnCents),
    balance: kesFromCents(balanceCents),
  }
}
