export { addressSubject } from './address-subject.ts'
export {
  type ApiKeyRecord,
  type ApiKeysContext,
  createApiKey,
  listApiKeys,
  revokeApiKey,
} from './api-keys.ts'
export type { SignInContext, SignInEvents, SignInRefusal } from './context.ts'
export { type ApiKey, findApiKey } from './find-api-key.ts'
export { sessionLifeMs } from './open-session.ts'
export { requestCode } from './request-code.ts'
export {
  createRequestLimiter,
  type LimiterAnswer,
  type RequestLimiter,
} from './request-limiter.ts'
export { endAllSessions, endSession, findSession, type Session } from './sessions.ts'
export { type Swept, sweepExpired } from './sweep.ts'
export { findUser, findUserByPhone, openUser, type User } from './users.ts'
export { type SignedIn, verifyCode } from './verify-code.ts'
