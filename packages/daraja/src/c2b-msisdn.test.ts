import { describe, expect, test } from 'vitest'
import vectors from '../test-data/callback-vectors.json' with { type: 'json' }
import { matchesC2bMsisdn, msisdnHash } from './c2b-msisdn.ts'
import { type Msisdn, parseMsisdn } from './msisdn.ts'

function msisdn(text: string): Msisdn {
  const parsed = parseMsisdn(text, { allowOtherNetworks: true })
  if (!parsed.ok) throw new Error(text)
  return parsed.msisdn
}

describe('C2B v1', () => {
  test.each(vectors.msisdnHash)('hashes $msisdn', ({ msisdn: number, sha256hex }) => {
    expect(msisdnHash(msisdn(number))).toBe(sha256hex)
    expect(matchesC2bMsisdn(msisdn(number), sha256hex)).toBe(true)
    expect(matchesC2bMsisdn(msisdn(number), sha256hex.toUpperCase())).toBe(true)
    expect(matchesC2bMsisdn(msisdn('254799999999'), sha256hex)).toBe(false)
  })

  test('a mask over the hash matches its own number only', () => {
    const { MSISDN } = vectors.callbacks.c2b_confirmation_maskedHash_fewNames.body
    expect(matchesC2bMsisdn(msisdn('254708374149'), MSISDN)).toBe(true)
    expect(matchesC2bMsisdn(msisdn('254708374148'), MSISDN)).toBe(false)
  })

  test('too little of a hash matches nobody, and no more than a whole one does', () => {
    const hash = msisdnHash(msisdn('254708374149'))
    expect(matchesC2bMsisdn(msisdn('254708374149'), `${hash.slice(0, 10)}*****`)).toBe(false)
    expect(matchesC2bMsisdn(msisdn('254708374149'), hash.slice(0, 63))).toBe(false)
    expect(matchesC2bMsisdn(msisdn('254708374149'), `${hash}*`)).toBe(false)
    expect(
      matchesC2bMsisdn(msisdn('254708374149'), `${hash.slice(0, 40)}***${hash.slice(39)}`),
    ).toBe(false)
  })
})

describe('C2B v2', () => {
  test.each(vectors.msisdnMask)('masks $msisdn', ({ msisdn: number, masked }) => {
    expect(matchesC2bMsisdn(msisdn(number), masked)).toBe(true)
    expect(matchesC2bMsisdn(msisdn('254799999999'), masked)).toBe(false)
  })
})

test('a whole number matches, in any writing', () => {
  for (const told of ['254708374149', '0708374149', '+254 708 374149', '25470****149']) {
    expect(matchesC2bMsisdn(msisdn('254708374149'), told)).toBe(true)
  }
})

test('nothing, or anything else, matches nobody', () => {
  for (const told of [
    '',
    '*****',
    '***',
    'x'.repeat(1000),
    'null',
    '64',
    64 as unknown as string,
  ]) {
    expect(matchesC2bMsisdn(msisdn('254708374149'), told)).toBe(false)
  }
})
