export type { AccountBalanceInput, AccountBalanceOutcome } from './apis/account-balance.ts'
export type { AsyncInput } from './apis/async-fields.ts'
export type { B2bInput, B2bOtherCommand, B2bOutcome } from './apis/b2b.ts'
export { type B2cCommand, type B2cInput, type B2cOutcome, b2cMin } from './apis/b2c.ts'
export type { B2cHakikishaInput, B2cHakikishaOutcome, MaskedName } from './apis/b2c-hakikisha.ts'
export type { B2pochiInput, B2pochiOutcome } from './apis/b2pochi.ts'
export type {
  BillCancelInput,
  BillCancelManyInput,
  BillInvoiceInput,
  BillInvoicesInput,
  BillReconcileInput,
} from './apis/bill-invoices.ts'
export type {
  BillDone,
  BillOptInInput,
  BillOptInOutcome,
  BillOutcome,
} from './apis/bill-manager.ts'
export type {
  BongaCalculateInput,
  BongaCalculateOutcome,
  BongaRedeemed,
  BongaRedeemInput,
  BongaRedeemOutcome,
  BongaWorth,
} from './apis/bonga.ts'
export {
  type C2bRegistered,
  type C2bRegisterInput,
  type C2bRegisterOutcome,
  forbiddenUrlWords,
} from './apis/c2b-register.ts'
export type { C2bSimulateInput, C2bSimulateOutcome } from './apis/c2b-simulate.ts'
export type { DynamicQr, DynamicQrInput, DynamicQrOutcome } from './apis/dynamic-qr.ts'
export type {
  ExpressAccepted,
  ExpressCheckoutInput,
  ExpressCheckoutOutcome,
} from './apis/express-checkout.ts'
export type { DarajaMethods } from './apis/methods.ts'
export type { OrgInfo, OrgInfoInput, OrgInfoOutcome } from './apis/org-info.ts'
export type { AsyncAccepted, LookUp, Submission } from './apis/outcomes.ts'
export type {
  IdentifiedParty,
  Initiator,
  Organisation,
  ResultUrls,
  Shillings,
} from './apis/parties.ts'
export type { PullPage, PullQueryInput, PullQueryOutcome } from './apis/pull-query.ts'
export type {
  PullRegistered,
  PullRegisterInput,
  PullRegisterOutcome,
} from './apis/pull-register.ts'
export {
  frequencies as ratibaFrequencies,
  type RatibaAccepted,
  type RatibaFrequency,
  type RatibaInput,
  type RatibaOutcome,
} from './apis/ratiba.ts'
export type { ReversalInput, ReversalOutcome } from './apis/reversal.ts'
export type {
  ImsiFacts,
  ImsiOutcome,
  SimFacts,
  SimFactsOutcome,
  SimInput,
  SimSwap,
  SimSwapOutcome,
} from './apis/sim-look-ups.ts'
export type { StkBusiness } from './apis/stk-parties.ts'
export { stkPassword, stkTimestamp } from './apis/stk-password.ts'
export type { StkPushInput, StkPushOutcome, StkTransactionType } from './apis/stk-push.ts'
export type { StkQueryInput, StkQueryOutcome } from './apis/stk-query.ts'
export {
  kraShortcode,
  type TaxRemittanceInput,
  type TaxRemittanceOutcome,
} from './apis/tax-remittance.ts'
export type { TransactionStatusInput, TransactionStatusOutcome } from './apis/transaction-status.ts'
export type { ValidateIdentityInput, ValidateIdentityOutcome } from './apis/validate-identity.ts'
export { paymentMax } from './apis/wire-fields.ts'
export { wireRequests } from './apis/wire-requests.ts'
export { matchesC2bMsisdn, msisdnHash } from './c2b-msisdn.ts'
export {
  safaricomCallbackAddresses,
  unpublishedCallbackAddresses,
} from './callbacks/callback-addresses.ts'
export type {
  AnswerMessage,
  BillPaymentMessage,
  C2bMessage,
  DarajaMessage,
  ErrorMessage,
  ExpressMessage,
  HakikishaMessage,
  QueueTimeoutMessage,
  RatibaMessage,
  StkMessage,
} from './callbacks/daraja-message.ts'
export {
  type AccountBalance,
  type AmountStruct,
  type Charge,
  parseAccountBalance,
  parseAmountStruct,
  parseCharges,
} from './callbacks/money-text.ts'
export { type DarajaHint, type ParsedDaraja, parseDaraja } from './callbacks/parse-daraja.ts'
export { type ParsedPullAnswer, type PullRow, parsePullAnswer } from './callbacks/pull-answer.ts'
export type {
  B2bParameters,
  B2cParameters,
  BalanceParameters,
  Party,
  ResultItem,
  ResultMessage,
  ResultOf,
  ReversalParameters,
  StatusParameters,
} from './callbacks/result-message.ts'
export {
  type ParsedStkCallback,
  parseStkCallback,
  type StkCallback,
} from './callbacks/stk-callback.ts'
export { parseDarajaDate } from './callbacks/wire-values.ts'
export { type Clock, systemClock } from './clock.ts'
export { type CustomerWords, customerWords } from './codes/customer-words.ts'
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
  meaningsOfResult,
  type ResultApi,
  type ResultExplanation,
  resultCodes,
} from './codes/result-codes.ts'
export type { Retry, WhoActs } from './codes/result-reactions.ts'
export type { CertificateSource } from './credential/public-key.ts'
export { safaricomCertificates } from './credential/safaricom-certificates.ts'
export {
  checkInitiatorPassword,
  createSecurityCredential,
} from './credential/security-credential.ts'
export {
  createDaraja,
  type Daraja,
  type DarajaOptions,
  darajaHosts,
  type TokenOutcome,
} from './daraja.ts'
export { formatEatTimestamp, parseEatTimestamp } from './eat-time.ts'
export {
  DarajaError,
  type DarajaErrorFacts,
  DarajaInputError,
  type ErrorOutcome,
  isDarajaError,
  isDarajaInputError,
} from './errors.ts'
export { type ApiEndpoint, type Endpoint, endpointPaths } from './http/endpoints.ts'
export type { DarajaFetch } from './http/http.ts'
export { nodeTransport } from './http/node-transport.ts'
export {
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
export {
  type CheckoutRequestHint,
  checkoutRequestHint,
  conversationDate,
  matchesCoercedReference,
} from './receipts/identifier-hints.ts'
export { isGenericReceipt, looksLikeReceipt, receiptDate } from './receipts/receipt.ts'
export { sandbox } from './sandbox.ts'
