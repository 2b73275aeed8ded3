import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { stkCallbackBody } from '../testing.ts'
import { parseStkCallback } from './stk-callback.ts'

const ids = {
  merchantRequestId: '7d2c-4e0a-9b11-3f6a0c55e1d21204417',
  checkoutRequestId: 'ws_CO_02012026030405118708374149',
}

function paidWith(items: unknown) {
  const told = {
    MerchantRequestID: ids.merchantRequestId,
    CheckoutRequestID: ids.checkoutRequestId,
  }
  const stkCallback = { ...told, ResultCode: 0, ResultDesc: '', CallbackMetadata: { Item: items } }
  const parsed = parseStkCallback(JSON.stringify({ Body: { stkCallback } }))
  if (!parsed.ok || !parsed.callback.paid) throw new Error('not paid')
  const { amount, receipt, phone, transactedAt, unreadable } = parsed.callback
  return { amount, receipt, phone, transactedAt, unreadable }
}

describe('known shapes', () => {
  test.each(Object.entries(vectors.callbacks))(
    '%s is read as text and as bytes',
    (name, { body }) => {
      const raw = JSON.stringify(body)
      const { ResultCode, ResultDesc } = body.Body.stkCallback
      const facts = { ...ids, resultCode: String(ResultCode), resultDesc: ResultDesc, raw }
      const payment = {
        paid: true,
        amount: 125,
        receipt: 'UA27C0KDEX',
        phone: name === 'stk_paid_maskedPhone' ? '254708***149' : '254708374149',
        transactedAt: new Date('2026-01-02T03:04:31+03:00'),
        unreadable: [],
      }
      const callback = { ...facts, ...(ResultCode === 0 ? payment : { paid: false }) }
      expect(parseStkCallback(raw)).toEqual({ ok: true, callback })
      expect(parseStkCallback(new TextEncoder().encode(raw))).toEqual({ ok: true, callback })
    },
  )

  test('any casing, a missing wrapper and a byte order mark make no difference', () => {
    const lower = {
      merchantRequestId: ids.merchantRequestId,
      checkoutRequestId: ids.checkoutRequestId,
      resultCode: '0',
      resultDesc: 'ok',
      callbackMetadata: { item: { name: 'amount', value: '125' } },
    }
    for (const body of [{ body: { stkcallback: lower } }, { STKCallback: lower }]) {
      const parsed = parseStkCallback(`\ufeff${JSON.stringify(body)}`)
      expect(parsed).toMatchObject({ ok: true, callback: { ...ids, paid: true, amount: 125 } })
    }
  })

  test('a result code is text whatever it was', () => {
    for (const [told, code] of [
      [0, '0'],
      ['0', '0'],
      [1032, '1032'],
      ['SFC_IC0003', 'SFC_IC0003'],
    ]) {
      const parsed = parseStkCallback(stkCallbackBody({ resultCode: told as string | number }))
      expect(parsed).toMatchObject({ ok: true, callback: { resultCode: code, paid: code === '0' } })
    }
  })
})

describe('items', () => {
  test('are found by name in any order', () => {
    const items = [
      { Name: 'PhoneNumber', Value: 254708374149 },
      { Name: 'TransactionDate', Value: '20260102030431' },
      { Name: 'Balance', Value: '{Amount={CurrencyCode=KES}}' },
      { Value: 125, Name: 'Amount' },
      { Name: 'MpesaReceiptNumber', Value: 'UA27C0KDEX' },
      { Name: 'SomethingNew', Value: 1 },
    ]
    expect(paidWith(items)).toEqual({
      amount: 125,
      receipt: 'UA27C0KDEX',
      phone: '254708374149',
      transactedAt: new Date('2026-01-02T00:04:31Z'),
      unreadable: [],
    })
  })

  test.each([
    [125, 125],
    [1.0, 1],
    ['125', 125],
    ['125.00', 125],
    ['1,000.00', 1000],
    [100.5, 100.5],
    ['0.01', 0.01],
    [-5, -5],
    [0, 0],
    [100.0001, 100.0001],
    [999_999_999_999_999, 999_999_999_999_999],
  ])('amount %j is kept as %d', (told, amount) => {
    expect(paidWith([{ Name: 'Amount', Value: told }])).toMatchObject({ amount, unreadable: [] })
  })

  test.each(['abc', '1e3', 'KES 5', true, [5], { Amount: 5 }, '1.2.3', '9'.repeat(40)])(
    'amount %j is not understood, and said to be so',
    (told) => {
      const payment = paidWith([{ Name: 'Amount', Value: told }])
      const readable = told === true // no scalar that could be an amount: as good as absent
      expect(payment).toMatchObject({ amount: undefined, unreadable: readable ? [] : ['Amount'] })
    },
  )

  test('an item told twice and differently is not believed', () => {
    const twice = [
      { Name: 'Amount', Value: 125 },
      { Name: 'Amount', Value: 9000 },
    ]
    expect(paidWith(twice)).toMatchObject({ amount: undefined, unreadable: ['Amount'] })
    const same = [
      { Name: 'Amount', Value: 125 },
      { Name: 'amount', Value: '125' },
    ]
    expect(paidWith(same)).toMatchObject({ amount: 125, unreadable: [] })
  })

  test('a single item may come without its list, and no list is no item', () => {
    expect(paidWith({ Name: 'Amount', Value: 7 })).toMatchObject({ amount: 7 })
    for (const none of [undefined, null, [], {}, 'x', [null, 1, 'x', []]]) {
      expect(paidWith(none)).toMatchObject({
        amount: undefined,
        receipt: undefined,
        unreadable: [],
      })
    }
  })

  test('an item without a value is absent', () => {
    for (const item of [{ Name: 'PhoneNumber' }, { Name: 'PhoneNumber', Value: '' }]) {
      expect(paidWith([item])).toMatchObject({ phone: undefined, unreadable: [] })
    }
  })

  test('an impossible date or receipt is named', () => {
    const items = [
      { Name: 'TransactionDate', Value: 20261399000000 },
      { Name: 'MpesaReceiptNumber', Value: "'; drop table posting" },
    ]
    expect(paidWith(items).unreadable).toEqual(['MpesaReceiptNumber', 'TransactionDate'])
  })
})

describe('what is no callback', () => {
  const whole = stkCallbackBody()

  test.each([
    '',
    ' ',
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '<html>',
    '{"Body":null}',
    '{"Body":{"stkCallback":[]}}',
    '{"Body":{"stkCallback":{"ResultCode":0}}}',
    '{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1"}}}',
    '{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1","ResultCode":null}}}',
    '{"Body":{"stkCallback":{"CheckoutRequestID":"ws_CO_1","ResultCode":{}}}}',
    '{"Body":{"stkCallback":{"CheckoutRequestID":"a\\u0000b","ResultCode":0}}}',
    '{"__proto__":{"Body":{"stkCallback":{"CheckoutRequestID":"x","ResultCode":0}}}}',
    '['.repeat(100_000),
  ])('%.60s comes back with a reason', (raw) => {
    const parsed = parseStkCallback(raw)
    expect(parsed).toMatchObject({ ok: false, raw })
    expect(!parsed.ok && parsed.reason).toMatch(/\w/)
  })

  test('cut off anywhere it is refused, never thrown at', () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(parseStkCallback(whole.slice(0, length)).ok).toBe(false)
    }
  })

  test('bytes that are no UTF-8 are refused', () => {
    expect(parseStkCallback(new Uint8Array([0xff, 0xfe, 0x00])).ok).toBe(false)
  })
})
