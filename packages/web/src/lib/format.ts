import { formatKes as formatCents, kesToCents } from '@hazina/ledger/money'

const nairobi = 'Africa/Nairobi'

export type Language = 'en' | 'sw'

const locales = { en: 'en-KE', sw: 'sw-KE' } as const satisfies Record<Language, string>

/** `KES 1,000.00`, the way of dashboards and invoices; the space does not break. */
export function formatKes(kes: number): string {
  return formatCents(kesToCents(kes)).replace(' ', '\u00a0')
}

/** `KES 1,000`, for amounts that are whole shillings by nature. */
export function formatWholeKes(kes: number): string {
  return `KES\u00a0${whole.format(kes)}`
}

/** `1,000`, for where `KES` stands already. */
export function formatWhole(kes: number): string {
  return whole.format(kes)
}

/** `0712 345 678`, from a canonical number. */
export function formatPhone(msisdn: string): string {
  return msisdn.replace(/^254(\d{3})(\d{3})(\d{3})$/, '0$1 $2 $3')
}

/** The time of day in Kenya, `14:30`. */
export function formatTime(timestamp: string, language: Language): string {
  return dateFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(timestamp),
  )
}

/** The day in Kenya, `23 November 2026`. */
export function formatDay(timestamp: string, language: Language): string {
  return dateFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(timestamp),
  )
}

/** Day and time in Kenya, `23 Nov 2026, 14:30:22 EAT`. */
export function formatMoment(timestamp: string, language: Language): string {
  const day = dateFormat(language, { day: 'numeric', month: 'short', year: 'numeric' })
  const time = dateFormat(language, { timeStyle: 'medium', hourCycle: 'h23' })
  const moment = new Date(timestamp)
  return `${day.format(moment)}, ${time.format(moment)} EAT`
}

/** Which day it was in Kenya, seen from `nowMs`; `undefined` for earlier than yesterday. */
export function relativeDay(timestamp: string, nowMs: number): 'today' | 'yesterday' | undefined {
  const day = dayKey(new Date(timestamp))
  if (day === dayKey(new Date(nowMs))) return 'today'
  if (day === dayKey(new Date(nowMs - 24 * 3_600_000))) return 'yesterday'
  return undefined
}

/** `2026-11-23`: the day in Kenya as a sortable key. */
export function dayKey(moment: Date): string {
  // Kenya is UTC+3 all year round, and `en-CA` writes dates as year-month-day.
  return dayKeys.format(moment)
}

/** `1:05` of minutes and seconds. */
export function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const whole = new Intl.NumberFormat('en-KE', { maximumFractionDigits: 0 })
const dayKeys = new Intl.DateTimeFormat('en-CA', { timeZone: nairobi })

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(locales[language], { timeZone: nairobi, ...options })
}
