import type { C2bMessage, StkMessage } from '../src/callbacks/daraja-message.ts'

const eat = (text: string) => new Date(`${text}+03:00`)
const processed = 'The service request is processed successfully.'

const stkIds = {
  kind: 'stk',
  unreadable: [],
  merchantRequestId: '7d2c-4e0a-9b11-3f6a0c55e1d21204417',
  checkoutRequestId: 'ws_CO_02012026030405118708374149',
} as const

const stkPaid = {
  ...stkIds,
  resultCode: '0',
  resultDesc: processed,
  paid: true,
  amount: 125,
  receipt: 'UA27C0KDEX',
  phone: '254708374149',
  transactedAt: eat('2026-01-02T03:04:31'),
} as const

function stkFailed(resultCode: string, resultDesc: string): StkMessage {
  return { ...stkIds, resultCode, resultDesc, paid: false }
}

const confirmation: C2bMessage = {
  kind: 'c2b',
  step: 'confirmation',
  receipt: 'UA24K0TT1E',
  amount: 40,
  transactedAt: eat('2026-01-02T11:15:00'),
  transactionType: 'Pay Bill',
  channel: 'paybill',
  shortcode: '600984',
  billReference: 'UNIT-7',
  organisationBalance: 41880.5,
  msisdn: '2547 ***** 149',
  firstName: 'AMINA',
  unreadable: [],
}

function without<T extends object, K extends keyof T>(
  object: T,
  ...keys: readonly K[]
): Omit<T, K> {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !keys.some((each) => each === key)),
  ) as Omit<T, K>
}

/** What each recorded callback that is no result says. */
export const expectedMessages = {
  stk_paid_live2026: stkPaid,
  stk_paid_portal: stkPaid,
  stk_paid_maskedPhone: { ...stkPaid, phone: '254708***149' },
  stk_cancelled: stkFailed('1032', 'Request Cancelled by user.'),
  stk_cancelled_portalText: stkFailed('1032', 'Request cancelled by user'),
  stk_noAnswer: stkFailed('1037', 'No response from user.'),
  stk_timeout_otherText: stkFailed('1037', 'DS timeout user cannot be reached.'),
  stk_insufficient: stkFailed('1', 'The balance is insufficient for the transaction.'),
  stk_wrongPin: stkFailed('2001', 'The initiator information is invalid.'),
  stk_locked: stkFailed(
    '1001',
    'Unable to lock subscriber, a transaction is already in process for the current subscriber',
  ),
  stk_expired: stkFailed('1019', 'Transaction has expired'),
  stk_alphaCode: stkFailed('SFC_IC0003', 'The operator does not exist.'),

  c2b_validation_v2: { ...without(confirmation, 'organisationBalance'), step: undefined },
  c2b_confirmation_v2_masked: confirmation,
  c2b_confirmation_v1_hashed: {
    ...confirmation,
    msisdn: 'bbff37cea44ac0b2d964ee0dfb8d2df8513dc7ba1b36129a929fc3fbd6dd4af4',
  },
  c2b_confirmation_maskedHash_fewNames: {
    ...confirmation,
    msisdn: 'bbff37cea44ac0b2d964ee0dfb8d2df851 ***** a1b36129a929fc3fbd6dd4af4',
  },
  c2b_confirmation_till: {
    ...without(confirmation, 'billReference'),
    receipt: 'UA26TILL0Z',
    transactionType: 'Customer Merchant Payment',
    channel: 'till',
  },
  c2b_confirmation_sandbox_integerAmount: without(confirmation, 'transactionType', 'channel'),

  b2c_queueTimeout_echo: {
    kind: 'queue-timeout',
    api: 'b2c',
    commandId: 'BusinessPayment',
    originatorConversationId: 'acme-7f1c2a90',
    amount: 450,
    partyA: '600992',
    partyB: '254708374149',
    unreadable: [],
  },
  express_success: {
    kind: 'express',
    paid: true,
    resultCode: '0',
    resultDesc: processed,
    requestId: '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204',
    conversationId: 'AG_20260102_2010c0ffee00c0ffee01',
    amount: 85,
    receipt: 'UA23EXPRS1',
    status: 'SUCCESS',
    unreadable: [],
  },
  express_cancelled: {
    kind: 'express',
    paid: false,
    resultCode: '4001',
    resultDesc: 'User cancelled transaction',
    requestId: '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204',
    amount: 85,
    paymentReference: 'PO-118',
    unreadable: [],
  },

  ratiba_success: {
    kind: 'ratiba',
    created: true,
    responseCode: '0',
    responseDescription: 'The service request is processed successfully',
    responseRefId: '5b2e9f10-1d3c-4f7a-8e21-7c9a0b1d2e3f',
    requestRefId: '5b2e9f10-1d3c-4f7a-8e21-7c9a0b1d2e3f',
    transactionId: 'UA28F2IQMH',
    status: 'OKAY',
    msisdn: '254******149',
    items: [
      { key: 'TransactionID', value: 'UA28F2IQMH' },
      { key: 'responseCode', value: '0' },
      { key: 'Status', value: 'OKAY' },
      { key: 'Msisdn', value: '254******149' },
    ],
    unreadable: [],
  },
  ratiba_failure: {
    kind: 'ratiba',
    created: false,
    responseCode: '1037',
    responseDescription: 'Error',
    responseRefId: 'a1b2c3d4-0000-4000-8000-000000000001',
    requestRefId: 'a1b2c3d4-0000-4000-8000-000000000002',
    status: 'ERROR',
    msisdn: '*********149',
    items: [
      { key: 'TransactionID', value: '0000000000' },
      { key: 'responseCode', value: '1037' },
      { key: 'Status', value: 'ERROR' },
      { key: 'Msisdn', value: '*********149' },
    ],
    unreadable: [],
  },
  billManager_payment: {
    kind: 'bill-payment',
    receipt: 'UA2BILL001',
    amount: 450,
    msisdn: '254708374149',
    createdOn: '2026-01-02',
    accountReference: 'UNIT-7',
    shortcode: '600984',
    unreadable: [],
  },
}
