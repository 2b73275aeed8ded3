import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/stk-vectors.json' with { type: 'json' }
import { explainResult, isFinalStkResult, resultCodes } from './result-codes.ts'

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
