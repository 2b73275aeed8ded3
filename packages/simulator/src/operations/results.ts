import type { ResultCode } from '../state/records.ts'

/**
 * Results of what organisations ask for, with M-PESA's words (reference §30); those of moving money itself are
 * `moneyResults`.
 */
export const operationResults = {
  done: { code: '0', text: 'The service request is processed successfully.' },
  duplicate: { code: '15', text: 'Duplicate Detected.' },
  internal: { code: '17', text: 'System internal error.' },
  notAllowed: { code: '21', text: 'The initiator is not allowed to initiate this request.' },
  invalidParameter: { code: '25', text: 'The format of parameter Amount is invalid.' },
  busy: { code: '26', text: 'System busy. The service request is rejected.' },
  initiator: { code: '2001', text: 'The initiator information is invalid.' },
  receiver: { code: 'SFC_IC0003', text: 'Receiver party is invalid.' },
  product: { code: '2028', text: 'The request is not permitted according to product assignment.' },
  unknownReceipt: { code: '2032', text: 'The transaction receipt number does not exist.' },
  notChild: {
    code: '2043',
    text: 'The organization receiving the funds is not a child of the organization that sends them.',
  },
  queued: { code: '100000000', text: 'Request was cached, waiting for resending.' },
  locked: { code: '8006', text: 'The security credential is locked.' },
  otherOrganisation: {
    code: 'TP40153',
    text: 'The operator does not have permission to perform this operation.',
  },
} as const satisfies Record<string, ResultCode>

/** Whoever may not ask, and what is turned away, begins no payment. */
const neverBegun: ReadonlySet<string> = new Set([
  operationResults.duplicate.code,
  operationResults.notAllowed.code,
  operationResults.busy.code,
  operationResults.initiator.code,
  operationResults.locked.code,
  operationResults.otherOrganisation.code,
])

/** Whether an operation with this result got as far as M-PESA's books, where it then failed or not. */
export function wasBegun({ code }: ResultCode): boolean {
  return !neverBegun.has(code)
}
