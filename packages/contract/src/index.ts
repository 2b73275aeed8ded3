import { checkStatus, stkPush } from './deposits.ts'
import { healthz, readyz } from './health.ts'
import { currentSession, publicSettings, requestCode, signOut, verifyCode } from './sign-in.ts'
import { createUser, listTransactions, readWallet } from './wallets.ts'

/** Every JSON route of the API. The server's table must implement all of them. */
export const routes = {
  stkPush,
  checkStatus,
  createUser,
  readWallet,
  listTransactions,
  requestCode,
  verifyCode,
  signOut,
  currentSession,
  publicSettings,
  healthz,
  readyz,
}
export type Routes = typeof routes

export { CallbackAck, checkStatus, stkPush } from './deposits.ts'
export { RealtimeEvent } from './events.ts'
export { healthz, readyz } from './health.ts'
export { FieldError, Problem, type ProblemCode, problems } from './problem.ts'
export {
  type Access,
  defineRoute,
  type HttpMethod,
  type RouteDefinition,
  type Scope,
  scopes,
} from './route.ts'
export {
  currentSession,
  publicSettings,
  requestCode,
  SignedInUser,
  signOut,
  verifyCode,
} from './sign-in.ts'
export {
  Kes,
  PhoneNumber,
  Reason,
  Timestamp,
  TransactionRecord,
  TransactionStatus,
  TransactionType,
  UserId,
  WholeShillings,
} from './values.ts'
export { createUser, listTransactions, readWallet } from './wallets.ts'
