import type { ResultApi, ResultRow } from './result-rows.ts'

const moneyOut: readonly ResultApi[] = ['b2c', 'b2b', 'reversal']
const signed: readonly ResultApi[] = ['b2c', 'b2b', 'status', 'balance', 'reversal']
const asked: readonly ResultApi[] = ['status', 'balance']

// Reference §9.6, §14 to §28: to these APIs the code means something else than the general row says.
const signedRows: readonly ResultRow[] = [
  ['0', 'sent', ['b2c', 'b2b'], 'The money was sent'],
  ['0', 'givenBack', ['reversal'], 'The payment was reversed'],
  ['0', 'answered', asked, 'The question was answered, which says nothing yet about a payment'],
  ['1', 'organisationLacksMoney', moneyOut, 'The account that pays lacks money (B2C: Utility)'],
  ['8', 'customerFull', ['b2c'], 'Limit rule: the customer would exceed the maximum balance'],
  ['17', 'platformFault', signed, 'Internal failure of M-PESA'],
  [
    '2001',
    'businessFault',
    signed,
    'Operator name, password or certificate wrong; repeated, it locks the operator',
  ],
  ['2006', 'customerCannotReceive', ['b2c'], 'Account rule: the state of an account forbids it'],
  ['2006', 'businessFault', ['b2b', ...asked, 'reversal'], 'Account rule: its state forbids it'],
  ['2029', 'businessFault', ['b2b'], 'State of an organisation or product forbids it'],
  [
    '8006',
    'businessFault',
    signed,
    'The API operator is locked until the Business Administrator unlocks it on the portal',
  ],
  ['SFC_IC0003', 'customerUnregistered', ['b2c'], 'The number is not on M-PESA'],
  ['SFC_IC0003', 'businessFault', ['b2b'], 'The receiver does not exist, or is of another type'],
]

const productRows: readonly ResultRow[] = [
  ['0', 'orderMade', ['ratiba'], 'The standing order was made'],
  ['0', 'answered', ['c2b', 'orgInfo', 'sim'], 'Done'],
  ['00', 'answered', ['qr'], 'The code was made'],
  ['00000000', 'answered', ['c2b'], 'The URLs are registered'],
  ['200', 'takenOn', ['ratiba'], 'The request was taken on; the callback tells the end'],
  ['1001', 'answered', ['pull'], 'Already registered, or nothing found in that time'],
]

/** Rows of codes whose meaning depends on the API; looked at before the general ones. */
export const rowsByApi: readonly ResultRow[] = [...signedRows, ...productRows]
