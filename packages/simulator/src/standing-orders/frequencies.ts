import { eatDay, startOfEatDay } from '../time/east-africa-time.ts'

/** How often a standing order pays, by the number on the wire (reference §24). */
export const frequencies = {
  '1': 'once',
  '2': 'daily',
  '3': 'weekly',
  '4': 'monthly',
  '5': 'two-monthly',
  '6': 'quarterly',
  '7': 'half-yearly',
  '8': 'yearly',
} as const
export type Frequency = (typeof frequencies)[keyof typeof frequencies]

export function frequencyOf(wire: string): Frequency | undefined {
  return Object.hasOwn(frequencies, wire)
    ? frequencies[wire as keyof typeof frequencies] // hasOwn was just asked
    : undefined
}

/**
 * The day (`yyyyMMdd`) of the debit number `count`, from 0, of an order that starts on `startDay`; undefined when there is
 * none. In months that are too short it is the last day.
 */
export function dayOfDebit(
  startDay: string,
  frequency: Frequency,
  count: number,
): string | undefined {
  switch (frequency) {
    case 'once':
      return count === 0 ? startDay : undefined
    case 'daily':
      return daysLater(startDay, count)
    case 'weekly':
      return daysLater(startDay, 7 * count)
    case 'monthly':
      return monthsLater(startDay, count)
    case 'two-monthly':
      return monthsLater(startDay, 2 * count)
    case 'quarterly':
      return monthsLater(startDay, 3 * count)
    case 'half-yearly':
      return monthsLater(startDay, 6 * count)
    case 'yearly':
      return monthsLater(startDay, 12 * count)
  }
}

const dayMs = 86_400_000

/** The day so many days after (or, below zero, before) another. */
export function daysLater(day: string, days: number): string {
  const start = startOfEatDay(day)
  if (start === undefined) throw new RangeError(`${day} is not a day`)
  return eatDay(new Date(start.getTime() + days * dayMs))
}

function monthsLater(day: string, months: number): string {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(4, 6)) - 1 + months
  const lastDate = new Date(Date.UTC(year, month + 1, 0))
  const date = Math.min(Number(day.slice(6)), lastDate.getUTCDate())
  const monthText = String(lastDate.getUTCMonth() + 1).padStart(2, '0')
  return `${lastDate.getUTCFullYear()}${monthText}${String(date).padStart(2, '0')}`
}
