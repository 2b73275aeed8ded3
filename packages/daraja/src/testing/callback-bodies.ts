import { msisdnHash } from '../c2b-msisdn.ts'
import { explainResult } from '../codes/result-codes.ts'
import type { Msisdn } from '../msisdn.ts'

type Scalar = string | number

/** The text of a C2B validation or confirmation (reference §13). `null` leaves a key out. */
export function c2bCallbackBody(
  told: {
    step?: 'validation' | 'confirmation'
    /** Twelve digits. */
    msisdn?: string | null
    /** How the number is told: v2 masks it, v1 hashes it, one source laid the mask over the hash. */
    msisdnForm?: 'mask' | 'hash' | 'mask-over-hash' | 'whole'
    receipt?: string | null
    transactedAt?: Scalar
    amount?: Scalar
    shortcode?: Scalar
    billReference?: Scalar
    transactionType?: string
    organisationBalance?: Scalar
    thirdPartyId?: string
    firstName?: string | null
    middleName?: string | null
    lastName?: string | null
  } = {},
): string {
  const msisdn = given(told.msisdn, '254708374149')
  const confirms = (told.step ?? 'confirmation') === 'confirmation'
  return written({
    TransactionType: told.transactionType ?? 'Pay Bill',
    TransID: given(told.receipt, 'UA24K0TT1E'),
    TransTime: told.transactedAt ?? '20260102111500',
    TransAmount: told.amount ?? '40.00',
    BusinessShortCode: told.shortcode ?? '600984',
    BillRefNumber: told.billReference ?? 'UNIT-7',
    InvoiceNumber: '',
    OrgAccountBalance: told.organisationBalance ?? (confirms ? '41880.50' : ''),
    ThirdPartyTransID: told.thirdPartyId ?? '',
    MSISDN: msisdn === undefined ? undefined : formedMsisdn(msisdn, told.msisdnForm ?? 'mask'),
    FirstName: given(told.firstName, 'AMINA'),
    MiddleName: given(told.middleName, ''),
    LastName: given(told.lastName, ''),
  })
}

/** The text of the end of an Express CheckOut prompt (reference §18). */
export function expressCallbackBody(
  told: {
    resultCode?: Scalar
    resultDesc?: string
    amount?: Scalar
    requestId?: string
    receipt?: string
    conversationId?: string
    paymentReference?: string
  } = {},
): string {
  const resultCode = told.resultCode ?? '0'
  const shared = {
    resultCode,
    resultDesc: told.resultDesc ?? explainResult(resultCode).meaning,
    amount: told.amount ?? '85.0',
    requestId: told.requestId ?? '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b204',
  }
  if (String(resultCode) !== '0') {
    return written({ ...shared, paymentReference: told.paymentReference ?? 'PO-118' })
  }
  return written({
    ...shared,
    resultType: '0',
    conversationID: told.conversationId ?? 'AG_20260102_2010c0ffee00c0ffee01',
    transactionId: told.receipt ?? 'UA23EXPRS1',
    status: 'SUCCESS',
  })
}

/**
 * The text of the answer to a standing order (reference §24): lower camel for code 0, Pascal case
 * for any other.
 */
export function ratibaCallbackBody(
  told: {
    responseCode?: Scalar
    responseDescription?: string
    responseRefId?: string
    requestRefId?: string
    transactionId?: string
    msisdn?: string
  } = {},
): string {
  const code = String(told.responseCode ?? 0)
  const created = code === '0'
  const responseRefID = told.responseRefId ?? '5b2e9f10-1d3c-4f7a-8e21-7c9a0b1d2e3f'
  const header = {
    responseRefID,
    requestRefID: told.requestRefId ?? responseRefID,
    responseCode: code,
    responseDescription:
      told.responseDescription ??
      (created ? 'The service request is processed successfully' : 'Error'),
  }
  const data = [
    ['TransactionID', told.transactionId ?? (created ? 'UA28F2IQMH' : '0000000000')],
    ['responseCode', code],
    ['Status', created ? 'OKAY' : 'ERROR'],
    ['Msisdn', told.msisdn ?? (created ? '254******149' : '*********149')],
  ]
  if (created) {
    const responseData = data.map(([name, value]) => ({ name, value }))
    return written({ responseHeader: header, responseBody: { responseData } })
  }
  const ResponseData = data.map(([Name, Value]) => ({ Name, Value }))
  return written({ ResponseHeader: header, ResponseBody: { ResponseData } })
}

/** The text of a payment pushed by the Bill Manager (reference §23). */
export function billPaymentBody(
  told: {
    receipt?: string
    amount?: Scalar
    msisdn?: Scalar
    createdOn?: string
    accountReference?: string
    shortcode?: Scalar
  } = {},
): string {
  return written({
    transactionId: told.receipt ?? 'UA2BILL001',
    paidAmount: told.amount ?? '450',
    msisdn: told.msisdn ?? '254708374149',
    dateCreated: told.createdOn ?? '2026-01-02',
    accountReference: told.accountReference ?? 'UNIT-7',
    shortCode: told.shortcode ?? '600984',
  })
}

/**
 * The text of what a QueueTimeOutURL is posted when the request comes back as it was sent
 * (reference §8.5); a result in its place is made by `resultCallbackBody`.
 */
export function queueTimeoutBody(request: Readonly<Record<string, unknown>> = {}): string {
  return written({
    OriginatorConversationID: 'acme-7f1c2a90',
    InitiatorName: 'testapi',
    SecurityCredential: `${'A'.repeat(342)}==`,
    CommandID: 'BusinessPayment',
    Amount: 450,
    PartyA: '600992',
    PartyB: '254708374149',
    Remarks: 'Refund 881',
    QueueTimeOutURL: 'https://pay.example.com/hooks/b2c/timeout',
    ResultURL: 'https://pay.example.com/hooks/b2c/result',
    Occassion: 'Jan',
    ...request,
  })
}

/** The text of the question whose account a number is (reference §27). */
export function hakikishaQuestionBody(
  told: { requestId?: string; timestamp?: string; accountNumber?: Scalar; shortcode?: Scalar } = {},
): string {
  return written({
    requestId: told.requestId ?? '6a3c1f0e-5b7d-4c11-8a55-0d9e77c1b205',
    timestamp: told.timestamp ?? '2026-01-02T11:15:00',
    accountNumber: told.accountNumber ?? 'UNIT-7',
    shortcode: told.shortcode ?? '600984',
  })
}

function formedMsisdn(msisdn: string, form: 'mask' | 'hash' | 'mask-over-hash' | 'whole'): string {
  if (form === 'whole') return msisdn
  if (form === 'mask') return `${msisdn.slice(0, 4)} ***** ${msisdn.slice(-3)}`
  const hash = msisdnHash(msisdn as Msisdn) // whatever a test gives for one
  return form === 'hash' ? hash : `${hash.slice(0, 34)} ***** ${hash.slice(-25)}`
}

function given<T>(told: T | null | undefined, usual: T): T | undefined {
  return told === null ? undefined : (told ?? usual)
}

function written(body: Record<string, unknown>): string {
  return JSON.stringify(body)
}
