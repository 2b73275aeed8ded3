import { describe, expect, test } from 'vitest'
import vectors from '../../test-data/callback-vectors.json' with { type: 'json' }
import { parseAccountBalance, parseAmountStruct, parseCharges } from './money-text.ts'
import { parseDarajaDate, parseKes, parseParty } from './wire-values.ts'

describe('an account balance', () => {
  test('is read account by account, figure by figure', () => {
    const { value, parsed } = vectors.accountBalanceParse
    const accounts = parsed.map(({ name, currency, ...figures }) => ({
      name,
      currency,
      current: Number(figures.current),
      available: Number(figures.available),
      reserved: Number(figures.reserved),
      uncleared: Number(figures.uncleared),
    }))
    expect(parseAccountBalance(value)).toEqual(accounts)
  })

  test('may lack figures, and have an ampersand too many', () => {
    expect(parseAccountBalance('Merchant Account|KES|5.00|4.00&')).toEqual([
      { name: 'Merchant Account', currency: 'KES', current: 5, available: 4 },
    ])
    expect(parseAccountBalance('Merchant Account|KES||4.00||')).toEqual([
      { name: 'Merchant Account', currency: 'KES', available: 4 },
    ])
  })

  test.each([
    '',
    '&',
    'x',
    'A|KES|five',
    '|KES|1.00',
    'A||1.00',
    'A|KES|1|2|3|4|5',
    'A|KES|1&B',
    '&'.repeat(1e5),
  ])('%.30s is none', (value) => expect(parseAccountBalance(value)).toBeUndefined())
})

describe('an amount struct', () => {
  test('is read though it is no JSON', () => {
    const { value, parsed } = vectors.amountStructParse
    expect(parseAmountStruct(value)).toEqual({ ...parsed, available: Number(parsed.available) })
    expect(parseAmountStruct('{Amount={CurrencyCode=KES}}')).toEqual({ currency: 'KES' })
    expect(parseAmountStruct('{Amount={BasicAmount=-2.50, CurrencyCode=KES, New=1}}')).toEqual({
      currency: 'KES',
      available: -2.5,
    })
  })

  test.each([
    '',
    '{}',
    '{Amount={}}',
    '{Amount={CurrencyCode=KES, BasicAmount=x}}',
    '{Amount={CurrencyCode=kes}}',
    '{Amount={CurrencyCode=KES',
  ])('%s is none', (value) => expect(parseAmountStruct(value)).toBeUndefined())
})

describe('a charge', () => {
  test('has its label, currency and amount', () => {
    const { value, parsed } = vectors.chargesParse
    expect(parseCharges(value)).toEqual({ ...parsed, amount: Number(parsed.amount) })
    expect(parseCharges('Fee For B2C Payment|KES|22.40')).toMatchObject({ amount: 22.4 })
  })

  test.each(['', 'Fee', 'Fee|KES', 'Fee|KES|', '|KES|5.00', 'Fee|KES|5.00|more', 'Fee|KES|x'])(
    '%s is none',
    (value) => expect(parseCharges(value)).toBeUndefined(),
  )
})

describe('a date', () => {
  test.each(vectors.dateParse)('$in', ({ in: told, iso }) => {
    expect(parseDarajaDate(told)).toEqual(new Date(iso))
    expect(parseDarajaDate(String(told))).toEqual(new Date(iso))
  })

  test.each(['2026-01-02 11:20:07', '2026-01-02T11:20:07.000'])('%s is in Nairobi', (told) => {
    expect(parseDarajaDate(told)).toEqual(new Date('2026-01-02T08:20:07Z'))
  })

  test.each([
    '',
    '2026010203043',
    '20261302030431',
    '20260231030431',
    '20260102240000',
    '20260102036000',
    '31.04.2026 11:20:07',
    '2.1.2026 11:20:07',
    '2026-01-02T11:20:07Z',
    '2026-01-02',
    'today',
  ])('%s is none', (told) => expect(parseDarajaDate(told)).toBeUndefined())

  test('29 February is one in a leap year only', () => {
    expect(parseDarajaDate('20240229000000')).toEqual(new Date('2024-02-28T21:00:00Z'))
    expect(parseDarajaDate('20250229000000')).toBeUndefined()
  })
})

test.each([
  ['254708374149 - AMINA TEST', '254708374149', 'AMINA TEST'],
  ['2547****149 - AMINA - TEST', '2547****149', 'AMINA - TEST'],
  ['2547 ***** 149 - AMINA', '2547 ***** 149', 'AMINA'],
  ['600000 - Biller Example', '600000', 'Biller Example'],
  ['254708374149 -', '254708374149', undefined],
  ['254708374149', '254708374149', undefined],
  ['EXAMPLE BANK', undefined, 'EXAMPLE BANK'],
  ['M-PESA - AGENT', undefined, 'M-PESA - AGENT'],
])('%s is a party', (text, id, name) => {
  const party = parseParty(text)
  expect(party).toEqual({ text, ...(id && { id }), ...(name && { name }) })
})

test.each([
  ['-0', 0],
  ['-0.00', 0],
  ['0007', 7],
])('%s shillings are %d', (text, kes) => {
  expect(parseKes(text)).toBe(kes)
})
