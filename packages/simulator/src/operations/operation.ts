import type { ResultItem } from '../callbacks/result-body.ts'
import type { FaultSubject } from '../faults/fault-rules.ts'
import type {
  ApiRole,
  Change,
  OperationApi,
  OperationRecord,
  ResultCode,
} from '../state/records.ts'
import { transferOf } from './transfers.ts'

/** What M-PESA made of an operation. */
export type Outcome = {
  result: ResultCode
  /** Of the money that moved; null when none did. */
  receipt: string | null
  /** Rows to write with the result. */
  changes: readonly Change[]
  /** The result's parameters, in the form that the switches want. */
  parameters: readonly ResultItem[]
  /** OriginatorConversationID of the result where it is not the request's. */
  originatorConversationId?: string
}

/** An outcome in which nothing happened. */
export function refused(result: ResultCode, parameters: readonly ResultItem[] = []): Outcome {
  return { result, receipt: null, changes: [], parameters }
}

/** The text of a field of the request, that may have been a number. */
export function field({ request }: OperationRecord, name: string): string {
  const value = request[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The amount of the request in cents. The gateway let only whole shillings through. */
export function amountCents(operation: OperationRecord): bigint {
  return BigInt(Math.round(Number(field(operation, 'Amount')))) * 100n
}

/** The API operator that the request names. */
export function initiatorName(operation: OperationRecord): string {
  return field(operation, isPaidToPhone(operation.api) ? 'InitiatorName' : 'Initiator')
}

/** What the operator needs to be allowed; null where no operator is (reference §34). */
export function neededRole(operation: OperationRecord): ApiRole | null {
  switch (operation.api) {
    case 'b2c':
    case 'pochi':
      return 'b2c'
    case 'b2b':
      return transferOf(field(operation, 'CommandID'))?.role ?? null
    case 'tax-remittance':
      return 'tax-remittance'
    case 'transaction-status':
      return 'transaction-status'
    case 'account-balance':
      return 'account-balance'
    case 'reversal':
      return 'reversal'
  }
}

/** Whether an operation moves money, rather than asking about it. */
export function movesMoney(api: OperationApi): boolean {
  return api !== 'transaction-status' && api !== 'account-balance'
}

/** What the conditions of faults are compared with. */
export function faultSubject(operation: OperationRecord): FaultSubject {
  const amount = Number(field(operation, 'Amount'))
  return {
    api: operation.api,
    shortcode: operation.shortcode,
    ...(isPaidToPhone(operation.api) ? { phone: field(operation, 'PartyB') } : {}),
    ...(amount > 0 ? { amount } : {}),
  }
}

function isPaidToPhone(api: OperationApi): boolean {
  return api === 'b2c' || api === 'pochi'
}
