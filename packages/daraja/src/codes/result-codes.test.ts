import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { explainResult, isFinalStkResult, meaningsOfResult, resultCodes } from './result-codes.ts'
import type { ResultApi } from './result-rows.ts'

test('exactly the known final codes settle an STK payment', () => {
  const settling = resultCodes.map(({ code }) => code).filter(isFinalStkResult)
  expect(settling.toSorted()).toEqual(vectors.stkFinalCodes.toSorted())
})

test.each(vectors.stkPendingCodes)('%s is known and settles nothing', (code) => {
  expect(explainResult(code)).toMatchObject({ known: true, final: false })
  expect(isFinalStkResult(code)).toBe(false)
})

test.each(['', '12345', '00', 'constructor', '__proto__', 'sfc_ic0003'])(
  'a code nobody knows is never final: %j',
  (code) => {
    expect(explainResult(code)).toMatchObject({ code, known: false, final: false, apis: [] })
  },
)

test('a number and its text are the same code', () => {
  expect(explainResult(1032)).toEqual(explainResult('1032'))
  expect(explainResult(' 1032 ').code).toBe('1032')
})

test('no code is listed twice', () => {
  const codes = resultCodes.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})

describe('words for the customer', () => {
  test.each(resultCodes)('$code has both languages, short and distinct', ({ en, sw, meaning }) => {
    for (const words of [en, sw]) {
      expect(words).toMatch(/[.*#]$/)
      expect(words.length).toBeLessThan(220)
    }
    expect(en).not.toBe(sw)
    expect(meaning.length).toBeGreaterThan(3)
  })

  test('say what to do where the customer can do something', () => {
    expect(explainResult(1).sw).toContain('Salio lako la M-PESA halitoshi')
    expect(explainResult(1032)).toMatchObject({ whoActs: 'customer', retry: 'now' })
    expect(explainResult(1037).en).toContain('*234#')
    expect(explainResult(1037).sw).toContain('*234#')
    expect(explainResult(2001).en).toContain('PIN')
    expect(explainResult('SFC_IC0003').whoActs).toBe('business')
    expect(explainResult('nobody knows').en).toContain('do not pay again')
  })
})

// The master table of result codes (reference §30) and the success codes below it.
const masterTable = `0 1 2 3 4 5 6 7 8 11 12 13 14 15 17 18 19 20 21 22 24 25 26 29
  1001 1005 1019 1025 1031 1032 1036 1037 1050 1051 1101 1102 2001 2006 2007 2008 2026 2028 2029
  2032 2033 2040 2043 2202 4001 4102 4104 4201 4203 4999 6000 6001 6002 6003 6004 6005 6006 6007
  6008 6009 6010 6011 8006 9999 100000000 100000001 100000002 100000003 100000004 100000005
  100000006 100000007 100000008 100000009 100000010 100000011 100000100 E3008 R000001 R000002
  SFC_IC0003 TP40153 C2B00011 C2B00012 C2B00013 C2B00014 C2B00015 C2B00016 1000 200 4000`

test.each(masterTable.split(/\s+/))('%s of the master table is known', (code) => {
  const [meaning] = meaningsOfResult(code)
  expect(meaning).toMatchObject({ code, known: true })
})

describe('what a code means to one API', () => {
  test.each<[string, ResultApi, object]>([
    ['2001', 'stk', { whoActs: 'customer', en: expect.stringContaining('PIN') }],
    ['2001', 'b2c', { whoActs: 'business', meaning: expect.stringContaining('Operator') }],
    ['2001', 'ratiba', { whoActs: 'customer', en: expect.stringContaining('PIN') }],
    ['8006', 'stk', { whoActs: 'customer' }],
    ['8006', 'balance', { whoActs: 'business', meaning: expect.stringContaining('locked') }],
    ['1', 'stk', { whoActs: 'customer' }],
    ['1', 'b2c', { whoActs: 'business', meaning: expect.stringContaining('Utility') }],
    ['8', 'stk', { whoActs: 'business' }],
    ['8', 'b2c', { whoActs: 'customer' }],
    [
      'SFC_IC0003',
      'b2c',
      { whoActs: 'customer', meaning: expect.stringContaining('not on M-PESA') },
    ],
    ['17', 'b2c', { whoActs: 'safaricom' }],
    ['0', 'b2c', { final: true, en: expect.stringContaining('sent') }],
    ['0', 'status', { meaning: expect.stringContaining('says nothing yet') }],
    ['1001', 'stk', { whoActs: 'customer' }],
    ['1001', 'pull', { meaning: expect.stringContaining('Already registered') }],
    ['200', 'ratiba', { final: false }],
    ['00', 'qr', { known: true }],
    ['4001', 'express', { whoActs: 'customer' }],
  ])('%s of %s', (code, api, meaning) => {
    expect(explainResult(code, api)).toMatchObject({ code, known: true, ...meaning })
  })

  test('both languages are there for each of them', () => {
    const codes = [...resultCodes.map(({ code }) => code), '00', '00000000']
    for (const { en, sw, meaning } of codes.flatMap(meaningsOfResult)) {
      expect(en).not.toBe(sw)
      expect([en, sw, meaning].every((words) => words.length > 3 && words.length < 220)).toBe(true)
    }
  })

  test('nothing that could still succeed is told as final', () => {
    expect(explainResult('15', 'b2c').final).toBe(false)
    expect(explainResult('100000000', 'b2c').final).toBe(false)
  })
})
