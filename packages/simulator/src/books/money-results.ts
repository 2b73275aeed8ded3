import type { ResultCode } from '../state/records.ts'

/** Why money does not move, with M-PESA's words (reference §30). */
export const moneyResults = {
  insufficient: { code: '1', text: 'The balance is insufficient for the transaction.' },
  belowMinimum: {
    code: '2',
    text: 'Declined due to limit rule: less than the minimum transaction amount.',
  },
  aboveMaximum: {
    code: '3',
    text: 'Declined due to limit rule: greater than the maximum transaction amount.',
  },
  dailyLimit: {
    code: '4',
    text: 'Declined due to limit rule: would exceed the daily transfer limit.',
  },
  balanceLimit: {
    code: '8',
    text: 'Declined due to limit rule: would exceed the maximum balance.',
  },
  debitParty: { code: '11', text: 'The DebitParty is in an invalid state.' },
  creditParty: {
    code: '2006',
    text: 'Declined due to account rule: The account status does not allow this transaction.',
  },
  unregistered: {
    code: '2040',
    text: "Credit Party customer type (Unregistered or Registered Customer) can't be supported by the service.",
  },
  unknownParty: { code: 'SFC_IC0003', text: 'The operator does not exist.' },
  alreadyReversed: { code: 'R000001', text: 'The transaction has already been reversed' },
  unknownReceipt: { code: 'R000002', text: 'The OriginalTransactionID is invalid.' },
} as const satisfies Record<string, ResultCode>
