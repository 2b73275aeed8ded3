export { safaricomCallbackAddresses, unpublishedCallbackAddresses } from './callback-addresses.ts'
export { type Clock, systemClock } from './clock.ts'
export { createDaraja, type Daraja, type DarajaOptions, darajaHosts } from './daraja.ts'
export { formatEatTimestamp, parseEatTimestamp } from './eat-time.ts'
export type { DarajaErrorCode } from './error-codes.ts'
export {
  DarajaError,
  type DarajaErrorFacts,
  DarajaInputError,
  type ErrorOutcome,
  isDarajaError,
  isDarajaInputError,
} from './errors.ts'
export {
  explainGatewayError,
  type GatewayExplanation,
  type GatewayRefusal,
  gatewayErrors,
} from './gateway-errors.ts'
export type { DarajaFetch } from './http.ts'
export {
  isMsisdn,
  type Msisdn,
  maskMsisdn,
  matchesMaskedMsisdn,
  type ParsedMsisdn,
  parseMsisdn,
  safaricomRanges,
} from './msisdn.ts'
export {
  type Endpoint,
  type EndpointLimit,
  type EndpointLimits,
  endpointLimits,
  limitsForHost,
} from './rate-limiter.ts'
export type { FailureCause } from './redact.ts'
export {
  explainResult,
  isFinalStkResult,
  type ResultApi,
  type ResultExplanation,
  resultCodes,
} from './result-codes.ts'
export type { Retry, WhoActs } from './result-reactions.ts'
export { type ParsedStkCallback, parseStkCallback, type StkCallback } from './stk-callback.ts'
export { stkPassword, stkTimestamp } from './stk-password.ts'
export type { StkPushInput, StkPushOutcome, StkTransactionType } from './stk-push.ts'
export type { StkQueryInput, StkQueryOutcome } from './stk-query.ts'
export { type AccessToken, createMemoryTokenStore, type TokenStore } from './token-store.ts'
