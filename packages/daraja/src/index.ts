export { stkPassword, stkTimestamp } from './apis/stk-password.ts'
export type { StkPushInput, StkPushOutcome, StkTransactionType } from './apis/stk-push.ts'
export type { StkQueryInput, StkQueryOutcome } from './apis/stk-query.ts'
export {
  safaricomCallbackAddresses,
  unpublishedCallbackAddresses,
} from './callbacks/callback-addresses.ts'
export {
  type ParsedStkCallback,
  parseStkCallback,
  type StkCallback,
} from './callbacks/stk-callback.ts'
export { type Clock, systemClock } from './clock.ts'
export type { DarajaErrorCode } from './codes/error-codes.ts'
export {
  explainGatewayError,
  type GatewayExplanation,
  type GatewayRefusal,
  gatewayErrors,
} from './codes/gateway-errors.ts'
export {
  explainResult,
  isFinalStkResult,
  type ResultApi,
  type ResultExplanation,
  resultCodes,
} from './codes/result-codes.ts'
export type { Retry, WhoActs } from './codes/result-reactions.ts'
export { createDaraja, type Daraja, type DarajaOptions, darajaHosts } from './daraja.ts'
export { formatEatTimestamp, parseEatTimestamp } from './eat-time.ts'
export {
  DarajaError,
  type DarajaErrorFacts,
  DarajaInputError,
  type ErrorOutcome,
  isDarajaError,
  isDarajaInputError,
} from './errors.ts'
export type { DarajaFetch } from './http/http.ts'
export {
  type Endpoint,
  type EndpointLimit,
  type EndpointLimits,
  endpointLimits,
  limitsForHost,
} from './http/rate-limiter.ts'
export type { FailureCause } from './http/redact.ts'
export { type AccessToken, createMemoryTokenStore, type TokenStore } from './http/token-store.ts'
export {
  isMsisdn,
  type Msisdn,
  maskMsisdn,
  matchesMaskedMsisdn,
  type ParsedMsisdn,
  parseMsisdn,
  safaricomRanges,
} from './msisdn.ts'
