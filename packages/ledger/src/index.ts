/** Double entry in PostgreSQL behind a thin typed door: the books are in `sql/`, and write themselves. */

export {
  type AccountKind,
  accountKinds,
  bankAccount,
  type ClearingAccount,
  clearingAccount,
  feeIncomeAccount,
  type MpesaAccount,
  mpesaAccount,
  mpesaChargesAccount,
  openingEquityAccount,
  suspenseAccount,
  walletAccount,
} from './account-codes.ts'
export { type Audit, audit, auditWithin, type Break } from './audit.ts'
export type { LedgerDb, LedgerTx } from './connection.ts'
export { LedgerError, type LedgerErrorCode, ledgerErrorFrom } from './errors.ts'
export { commitHold, type HoldId, placeHold, voidHold } from './holds.ts'
export {
  type Cents,
  centsFrom,
  centsToKes,
  formatKes,
  kesToCents,
  wholeShillings,
} from './money.ts'
export {
  type AccountId,
  closeDay,
  type Line,
  openAccount,
  type PostingId,
  type PostingKind,
  postingKinds,
  postLines,
} from './postings.ts'
export { sealRecordedAccounts } from './sealing.ts'

/** The migrations that make the books, to be run in name order. */
export const ledgerMigrationsDirectory = new URL('../sql/', import.meta.url)
