import type { Routes } from '@hazina/contract'

/** What a route of the contract answers with a given status. */
type Answer<
  Name extends keyof Routes,
  Status extends keyof Routes[Name]['responses'],
> = Routes[Name]['responses'][Status] extends { _output: infer Output } ? Output : never

export type PublicSettings = Answer<'publicSettings', 200>
export type Session = Answer<'currentSession', 200>
export type CodeSent = Answer<'requestCode', 202>
export type SignedIn = Answer<'verifyCode', 200>
export type PushAnswer = Answer<'stkPush', 200>
export type PaymentStatus = Answer<'checkStatus', 200>
export type Wallet = Answer<'readWallet', 200>
export type TransactionPage = Answer<'listTransactions', 200>

export type {
  FieldError,
  Problem,
  ProblemCode,
  RealtimeEvent,
  Reason,
  TransactionRecord,
  TransactionStatus,
  TransactionType,
} from '@hazina/contract'
