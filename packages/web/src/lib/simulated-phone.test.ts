import { expect, test } from 'vitest'
import { simulatedPhoneUrl } from './simulated-phone.ts'

test('a simulated phone is opened by its number', () => {
  expect(simulatedPhoneUrl('http://localhost:5001', '254712345678')).toBe(
    'http://localhost:5001/#/254712345678',
  )
  expect(simulatedPhoneUrl('http://localhost:5001/')).toBe('http://localhost:5001/')
})
