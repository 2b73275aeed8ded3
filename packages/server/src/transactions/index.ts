export { type CallbackIntake, createCallbackIntake } from './callback-intake.ts'
export { confirmationToken } from './confirmation-token.ts'
export { type DepositState, depositStates } from './deposit-states.ts'
export type { Binding, Evidence, EvidenceKind, Fact } from './evidence.ts'
export { findDeposit } from './find-deposit.ts'
export { hastenQuery } from './hasten-query.ts'
export { evidenceOfPullRow } from './pull-row.ts'
export { queryDeposit } from './query-deposit.ts'
export {
  listTransactions,
  pendingDepositsCents,
  readTransaction,
  type StoredTransaction,
} from './read-transactions.ts'
export { receiveCallback } from './receive-callback.ts'
export { evidenceOfConfirmation, receiveConfirmation } from './receive-confirmation.ts'
export { type Settlement, settle, type Verdict } from './settle.ts'
export { settleOrStore } from './settle-or-store.ts'
export { type DepositRequest, type StartedDeposit, startDeposit } from './start-deposit.ts'
export { settleStored } from './stored-evidence.ts'
export { tellChanges, tellSettlements } from './tell-changes.ts'
export { timestamp } from './timestamp.ts'
