export { readStatement, type Statement, type StatementOptions } from './statement/read-statement.ts'
export type { StatementHeader } from './statement/statement-columns.ts'
export { StatementError, type StatementErrorCode } from './statement/statement-error.ts'
export type { StatementLine } from './statement/statement-line.ts'
export type { StatementPreamble } from './statement/statement-preamble.ts'
export type {
  StatementRow,
  TotalsRow,
  TransactionRow,
  UnreadableRow,
} from './statement/statement-row.ts'
export type { DateOrder } from './statement/statement-values.ts'
