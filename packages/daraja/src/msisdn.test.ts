import { describe, expect, test } from 'vitest'
import vectors from '../test-data/stk-vectors.json' with { type: 'json' }
import { isMsisdn, type Msisdn, maskMsisdn, matchesMaskedMsisdn, parseMsisdn } from './msisdn.ts'

describe('parseMsisdn', () => {
  test.each(vectors.msisdnNormalise)('reads $in as $out', ({ in: input, out }) => {
    const expected = out === null ? { ok: false, reason: 'format' } : { ok: true, msisdn: out }
    expect(parseMsisdn(input)).toEqual(expected)
  })

  test.each([
    '0712345678',
    '712345678',
    '254712345678',
    '+254712345678',
    '+254 712 345 678',
    ' 0712-345-678 ',
    '0712.345.678',
    '(0712) 345 678',
    '+254 (0) 712 345678',
    '00254712345678',
    '0712\u00a0345\u2011678',
    '\u202a+254 712 345 678\u202c',
  ])('every way of writing a number is the same number: %j', (input) => {
    expect(parseMsisdn(input)).toEqual({ ok: true, msisdn: '254712345678' })
  })

  test.each([
    '',
    ' ',
    '+',
    '07123456789',
    '071234567',
    '+0712345678',
    '+712345678',
    '0212345678',
    '255712345678',
    '254 712 345 67a',
    'O712345678',
    '0712345678x',
    '٠٧١٢٣٤٥٦٧٨',
    '０７１２３４５６７８',
    '0712345678,0712345679',
    '0712/345678',
    '7e8',
    '0'.repeat(1000),
  ])('what is no Kenyan mobile number is refused: %j', (input) => {
    expect(parseMsisdn(input)).toEqual({ ok: false, reason: 'format' })
  })

  test('input of another type is refused, not thrown at', () => {
    for (const input of [712345678, null, undefined, {}, ['0712345678']]) {
      expect(parseMsisdn(input as string)).toEqual({ ok: false, reason: 'format' })
    }
  })

  test.each([
    '0702',
    '0719',
    '0729',
    '0740',
    '0748',
    '0757',
    '0768',
    '0790',
    '0110',
    '0119',
    '0142',
  ])('Safaricom serves %s', (prefix) => {
    expect(parseMsisdn(prefix.padEnd(10, '1')).ok).toBe(true)
  })

  test.each(['0733', '0755', '0785', '0100', '0777', '0763', '0200'])(
    'other networks are refused unless they are allowed: %s',
    (prefix) => {
      const number = prefix.padEnd(10, '1')
      const mobile = !number.startsWith('02')
      expect(parseMsisdn(number)).toEqual({ ok: false, reason: mobile ? 'network' : 'format' })
      expect(parseMsisdn(number, { allowOtherNetworks: true }).ok).toBe(mobile)
    },
  )
})

describe('masks', () => {
  const msisdn = '254708374149' as Msisdn

  test('a shown number keeps four digits in front and three behind', () => {
    expect(maskMsisdn(msisdn)).toBe('0708***149')
    expect(maskMsisdn('254110000345' as Msisdn)).toBe('0110***345')
  })

  test.each(vectors.msisdnMask)('$masked fits $msisdn', ({ msisdn: number, masked }) => {
    expect(matchesMaskedMsisdn(number as Msisdn, masked)).toBe(true)
  })

  test.each([
    '254708374149',
    '+254708374149',
    '0708374149',
    '708374149',
    '254708***149',
    '2547 ***** 149',
    '0708***149',
    '0708****149',
    '+2547XXXXX149',
    '*********149',
  ])('%s is this number', (candidate) => {
    expect(matchesMaskedMsisdn(msisdn, candidate)).toBe(true)
  })

  test.each([
    '254708374148',
    '254708***148',
    '254709***149',
    '0709***149',
    '254708374149***',
    '2547083741***4149',
    '***',
    '**********9',
    '',
    'abc',
    '254708***149***149',
    '*'.repeat(100),
  ])('%j is not', (candidate) => {
    expect(matchesMaskedMsisdn(msisdn, candidate)).toBe(false)
  })

  test('only the canonical form is a Msisdn', () => {
    expect(isMsisdn('254708374149')).toBe(true)
    for (const value of ['0708374149', '254208374149', 254708374149, null]) {
      expect(isMsisdn(value)).toBe(false)
    }
  })
})
