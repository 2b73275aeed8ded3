import type { reactions } from './result-reactions.ts'

/**
 * Where a code was seen. `g2`: only in lists of the M-PESA core; `platform`: the layer around it.
 */
export type ResultApi =
  | 'stk'
  | 'b2c'
  | 'b2b'
  | 'c2b'
  | 'status'
  | 'balance'
  | 'reversal'
  | 'ratiba'
  | 'express'
  | 'bonga'
  | 'bill'
  | 'pull'
  | 'qr'
  | 'sim'
  | 'orgInfo'
  | 'g2'
  | 'platform'

export type ResultRow = readonly [
  code: string,
  reaction: keyof typeof reactions,
  apis: readonly ResultApi[],
  meaning: string,
]

const every: readonly ResultApi[] = ['stk', 'b2c', 'b2b', 'status', 'balance', 'reversal']
const withBonga: readonly ResultApi[] = [...every, 'bonga']
const exceptStk: readonly ResultApi[] = ['b2c', 'b2b', 'status', 'balance', 'reversal']

// Sources: the Daraja portal's API pages, recorded sandbox traffic and the tables of production
// users. Wording of ResultDesc drifts, so rows are keyed by code alone. For STK exactly the codes
// marked `stk` settle a payment.
const stkRows: readonly ResultRow[] = [
  ['0', 'done', every, 'Processed successfully'],
  ['1', 'lowBalance', every, 'The paying side lacks money (for STK: the payer, Fuliza included)'],
  ['2', 'tooSmall', ['stk', 'b2c', 'b2b'], 'Limit rule: below the minimum amount'],
  ['3', 'tooLarge', ['stk', 'b2c', 'b2b'], 'Limit rule: above the maximum amount'],
  ['4', 'dailyLimit', ['stk', 'b2c', 'b2b'], 'Limit rule: above the daily transfer limit'],
  [
    '8',
    'receiverFull',
    ['stk', 'b2c'],
    'Limit rule: the receiver would exceed the maximum balance',
  ],
  ['17', 'internalOrTooSoon', withBonga, 'Internal failure, or the same amount again too soon'],
  ['21', 'businessFault', every, 'The initiator lacks the role for this request'],
  ['26', 'busy', every, 'Traffic blocking: system busy, request rejected'],
  [
    '1001',
    'subscriberLocked',
    ['stk', 'ratiba'],
    'Unable to lock subscriber: another session is open',
  ],
  ['1019', 'expired', ['stk'], 'The prompt expired'],
  [
    '1025',
    'notDelivered',
    ['stk', 'ratiba'],
    'The prompt could not be sent, or its text is too long',
  ],
  ['1031', 'cancelled', ['stk', 'bonga'], 'Cancelled by the user (older code)'],
  ['1032', 'cancelled', ['stk', 'ratiba'], 'Cancelled or dismissed by the user'],
  ['1036', 'notDelivered', ['stk'], 'SMSC acknowledgement timed out: the prompt was not delivered'],
  ['1037', 'noAnswer', ['stk', 'ratiba', 'bonga'], 'Phone unreachable, or no answer from the user'],
  ['1101', 'promptTooLong', ['stk'], 'Prefix of the prompt too long'],
  ['1102', 'promptTooLong', ['stk'], 'Authentication message of the prompt too long'],
  [
    '2001',
    'wrongPin',
    [...withBonga, 'ratiba'],
    'Initiator information invalid: wrong PIN (STK) or credential (others)',
  ],
  ['2006', 'customerAccount', every, 'Account rule: the state of the account forbids it'],
  ['2008', 'wrongPin', ['stk'], 'Authentication of the payer failed'],
  ['2026', 'sessionEnded', ['stk'], 'Channel session expired'],
  ['2028', 'businessFault', every, 'Not permitted by the product assignment of the organisation'],
  [
    '2029',
    'customerAccount',
    ['stk', 'b2b'],
    'State of customer or product forbids it (texts differ)',
  ],
  ['4999', 'pending', ['stk'], 'Still being processed; answered by STK query only'],
  ['8006', 'pinLocked', every, 'Security credential locked: PIN (STK) or API operator (others)'],
  ['9999', 'notDelivered', ['stk'], 'Generic failure, mostly in sending the prompt'],
  ['100000100', 'platformFault', ['stk'], 'Storage fault of the platform'],
  ['E3008', 'badDebt', ['stk'], 'The user has a bad debt contract'],
  [
    'SFC_IC0003',
    'businessFault',
    every,
    'Receiver or operator does not exist (for STK: wrong PartyB)',
  ],
]

const coreRows: readonly ResultRow[] = [
  ['5', 'lowBalance', ['g2'], 'Would fall below the minimum balance'],
  ['6', 'businessFault', ['g2'], 'Unresolved primary party'],
  ['7', 'businessFault', ['g2'], 'Unresolved receiver party'],
  ['11', 'businessFault', ['b2c', 'b2b', 'reversal'], 'The debit party is in an invalid state'],
  ['12', 'businessFault', ['g2'], 'The credit account is invalid'],
  ['13', 'businessFault', ['g2'], 'Unresolved debit account'],
  ['14', 'businessFault', ['g2'], 'Unresolved credit account'],
  ['15', 'duplicate', exceptStk, 'Duplicate of an earlier originator conversation id'],
  ['18', 'businessFault', exceptStk, 'Credential check of the initiator failed'],
  ['19', 'platformFault', ['g2'], 'Message sequencing failure'],
  ['20', 'businessFault', exceptStk, 'Unresolved initiator'],
  ['22', 'businessFault', ['g2'], 'Initiator may not act for the secondary party'],
  ['24', 'developerFault', ['g2'], 'A mandatory parameter is missing'],
  ['25', 'developerFault', ['status'], 'A parameter is invalid'],
  ['29', 'developerFault', ['g2'], 'Invalid command'],
  ['1005', 'developerFault', ['b2b'], 'Account reference invalid'],
  ['2007', 'businessFault', ['b2b'], 'External (C2B) validation of the receiver failed'],
  ['2032', 'notFound', ['status'], 'Receipt number does not exist'],
  ['2033', 'notFound', ['status', 'b2b'], 'Receipt number not found'],
  [
    '2040',
    'customerUnregistered',
    ['b2c'],
    'Credit party not supported: not registered for M-PESA',
  ],
  ['2043', 'businessFault', ['b2b'], 'The organisation is not a child of the other'],
  ['2202', 'businessFault', ['b2b'], 'Account number invalid'],
  ['R000001', 'alreadyReversed', ['reversal'], 'The transaction was already reversed'],
  ['R000002', 'notFound', ['reversal'], 'The original transaction id is invalid'],
  ['TP40153', 'businessFault', ['b2c', 'balance'], 'The operator is not of this organisation'],
]

const productRows: readonly ResultRow[] = [
  ['1050', 'developerFault', ['ratiba'], 'A standing order of this name exists'],
  ['1051', 'developerFault', ['ratiba'], 'Bad request for a standing order'],
  ['4001', 'cancelled', ['express'], 'Cancelled by the user'],
  ['4102', 'businessFault', ['express'], 'Merchant KYC failure'],
  ['4104', 'businessFault', ['express'], 'Nominated number missing'],
  ['4201', 'notDelivered', ['express'], 'USSD network error'],
  ['4203', 'platformFault', ['express'], 'USSD exception'],
  ['C2B00011', 'wrongPhone', ['c2b'], 'Your validation: invalid MSISDN'],
  ['C2B00012', 'wrongAccount', ['c2b'], 'Your validation: invalid account number'],
  ['C2B00013', 'wrongAmount', ['c2b'], 'Your validation: invalid amount'],
  ['C2B00014', 'wrongDetails', ['c2b'], 'Your validation: invalid KYC details'],
  ['C2B00015', 'businessFault', ['c2b'], 'Your validation: invalid shortcode'],
  ['C2B00016', 'businessFault', ['c2b'], 'Your validation: other error'],
  ['200', 'answered', ['sim', 'bill', 'bonga'], 'Done, in the words of these APIs'],
  ['409', 'developerFault', ['bill'], 'Bill Manager refuses: the message says what conflicts'],
  ['1000', 'answered', ['pull'], 'Done: registered, or payments follow'],
  ['4000', 'answered', ['orgInfo'], 'The organisation was found'],
]

export const resultRows: readonly ResultRow[] = [
  ...stkRows,
  ...coreRows,
  ...productRows,
  ...numberedRows({
    from: 6000,
    count: 12,
    reaction: 'platformFault',
    api: 'bonga',
    meaning: 'Lipa na Bonga declined',
  }),
  ...numberedRows({
    from: 100000000,
    count: 12,
    reaction: 'unknown',
    api: 'platform',
    meaning: 'Platform-level answer, a request merely cached included',
  }),
]

function numberedRows(range: {
  from: number
  count: number
  reaction: keyof typeof reactions
  api: ResultApi
  meaning: string
}) {
  return Array.from(
    { length: range.count },
    (_, index): ResultRow => [
      String(range.from + index),
      range.reaction,
      [range.api],
      range.meaning,
    ],
  )
}
