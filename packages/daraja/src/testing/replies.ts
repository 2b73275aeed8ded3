import { explainResult } from '../codes/result-codes.ts'
import type { ApiEndpoint } from '../http/endpoints.ts'
import type { FakeReply, FakeRequest } from './fake-transport.ts'

export const fakeCheckoutRequestId = 'ws_CO_02012026030405118708374149'
export const fakeMerchantRequestId = '7d2c-4e0a-9b11-3f6a0c55e1d21204417'
export const fakeConversationId = 'AG_20260102_2010a41b77c09e5d3f18'
export const fakeOriginatorConversationId = '7d2c-4e0a-9b11-3f6a0c55e1d21204988'

/** The answer to an accepted push. */
export function stkPushReply(ids: { checkoutRequestId?: string; merchantRequestId?: string } = {}) {
  const words = 'Success. Request accepted for processing'
  const body = {
    MerchantRequestID: ids.merchantRequestId ?? fakeMerchantRequestId,
    CheckoutRequestID: ids.checkoutRequestId ?? fakeCheckoutRequestId,
    ResponseCode: '0',
    ResponseDescription: words,
    CustomerMessage: words,
  }
  return { status: 200, body } satisfies FakeReply
}

/** The answer to a query, with its `ResultCode` as text as in life; `4999` is pending. */
export function stkQueryReply(result: { checkoutRequestId?: string; resultCode?: string } = {}) {
  const resultCode = result.resultCode ?? '0'
  const body = {
    ResponseCode: '0',
    ResponseDescription: 'The service request has been accepted successfully',
    MerchantRequestID: fakeMerchantRequestId,
    CheckoutRequestID: result.checkoutRequestId ?? fakeCheckoutRequestId,
    ResultCode: resultCode,
    ResultDesc: explainResult(resultCode).meaning,
  }
  return { status: 200, body } satisfies FakeReply
}

/** The acknowledgement of B2C, Pochi, B2B, tax, status, balance and reversal. */
export function asyncAckReply(
  ids: { conversationId?: string; originatorConversationId?: string } = {},
) {
  const body = {
    ConversationID: ids.conversationId ?? fakeConversationId,
    OriginatorConversationID: ids.originatorConversationId ?? fakeOriginatorConversationId,
    ResponseCode: '0',
    ResponseDescription: 'Accept the service request successfully.',
  }
  return { status: 200, body } satisfies FakeReply
}

/** Daraja's error envelope; the HTTP status is the code's own first three digits unless given. */
export function errorReply(error: { errorCode: string; errorMessage?: string; status?: number }) {
  const { errorCode, errorMessage = 'Error', status = Number(errorCode.slice(0, 3)) } = error
  const requestId = '7d2c-4e0a-9b11-3f6a0c55e1d21204500'
  return { status, body: { requestId, errorCode, errorMessage } } satisfies FakeReply
}

/** The gateway's own refusal of too many calls, under HTTP 429. */
export function spikeArrestReply() {
  const rate =
    'MessageRate{messagesPerPeriod=5, periodInMicroseconds=60000000, maxBurstMessageCount=1.0}'
  const faultstring = `Spike arrest violation. Allowed rate : ${rate}`
  const detail = { errorcode: 'policies.ratelimit.SpikeArrestViolation' }
  return { status: 429, body: { fault: { faultstring, detail } } } satisfies FakeReply
}

/** The gateway waited in vain for M-PESA, under HTTP 504. */
export function gatewayTimeoutReply() {
  const errorcode = 'messaging.adaptors.http.flow.GatewayTimeout'
  const detail = { errorcode, reason: 'TARGET_READ_TIMEOUT' }
  return {
    status: 504,
    body: { fault: { faultstring: 'Gateway Timeout', detail } },
  } satisfies FakeReply
}

/** What an endpoint answers when a script says nothing of it. */
export function defaultReply({ endpoint, body }: FakeRequest, turn: number): FakeReply {
  if (endpoint === 'oauth') {
    return { body: { access_token: `fake-token-${turn}`, expires_in: 3599 } }
  }
  return wellReplies[endpoint](body)
}

type Body = Record<string, unknown>

const requestRefID = '7d2c-4e0a-9b11-3f6a0c55e1d21205500'
const sim = { requestRefID, responseCode: '200', responseDesc: 'Success' }
const pulled = { ResponseRefID: '31022-50410077-1', ResponseCode: '1000' }
const billDone = { resmsg: 'Success', rescode: '200' }
const bongaHeader = {
  requestRefId: requestRefID,
  responseCode: 200,
  responseMessage: 'Success',
  customerMessage: 'Success',
  timestamp: '2026-01-02T09:00:00Z',
}

function well(body: object): () => FakeReply {
  return () => ({ status: 200, body })
}

function acknowledged({ OriginatorConversationID: id }: Body): FakeReply {
  return asyncAckReply(typeof id === 'string' ? { originatorConversationId: id } : {})
}

const registered = well({
  OriginatorCoversationID: '7d2c-4e0a-9b11-3f6a0c55e1d21204600',
  ResponseCode: '00000000',
  ResponseDescription: 'Success',
})

const wellReplies: { [endpoint in ApiEndpoint]: (body: Body) => FakeReply } = {
  stkPush: () => stkPushReply(),
  stkQuery: (body) => stkQueryReply({ checkoutRequestId: String(body.CheckoutRequestID) }),
  c2bRegister: registered,
  c2bSimulate: registered,
  b2c: acknowledged,
  b2pochi: acknowledged,
  b2b: acknowledged,
  taxRemittance: acknowledged,
  expressCheckout: well({ code: '0', status: 'USSD Initiated Successfully' }),
  transactionStatus: acknowledged,
  accountBalance: acknowledged,
  reversal: acknowledged,
  dynamicQr: well({
    ResponseCode: '00',
    ResponseDescription: 'The service request is processed successfully.',
    QRCode: 'iVBORw0KGgo=',
  }),
  billOptIn: well({ app_key: 'AG_0000000000_000000000XX', ...billDone }),
  billChangeOptIn: well(billDone),
  billInvoice: well({ Status_Message: 'Invoice sent successfully', ...billDone }),
  billInvoices: well({ Status_Message: 'Invoice sent successfully', ...billDone }),
  billCancelInvoice: well({ Status_Message: 'Invoice cancelled successfuly.', ...billDone }),
  billCancelInvoices: well({ Status_Message: 'Invoice cancelled successfuly.', ...billDone }),
  billReconcile: well(billDone),
  ratiba: well({
    ResponseHeader: {
      responseRefID: '0d0f2a51-7f0c-4a1e-9f60-5a2f9a1b7c3d',
      responseCode: '200',
      responseDescription: 'Request accepted for processing',
      ResultDesc: 'The service request is processed successfully.',
    },
    ResponseBody: { responseDescription: 'Request accepted for processing', responseCode: '200' },
  }),
  pullRegister: well({
    ResponseRefID: '0b0a3c1e-77d1-4b6e-8f1c-3a7de1f0a912',
    ResponseStatus: '1000',
    ResponseDescription: 'Shortcode Registered Successfully',
  }),
  pullQuery: well({ ...pulled, ResponseMessage: 'Success', Response: [[]] }),
  imsi: ({ customerNumber }) => ({
    body: {
      ...sim,
      imsi: '9000000000000001',
      lastSwapDate: '01-01-1900 00:00',
      msisdnRegistrationDate: '14-02-2021',
      customerNumber,
    },
  }),
  simSwap: well({ ...sim, lastSwapDate: '01-01-1900 00:00' }),
  imsiLookup: well(sim),
  ageOnNetwork: well(sim),
  orgInfo: ({ Identifier }) => ({
    body: {
      ConversationID: fakeConversationId,
      ResponseCode: '4000',
      ResponseMessage: 'Success',
      DetailedMessage: 'Success',
      OrganizationShortCode: Identifier,
      OrganizationName: 'Example Org',
      ChargeProfileID: '20129',
    },
  }),
  validateIdentity: well(sim),
  b2cHakikisha: well({
    header: { status: '200' },
    body: { firstName: 'A***A', middleName: '', lastName: 'T**T' },
  }),
  bongaCalculatePoints: ({ points }) => ({
    body: { header: bongaHeader, body: { amount: Number(points) * 0.2, points, rate: '0.2' } },
  }),
  bongaRedeemPaybill: well({ header: bongaHeader, body: {} }),
}
