import { expect, test } from 'vitest'
import { en } from './i18n/en.ts'
import { judgePhone, phoneError, readPhone } from './phone-input.ts'

test.each(['0712345678', '0712 345 678', '712345678', '254712345678', '+254 712-345-678'])(
  '%s is the same number',
  (input) => {
    expect(readPhone(input)).toBe('254712345678')
    expect(judgePhone(input, false)).toEqual({ state: 'good', msisdn: '254712345678' })
  },
)

test.each([
  '0',
  '07',
  '0712 34',
  '+',
  '+2',
  '+254',
  '+254 712 3',
  '25471',
  '2547123456',
  '1',
  '01',
])('%s is not called wrong while it may still become a number', (input) => {
  expect(judgePhone(input, false).state).toBe('typing')
  expect(judgePhone(input, true).state).toBe('wrong')
})

test.each(['08', 'abc', '07a', '255712', '0712 345 678 9', '+1 202 555 0100'])(
  '%s is called wrong at once',
  (input) => {
    expect(phoneError(en, input, false)).toBe(en.phone.format)
  },
)

test('a number of another network is said to be one, and may still be sent', () => {
  expect(phoneError(en, '0733 123 456', false)).toBe(en.phone.network)
  expect(readPhone('0733 123 456')).toBe('254733123456')
})

test('an empty field is only asked for when the form is sent', () => {
  expect(phoneError(en, '', false)).toBeUndefined()
  expect(phoneError(en, '', true)).toBe(en.phone.empty)
})
