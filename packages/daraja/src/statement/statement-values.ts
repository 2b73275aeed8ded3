import { eatInstant } from '../eat-time.ts'
import { receiptDate } from '../receipts/receipt.ts'

/**
 * Cents of `1,200.00`, `-60.00`, `(60.00)` or `KES 5`; where Excel wrote a decimal comma also of
 * `1.200,00`. Undefined for anything else: nothing is rounded.
 */
export function parseCents(text: string, decimalComma = false): bigint | undefined {
  if (text.length > amountLengthMax) return undefined
  const bare = text.replace(/^\s*(?:KES|KSH|Ksh)\.?\s*/i, '').trim()
  const parts = /^(-?)(\(?)(-?)(\d[\d.,'\s]*)(\)?)$/.exec(bare)
  if (parts === null) return undefined
  const [, minus, open, innerMinus, figure = '', close] = parts
  if ((open === '') !== (close === '') || (minus !== '' && innerMinus !== '')) return undefined
  const cents = unsignedCents(figure.trim(), decimalComma)
  if (cents === undefined) return undefined
  return minus !== '' || innerMinus !== '' || open !== '' ? -cents : cents
}

/** How slashes are read where day and month could be either; otherwise by the receipt's own date. */
export type DateOrder = 'day-first' | 'month-first'

/**
 * The instant, in East Africa Time, of `02-01-2026 11:15:00`, `2026-01-02 11:15:00`, or what Excel
 * makes of them: slashes or dots, single digits, no seconds, AM and PM. The day comes first unless
 * `order` says otherwise, or, between slashes, the receipt's own date says that it is the month.
 */
export function parseStatementTime(
  text: string,
  told: { receipt?: string; order?: DateOrder | undefined } = {},
): Date | undefined {
  const iso = isoTime.exec(text)
  if (iso !== null) {
    const [, year = '', month = '', day = '', ...time] = iso
    return instantOf([year, month, day], time)
  }
  const parts = localTime.exec(text)
  if (parts === null) return undefined
  const [, first = '', separator, second = '', year = '', ...time] = parts
  const full = year.length === 2 ? `20${year}` : year
  const dayFirst = instantOf([full, second, first], time)
  const monthFirst = instantOf([full, first, second], time)
  if (told.order === 'month-first') return monthFirst
  if (told.order === 'day-first' || separator !== '/') return dayFirst
  const receiptDay = receiptDate(told.receipt ?? '')
  const saysMonth = monthFirst !== undefined && eatDay(monthFirst) === receiptDay
  return saysMonth ? monthFirst : dayFirst
}

/** `true`, `TRUE`, `Yes`; undefined for a blank and for what nobody knows. */
export function parseTruth(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'true' || word === 'yes') return true
  return word === 'false' || word === 'no' ? false : undefined
}

function unsignedCents(figure: string, decimalComma: boolean): bigint | undefined {
  const pattern = decimalComma ? commaFigure : dotFigure
  const [, whole = '', fraction = ''] = pattern.exec(figure) ?? dotFigure.exec(figure) ?? []
  if (whole === '') return undefined
  return BigInt(whole.replace(/\D/g, '')) * 100n + BigInt(fraction.padEnd(2, '0'))
}

function instantOf(
  date: readonly [year: string, month: string, day: string],
  time: readonly (string | undefined)[],
): Date | undefined {
  const [year, month, day] = date.map(Number)
  const [hourText, minuteText, secondText = '0', half] = time
  const hour = half === undefined ? Number(hourText) : hourOfHalf(Number(hourText), half)
  return eatInstant({
    year,
    month,
    day,
    hour,
    minute: Number(minuteText),
    second: Number(secondText),
  })
}

// 12:15 AM is a quarter past midnight; an hour that no such clock shows becomes one that none does.
function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return 99
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

function eatDay(instant: Date): string {
  return new Date(instant.getTime() + eatOffsetMs).toISOString().slice(0, 10)
}

const eatOffsetMs = 3 * 60 * 60 * 1000
const amountLengthMax = 40
const dotFigure = /^(\d{1,15}|\d{1,3}(?:[,'\s]\d{3})+)(?:\.(\d{1,2})0*)?$/
const commaFigure = /^(\d{1,15}|\d{1,3}(?:[.'\s]\d{3})+)(?:,(\d{1,2})0*)?$/
const clock = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?(?:\s?([AaPp][Mm]))?`
const isoTime = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T\s]+${clock}$`)
const localTime = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d\d),?\s+${clock}$`)
