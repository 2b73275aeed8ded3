import { expect, test } from 'vitest'
import vectors from '../../test-data/collections.json' with { type: 'json' }
import { hashedMsisdn, maskedMsisdn } from './c2b-body.ts'

test.each(vectors.msisdnHash)('$msisdn is hashed as recorded callbacks have it', (vector) => {
  expect(hashedMsisdn(vector.msisdn)).toBe(vector.sha256hex)
})

test.each(vectors.msisdnMask)('$msisdn is masked as $masked', ({ msisdn, masked }) => {
  expect(maskedMsisdn(msisdn)).toBe(masked)
})
