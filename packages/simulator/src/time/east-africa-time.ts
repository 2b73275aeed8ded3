/** East Africa Time is UTC+03:00 all year (reference §3.2). */
const offsetMs = 3 * 3_600_000

type Parts = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

/** The wall clock of Nairobi at an instant. */
export function eatParts(at: Date): Parts {
  const local = new Date(at.getTime() + offsetMs)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  }
}

/** `yyyyMMddHHmmss`, as STK timestamps and callbacks have it. */
export function eatTimestamp(at: Date): string {
  const wanted = Math.floor(at.getTime() / 1_000)
  if (wanted === lastTold.second) return lastTold.text
  const { year, month, day, hour, minute, second } = eatParts(at)
  const text = `${year}${two(month)}${two(day)}${two(hour)}${two(minute)}${two(second)}`
  lastTold = { second: wanted, text }
  return text
}

/** Whoever asks about a second is rarely alone. */
let lastTold = { second: Number.NaN, text: '' }

/** The business day, `yyyyMMdd`. */
export function eatDay(at: Date): string {
  return eatTimestamp(at).slice(0, 8)
}

/**
 * The instant of a 14-digit timestamp, or undefined when it is not one: wrong length, or no such date.
 */
export function parseEatTimestamp(text: string): Date | undefined {
  if (text === lastParsed.text) return new Date(lastParsed.ms)
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number)
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offsetMs)
  if (eatTimestamp(at) !== text) return undefined
  lastParsed = { text, ms: at.getTime() }
  return at
}

let lastParsed = { text: '', ms: Number.NaN }

/** The calendar day as `yyyy-MM-dd`. */
export function eatDate(at: Date): string {
  const day = eatDay(at)
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
}

/** Midnight in Nairobi at the beginning of a day (`yyyyMMdd`), or undefined when there is no such day. */
export function startOfEatDay(day: string): Date | undefined {
  return parseEatTimestamp(`${day}000000`)
}

/** `dd.MM.yyyy HH:mm:ss`, as B2C results have it. */
export function resultDateTime(at: Date): string {
  const { year, month, day, hour, minute, second } = eatParts(at)
  return `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** `3/8/26 at 1:00 PM`, as M-PESA's messages have it; `at` is the word between date and time. */
export function messageTime(at: Date, word: string): string {
  const { year, month, day, hour, minute } = eatParts(at)
  const halfDay = hour < 12 ? 'AM' : 'PM'
  return `${day}/${month}/${two(year % 100)} ${word} ${hour % 12 || 12}:${two(minute)} ${halfDay}`
}

function two(value: number): string {
  return value.toString().padStart(2, '0')
}
