import { expect, test } from 'vitest'
import { amountOf, phoneOf, retell } from './retell.ts'

const stk = JSON.stringify({
  Body: {
    stkCallback: {
      MerchantRequestID: '1-2-3',
      CheckoutRequestID: 'ws_CO_1',
      ResultCode: 0,
      CallbackMetadata: {
        Item: [
          { Name: 'Amount', Value: 125 },
          { Name: 'MpesaReceiptNumber', Value: 'UKN1234567' },
          { Name: 'Balance' },
          { Name: 'PhoneNumber', Value: 254708374149 },
        ],
      },
    },
  },
})
const result = JSON.stringify({
  Result: {
    ResultCode: 0,
    TransactionID: 'UA25M0QB7R',
    ResultParameters: {
      ResultParameter: [
        { Key: 'TransactionAmount', Value: 450 },
        { Key: 'TransactionReceipt', Value: 'UA25M0QB7R' },
        { Key: 'ReceiverPartyPublicName', Value: '254708374149 - AMINA TEST PAYEE' },
      ],
    },
  },
})
const confirmation = (MSISDN: string) =>
  JSON.stringify({ TransID: 'UA24K0TT1E', TransAmount: '40.00', MSISDN, FirstName: 'AMINA' })

test('another amount has the JSON type and the decimals of the true one', () => {
  const lie = { amount: 7 }
  expect(retell(stk, lie)).toContain('{"Name":"Amount","Value":7}')
  expect(retell(result, lie)).toContain('{"Key":"TransactionAmount","Value":7}')
  expect(retell(confirmation('x'), lie)).toContain('"TransAmount":"7.00"')
})

test('another phone is hashed, masked or plain as the true one was', () => {
  const lie = { phone: '254705912645' }
  expect(retell(stk, lie)).toContain('"Value":254705912645')
  expect(retell(result, lie)).toContain('"254705912645 - AMINA TEST PAYEE"')
  expect(retell(confirmation('2547 ***** 149'), lie)).toContain('"MSISDN":"2547 ***** 645"')
  const hash = 'bbff37cea44ac0b2d964ee0dfb8d2df8513dc7ba1b36129a929fc3fbd6dd4af4'
  // The reference's own pair of number and hash (reference §13).
  expect(retell(confirmation(hash), lie)).toContain(
    '94c392c311d522da950619227b3361752a42042db7e1e699b26e628305c68a88',
  )
})

test('another receipt is told wherever the receipt is, and nothing else changes', () => {
  const told = retell(result, { receipt: 'UA2FORGED1' })
  expect(told).toBe(result.replaceAll('UA25M0QB7R', 'UA2FORGED1'))
  expect(retell(stk, {})).toBe(stk)
})

test('what a callback names is found in every shape', () => {
  expect([amountOf(stk), amountOf(result), amountOf(confirmation('x'))]).toEqual([125, 450, 40])
  expect(phoneOf(stk)).toBe('254708374149')
  expect(phoneOf(confirmation('2547 ***** 149'))).toBeUndefined()
})
