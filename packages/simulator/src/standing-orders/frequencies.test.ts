import { expect, test } from 'vitest'
import { dayOfDebit, daysLater, frequencyOf } from './frequencies.ts'

test('a monthly order keeps to the end of the month without drifting', () => {
  const days = Array.from({ length: 14 }, (_, count) => dayOfDebit('20271231', 'monthly', count))
  expect(days).toEqual([
    '20271231',
    '20280131',
    '20280229',
    '20280331',
    '20280430',
    '20280531',
    '20280630',
    '20280731',
    '20280831',
    '20280930',
    '20281031',
    '20281130',
    '20281231',
    '20290131',
  ])
})

test('days go over the ends of months and years, both ways', () => {
  expect(daysLater('20281231', 1)).toBe('20290101')
  expect(daysLater('20280301', -1)).toBe('20280229')
  expect(() => daysLater('20280230', 1)).toThrow('is not a day')
})

test('only the eight frequencies of the wire are known', () => {
  expect(frequencyOf('4')).toBe('monthly')
  for (const unknown of ['0', '9', '', '04', 'toString'])
    expect(frequencyOf(unknown)).toBeUndefined()
})
