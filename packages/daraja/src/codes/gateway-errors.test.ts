import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { explainGatewayError } from './gateway-errors.ts'

const lock =
  'Unable to lock subscriber, a transaction is already in process for the current subscriber'

test.each(vectors.gatewayErrors)('$errorCode "$errorMessage" is catalogued', (vector) => {
  expect(explainGatewayError({ ...vector, httpStatus: vector.http }).known).toBe(true)
})

describe('certain refusals', () => {
  test.each([
    ['500.001.1001', 'Wrong credentials', 'wrong_credentials'],
    ['500.001.1001', '[MerchantValidate] - Wrong credentials', 'wrong_credentials'],
    ['500.001.1001', 'Merchant does not exist', 'merchant_unknown'],
    ['500.001.1001', lock, 'subscriber_locked'],
    ['500.003.02', 'Error Occurred: Spike Arrest Violation', 'throttled'],
    ['500.003.02', 'System is busy. Please try again in few minutes.', 'throttled'],
    ['500.003.03', 'Error Occurred: Quota Violation', 'quota_exceeded'],
    ['policies.ratelimit.SpikeArrestViolation', '', 'throttled'],
    ['policies.ratelimit.QuotaViolation', '', 'quota_exceeded'],
    ['404.001.03', 'Invalid Access Token', 'token_refused'],
    ['404.001.01', 'Resource not found', 'path_wrong'],
    ['405.001', 'GET Method Not Allowed', 'path_wrong'],
    ['400.002.02', 'Bad Request - Invalid Amount', 'field_refused'],
    ['400.002.02', 'Bad Request - Invalid PhoneNumber', 'invalid_phone_number'],
    ['400.002.05', 'Invalid Request Payload', 'payload_refused'],
  ])('%s %s', (errorCode, errorMessage, code) => {
    const explanation = explainGatewayError({ errorCode, errorMessage, httpStatus: 500 })
    expect(explanation).toMatchObject({ known: true, code, outcome: 'rejected' })
  })

  test('401 and 429 are the gateway itself, whatever the body', () => {
    expect(explainGatewayError({ httpStatus: 401 })).toMatchObject({ code: 'token_refused' })
    expect(explainGatewayError({ httpStatus: 429 })).toMatchObject({ code: 'throttled' })
  })

  test('the refused field is named', () => {
    const errorMessage = 'Bad Request - Invalid CallBackURL'
    expect(explainGatewayError({ errorCode: '400.002.02', errorMessage }).field).toBe('CallBackURL')
  })
})

describe('what proves nothing', () => {
  test.each([
    ['500.001.1001', 'Internal Server Error'],
    ['500.001.1001', 'a text nobody has seen'],
    ['500.001.1001', ''],
    ['500.003.1001', 'Internal Server Error'],
    ['500.002.1001', 'Duplicate OriginatorConversationID.'],
    ['00.002.1001', 'maintenance'],
    ['messaging.adaptors.http.flow.GatewayTimeout', 'Gateway Timeout'],
    ['999.9', 'new'],
    ['', ''],
  ])('%s "%s"', (errorCode, errorMessage) => {
    const refusal = { errorCode, errorMessage, httpStatus: 500 }
    expect(explainGatewayError(refusal).outcome).toBe('unknown')
  })

  test('a status alone decides nothing', () => {
    for (const httpStatus of [200, 302, 400, 403, 404, 500, 502, 503, 504]) {
      expect(explainGatewayError({ httpStatus })).toMatchObject({
        known: false,
        outcome: 'unknown',
      })
    }
  })
})
