import type { wireRequests } from '../src/apis/wire-requests.ts'
import type { Daraja } from '../src/daraja.ts'
import type { Msisdn } from '../src/msisdn.ts'
import vectors from './api-vectors.json' with { type: 'json' }
import { billCalls } from './bill-calls.ts'
import { productCalls } from './product-calls.ts'

export type RequestName = keyof typeof vectors.requests
export type VectorCall = {
  send: (daraja: Daraja) => Promise<{ outcome: string }>
  schema: SchemaName
}
type SchemaName = keyof typeof wireRequests

const { requests, sandboxConstants } = vectors
const msisdn = '254708374149' as Msisdn
const initiator = {
  name: sandboxConstants.initiatorName,
  securityCredential: requests.b2cV3.body.SecurityCredential,
}
const hooks = 'https://pay.example.com/hooks'

function urls(api: string) {
  return { resultUrl: `${hooks}/${api}/result`, queueTimeOutUrl: `${hooks}/${api}/timeout` }
}

const push = {
  amount: 125,
  msisdn,
  callbackUrl: `${hooks}/stk/9f3c`,
  accountReference: 'INV-20417',
  description: 'Invoice',
}
const payment = {
  initiator,
  amount: 450,
  shortcode: '600992',
  msisdn,
  remarks: 'Refund 881',
  occasion: 'Jan',
  ...urls('b2c'),
}
const transfer = {
  initiator,
  amount: 640,
  shortcode: '600992',
  accountReference: '020417',
  requester: msisdn,
  remarks: 'Statement',
  ...urls('b2b'),
}
export const vectorCalls: { [name in RequestName]: VectorCall } = {
  stkPush: {
    schema: 'stkPush',
    send: (daraja) =>
      daraja.stkPush({
        ...push,
        business: { type: 'paybill', number: '174379' },
        passkey: sandboxConstants.stkPasskey,
      }),
  },
  stkPushTill: {
    schema: 'stkPush',
    send: (daraja) =>
      daraja.stkPush({
        ...push,
        accountReference: 'INV-20418',
        business: { type: 'till', number: '300222', headOffice: '600111' },
        passkey: tillPasskey(),
      }),
  },
  stkQuery: {
    schema: 'stkQuery',
    send: (daraja) =>
      daraja.stkQuery({
        shortcode: '174379',
        passkey: sandboxConstants.stkPasskey,
        checkoutRequestId: requests.stkQuery.body.CheckoutRequestID,
      }),
  },
  c2bRegister: {
    schema: 'c2bRegister',
    send: (daraja) =>
      daraja.c2bRegister({
        shortcode: '600984',
        responseType: 'Completed',
        confirmationUrl: `${hooks}/c2b/confirm`,
        validationUrl: `${hooks}/c2b/validate`,
      }),
  },
  c2bSimulate: {
    schema: 'c2bSimulate',
    send: (daraja) =>
      daraja.c2bSimulate({
        shortcode: '600984',
        commandId: 'CustomerPayBillOnline',
        amount: 40,
        msisdn,
        accountReference: 'UNIT-7',
      }),
  },
  b2cV3: {
    schema: 'b2cV3',
    send: (daraja) =>
      daraja.b2c({
        ...payment,
        commandId: 'BusinessPayment',
        originatorConversationId: 'acme-7f1c2a90',
      }),
  },
  b2cV1: {
    schema: 'b2cV1',
    send: (daraja) => daraja.b2c({ ...payment, commandId: 'BusinessPayment', version: 'v1' }),
  },
  pochi: {
    schema: 'b2pochi',
    send: (daraja) => daraja.b2pochi({ ...payment, originatorConversationId: 'acme-7f1c2a91' }),
  },
  b2bPayBill: {
    schema: 'b2b',
    send: (daraja) =>
      daraja.b2b({
        ...transfer,
        commandId: 'BusinessPayBill',
        to: { type: 'paybill', number: '600000' },
      }),
  },
  b2bBuyGoods: {
    schema: 'b2b',
    send: (daraja) =>
      daraja.b2b({
        ...transfer,
        commandId: 'BusinessBuyGoods',
        to: { type: 'headOffice', number: '600000' },
      }),
  },
  b2bTopUp: {
    schema: 'b2b',
    send: (daraja) =>
      daraja.b2b({
        ...transfer,
        commandId: 'BusinessPayToBulk',
        to: { type: 'paybill', number: '600000' },
      }),
  },
  tax: {
    schema: 'taxRemittance',
    send: (daraja) => {
      const { accountReference: _, requester: __, ...tax } = transfer
      return daraja.taxRemittance({ ...tax, prn: '2026PRN00012345' })
    },
  },
  express: {
    schema: 'expressCheckout',
    send: (daraja) =>
      daraja.expressCheckout({
        till: '300222',
        paybill: '600984',
        amount: 85,
        paymentReference: 'PO-118',
        callbackUrl: `${hooks}/express`,
        partnerName: 'Acme',
        requestRefId: '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204',
      }),
  },
  status: {
    schema: 'transactionStatus',
    send: (daraja) =>
      daraja.transactionStatus({
        initiator,
        receipt: 'UA25M0QB7R',
        originatorConversationId: 'acme-7f1c2a90',
        party: { type: 'paybill', number: '600992' },
        remarks: 'OK',
        occasion: 'OK',
        ...urls('status'),
      }),
  },
  balance: {
    schema: 'accountBalance',
    send: (daraja) =>
      daraja.accountBalance({
        initiator,
        party: { type: 'paybill', number: '600992' },
        remarks: 'daily',
        ...urls('balance'),
      }),
  },
  reversal: {
    schema: 'reversal',
    send: (daraja) =>
      daraja.reversal({
        initiator,
        receipt: 'UA24K0TT1E',
        amount: 40,
        shortcode: '600984',
        remarks: 'Wrong unit',
        ...urls('rev'),
      }),
  },
  ...productCalls,
  ...billCalls,
}

function tillPasskey(): string {
  const plain = atob(requests.stkPushTill.body.Password)
  return plain.slice('600111'.length, -'20260102030405'.length)
}
