import { expect, test } from 'vitest'
import {
  dayKey,
  formatCountdown,
  formatDay,
  formatKes,
  formatMoment,
  formatPhone,
  formatTime,
  formatWholeKes,
  relativeDay,
} from './format.ts'

const nbsp = '\u00a0'

test('money shows two decimals and does not break before its figures', () => {
  expect(formatKes(1_000)).toBe(`KES${nbsp}1,000.00`)
  expect(formatKes(0.1)).toBe(`KES${nbsp}0.10`)
  expect(formatWholeKes(150_000)).toBe(`KES${nbsp}150,000`)
})

test('a moment is told in the time of Kenya, whatever the device thinks', () => {
  expect(formatTime('2026-11-23T22:30:22Z', 'en')).toBe('01:30')
  expect(formatMoment('2026-11-23T22:30:22Z', 'en')).toBe('24 Nov 2026, 01:30:22 EAT')
  expect(formatDay('2026-11-23T22:30:22Z', 'sw')).toBe('24 Novemba 2026')
})

test('a day begins at midnight in Kenya', () => {
  expect(dayKey(new Date('2026-11-23T20:59:59Z'))).toBe('2026-11-23')
  expect(dayKey(new Date('2026-11-23T21:00:00Z'))).toBe('2026-11-24')
  const now = Date.parse('2026-11-24T06:00:00Z')
  expect(relativeDay('2026-11-23T21:00:00Z', now)).toBe('today')
  expect(relativeDay('2026-11-23T20:59:59Z', now)).toBe('yesterday')
  expect(relativeDay('2026-11-22T20:59:59Z', now)).toBeUndefined()
})

test('phones and countdowns read as people write them', () => {
  expect(formatPhone('254712345678')).toBe('0712 345 678')
  expect(formatCountdown(65)).toBe('1:05')
  expect(formatCountdown(9)).toBe('0:09')
})
