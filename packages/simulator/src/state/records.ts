import type {
  AccountLookupRecord,
  BillerRecord,
  InvoiceRecord,
  PendingPaymentRecord,
  PromptRecord,
  StandingOrderRecord,
} from '../c2b/records.ts'
import type { ChaosSettings } from '../chaos/chaos.ts'
import type { FaultSettings } from '../faults/faults.ts'
import type { AutoAnswer, Behaviour } from '../options.ts'
import type { OrganisationRecord } from './organisation-records.ts'
import type {
  MessageRecord,
  OperationRecord,
  PushRecord,
  ScheduledRecord,
} from './request-records.ts'
import type { SubscriberRecord } from './subscriber-records.ts'
import type { Entry, TransactionRecord } from './transaction-records.ts'

export type {
  ApiRole,
  C2bRegistration,
  InitiatorRecord,
  OrganisationAccount,
  OrganisationRecord,
  PayBillTariff,
} from './organisation-records.ts'
export { apiRoles, organisationAccounts, payBillTariffs } from './organisation-records.ts'
export type {
  BoundFault,
  MessageRecord,
  OperationApi,
  OperationRecord,
  PushRecord,
  PushResult,
  ResultCode,
  ScheduledKind,
  ScheduledRecord,
} from './request-records.ts'
export type { DaySum, SubscriberRecord, SubscriberState } from './subscriber-records.ts'
export { subscriberStates } from './subscriber-records.ts'
export type { Entry, Party, TransactionKind, TransactionRecord } from './transaction-records.ts'
export { transactionKinds } from './transaction-records.ts'

export type TokenRecord = { token: string; consumerKey: string; expiresAtMs: number }

/** The key pair of security credentials: who asks encrypts with the certificate, M-PESA decrypts with the key. */
export type CertificateRecord = { certificatePem: string; privateKeyPem: string }

/** Counters and the state of chance: what the next id and the next draw depend on. */
export type MetaRecord = {
  /** Glued to the end of MerchantRequestID and requestId. */
  requestCounter: number
  receiptCounter: number
  receiptOffset: number
  idCounter: number
  /** The last groups of a node's UUID; fixed for the life of the state. */
  nodeTail: string
  randomState: number
  /** Of the stream that chaos draws from; absent in files of older simulators. */
  chaosState?: number
  clockOffsetMs: number
}

/** What a person set while it ran. */
export type SettingsRecord = { autoAnswer: AutoAnswer; autoAnswerAfterMs: number }

/** What the state knows of its archive, which knows the same of it. */
export type ArchivedRecord = {
  /** The state's own mark, so that no other state's archive is taken for its own. */
  id: string
  /** Batches that were moved, and transactions in them. */
  batch: number
  transactions: number
  /** The mark before everything was replaced, until the archive was emptied. */
  replaces: string | null
}

/** Every table of the state with the type of its rows; the key of a row is a string. */
export type Rows = {
  meta: MetaRecord
  settings: SettingsRecord
  faults: FaultSettings
  chaos: ChaosSettings
  /** The switches that a person changed while it ran. */
  behaviour: Partial<Behaviour>
  token: TokenRecord
  certificate: CertificateRecord
  organisation: OrganisationRecord
  subscriber: SubscriberRecord
  push: PushRecord
  operation: OperationRecord
  /** Payments of customers that a business is being asked about, by receipt. */
  pendingPayment: PendingPaymentRecord
  /** Prompts that are no STK pushes, until they are answered. */
  prompt: PromptRecord
  standingOrder: StandingOrderRecord
  biller: BillerRecord
  /** By shortcode and external reference. */
  invoice: InvoiceRecord
  accountLookup: AccountLookupRecord
  scheduled: ScheduledRecord
  message: MessageRecord
  transaction: TransactionRecord
  /** Entries of transactions in the archive, summed per account. */
  forward: Entry
  /** The same of transactions from before there was an archive, of which nothing else is left. */
  brought: Entry
  archived: ArchivedRecord
}

export type TableName = keyof Rows

/** Every table, in the order in which a snapshot writes them. A new one is added here and to {@link Rows}. */
export const tableNames = Object.keys({
  meta: true,
  settings: true,
  faults: true,
  chaos: true,
  behaviour: true,
  token: true,
  certificate: true,
  organisation: true,
  subscriber: true,
  push: true,
  operation: true,
  pendingPayment: true,
  prompt: true,
  standingOrder: true,
  biller: true,
  invoice: true,
  accountLookup: true,
  scheduled: true,
  message: true,
  transaction: true,
  forward: true,
  brought: true,
  archived: true,
} satisfies Record<TableName, true>) as readonly TableName[] // keys of the record above

/** A row that was written (or, with null, removed). */
export type Change = {
  [Table in TableName]: readonly [table: Table, key: string, row: Rows[Table] | null]
}[TableName]

/** The key of tables that have one row only. */
export const onlyKey = 'only'
