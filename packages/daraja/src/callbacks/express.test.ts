import { expect, test } from 'vitest'
import { expressCallbackBody } from '../testing.ts'
import { parseDaraja } from './parse-daraja.ts'

test('an Express CheckOut that says 0 and FAILED is neither paid nor failed', () => {
  const paid = JSON.parse(expressCallbackBody())
  expect(parseDaraja(JSON.stringify(paid))).toMatchObject({ ok: true, message: { paid: true } })
  expect(parseDaraja(JSON.stringify({ ...paid, status: 'FAILED' }))).toMatchObject({
    ok: false,
    reason: 'resultCode 0 and status FAILED contradict each other',
  })
})
