import { expect, test } from 'vitest'
import vectors from '../../test-data/api-vectors.json' with { type: 'json' }
import { ask } from '../../test-data/ask.ts'
import type { RequestName } from '../../test-data/vector-calls.ts'
import type { DarajaErrorCode } from '../codes/error-codes.ts'
import { customerWords, explainGatewayError } from '../index.ts'

const families: Record<string, RequestName[]> = {
  all: ['stkPush', 'b2cV3', 'b2bPayBill', 'status', 'qr', 'pullQuery', 'orgInfo', 'billSingle'],
  stk: ['stkPush'],
  'c2b register': ['c2bRegister'],
  c2b: ['c2bRegister', 'c2bSimulate'],
  'b2c v3': ['b2cV3'],
  b2c: ['b2cV3', 'b2cV1'],
  pochi: ['pochi'],
  b2b: ['b2bPayBill', 'b2bBuyGoods', 'b2bTopUp', 'tax'],
  express: ['express'],
  status: ['status'],
  balance: ['balance'],
  reversal: ['reversal'],
  qr: ['qr'],
  pull: ['pullRegister', 'pullQuery'],
  stkQuery: [], // of a query the payment stays unknown; it has tests of its own
  oauth: [],
}

/** Every refusal of the vectors, by code and text: the error and whether anything was executed. */
const judged: Record<string, [DarajaErrorCode | 'pending', 'rejected' | 'unknown']> = {
  '400.001 Invalid ShortCode': ['merchant_unknown', 'rejected'],
  '400.002.02 Bad Request - Invalid <Field>': ['field_refused', 'rejected'],
  '400.002.05 Invalid Request Payload': ['payload_refused', 'rejected'],
  '400.003.01 Invalid Access Token': ['token_refused', 'rejected'],
  '400.003.02 Bad Request': ['field_refused', 'rejected'],
  '400.008.01 Invalid Authentication passed': ['authentication_failed', 'rejected'],
  '400.008.02 Invalid grant type passed': ['authentication_failed', 'rejected'],
  '401 Unauthorized - Invalid Access Token': ['token_refused', 'rejected'],
  '401.001 Error Occurred - Invalid Access Token - ': ['token_refused', 'rejected'],
  '401.002.01 Error Occurred - Invalid Access Token - <token>': ['token_refused', 'rejected'],
  '401.003.01 Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found':
    ['product_missing', 'rejected'],
  '403.002.1001 You are not authorized to initiate this transaction': [
    'not_authorized',
    'rejected',
  ],
  '404.001.01 Resource not found': ['path_wrong', 'rejected'],
  '404.001.03 Invalid Access Token': ['token_refused', 'rejected'],
  '404.001.04 Invalid Authentication Header': ['token_refused', 'rejected'],
  '404.002.01 Resource not found': ['path_wrong', 'rejected'],
  '404.003.01 Resource not found': ['path_wrong', 'rejected'],
  '405.001 <METHOD> Method Not Allowed': ['path_wrong', 'rejected'],
  '500.001.1001 Merchant does not exist': ['merchant_unknown', 'rejected'],
  '500.001.1001 Wrong credentials': ['wrong_credentials', 'rejected'],
  '500.001.1001 [MerchantValidate] - Wrong credentials': ['wrong_credentials', 'rejected'],
  '500.001.1001 Unable to lock subscriber, a transaction is already in process for the current subscriber':
    ['subscriber_locked', 'rejected'],
  '500.001.1001 The transaction is being processed': ['pending', 'unknown'],
  '500.001.1001 The transaction does not Exist': ['prompt_not_found', 'unknown'],
  '500.001.1001 ': ['pending', 'unknown'],
  '500.002.1001 Duplicate OriginatorConversationID.': ['duplicate_request', 'unknown'],
  '500.003.02 Error Occurred: Spike Arrest Violation': ['throttled', 'rejected'],
  '500.003.02 System is busy. Please try again in few minutes.': ['throttled', 'rejected'],
  '500.003.03 Error Occurred: Quota Violation': ['quota_exceeded', 'rejected'],
  '500.003.1001 Internal Server Error': ['internal_error', 'unknown'],
  '500.003.1001 Urls are already registered.': ['already_registered', 'rejected'],
}

const rows = vectors.gatewayErrors.map(({ http, errorCode, errorMessage, apis }) => {
  const [code, outcome] = judged[`${errorCode} ${errorMessage}`] ?? []
  return { http, errorCode, errorMessage, apis, code, outcome }
})

test.each(rows)('$errorCode "$errorMessage" is explained', (row) => {
  const explanation = explainGatewayError({ ...row, httpStatus: row.http })
  expect(explanation).toMatchObject({ known: true, code: row.code, outcome: row.outcome })
  expect(explanation).toMatchObject(customerWords(explanation.code))
  expect(explanation.en).toMatch(/\.$/)
  expect(explanation.sw).toMatch(/\.$/)
  expect(explanation.sw).not.toBe(explanation.en)
  // "Nothing was paid" may be told only where that is certain.
  if (row.outcome === 'unknown') expect(explanation.en).not.toContain('Nothing was paid')
})

const calls = rows.flatMap((row) =>
  row.apis
    .split(',')
    .flatMap((api) => families[api] ?? [])
    .map((call) => ({ ...row, call })),
)

test.each(calls)('$errorCode "$errorMessage" of $call is judged', async (row) => {
  const { http: status, errorCode } = row
  const errorMessage = row.errorMessage.replace('<token>', 'Zk3pQ0v9LrT7yXw2HsN8aBcD1eFg')
  const body = { requestId: '7d2c-4e0a-9b11-3f6a0c55e1d21204417', errorCode, errorMessage }
  const { result, sent } = await ask(row.call, { status, body })
  expect(result).toMatchObject({
    outcome: row.outcome,
    error: { code: row.code, gatewayCode: errorCode, requestId: body.requestId },
  })
  expect(JSON.stringify(result)).not.toContain('Zk3pQ0v9')
  expect(sent).toBe(row.code === 'token_refused' || row.code === 'product_missing' ? 2 : 1)
})

test('every API of the vectors is known here', () => {
  const named = vectors.gatewayErrors.flatMap(({ apis }) => apis.split(','))
  expect(named.filter((api) => families[api] === undefined)).toEqual([])
})
