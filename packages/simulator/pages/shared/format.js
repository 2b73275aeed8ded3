/** @module How money, phones, times and one-time codes are shown. */

const timeZone = 'Africa/Nairobi'
/** As many as `tone-…` classes in phone.css. */
const wallpaperCount = 6
const whole = new Intl.NumberFormat('en-KE', { maximumFractionDigits: 0 })
const cents = new Intl.NumberFormat('en-KE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const formatters = new Map()

/** `Ksh 1,000` or `Ksh 1,000.50`. @param {number} amountKes */
export function money(amountKes) {
  return `Ksh ${Number.isInteger(amountKes) ? whole.format(amountKes) : cents.format(amountKes)}`
}

/** `Ksh 1,000.00`, as on a balance. @param {number} amountKes */
export function balance(amountKes) {
  return `Ksh ${cents.format(amountKes)}`
}

/** `0712 345 678` for 254712345678; any other number as it is. @param {string} msisdn */
export function phoneNumber(msisdn) {
  const match = /^254(\d{3})(\d{3})(\d{3})$/.exec(msisdn)
  return match ? `0${match[1]} ${match[2]} ${match[3]}` : msisdn
}

/** 2547… for whatever way a person wrote a Kenyan number; otherwise the digits as they are. @param {string} written */
export function toMsisdn(written) {
  const digits = written.replace(/\D/g, '')
  if (/^0[17]\d{8}$/.test(digits)) return `254${digits.slice(1)}`
  if (/^[17]\d{8}$/.test(digits)) return `254${digits}`
  return digits
}

/** `14:05` in Nairobi. @param {Date} date @param {string} language */
export function clockTime(date, language) {
  return formatter(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(date)
}

/** `14:05:09` in Nairobi. @param {Date} date @param {string} language */
export function preciseTime(date, language) {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }
  return formatter(language, parts).format(date)
}

/** `Monday 23 November`. @param {Date} date @param {string} language */
export function longDate(date, language) {
  return formatter(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(date)
}

/** `23 Nov, 14:05` in Nairobi. @param {Date} date @param {string} language */
export function dayAndTime(date, language) {
  const parts = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }
  return formatter(language, parts).format(date)
}

/** The time for today, otherwise the day. @param {Date} date @param {Date} now @param {string} language */
export function shortWhen(date, now, language) {
  const day = formatter(language, { day: 'numeric', month: 'short' })
  return day.format(date) === day.format(now) ? clockTime(date, language) : day.format(date)
}

/** Whole seconds until `iso`, never below zero. @param {string} iso @param {Date} now */
export function secondsUntil(iso, now) {
  return Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 1000))
}

/**
 * The one-time code in an SMS, or null. A number alone is not a code (business numbers have six
 * digits too): the text must also speak of a code, or end in the WebOTP form `@host #123456`.
 * @param {string} text
 */
export function oneTimeCode(text) {
  const bound = /@\S+ #(\d{4,8})\s*$/.exec(text)
  if (bound) return bound[1]
  if (!/\b(code|otp|msimbo|kodi|namba ya siri|nambari ya siri)\b/i.test(text)) return null
  const match = /(?<![\d.,/#-])(\d{3}[ -]\d{3}|\d{4,8})(?![\d/]|[.,]\d)/.exec(text)
  return match ? match[1].replace(/\D/g, '') : null
}

/** The receipt number that an M-PESA message begins with, or null. @param {string} text */
export function receiptOf(text) {
  const match = /^(?:Congratulations! |Hongera! )?([A-Z]{2}[A-Z0-9]{8})\b/.exec(text)
  return match ? match[1] : null
}

/** The class of a phone's wallpaper: always the same for the same number. @param {string} msisdn */
export function wallpaperOf(msisdn) {
  let sum = 7
  for (const digit of msisdn) sum = (sum * 31 + Number(digit)) % 65_521
  return `tone-${sum % wallpaperCount}`
}

function formatter(language, parts) {
  const key = language + JSON.stringify(parts)
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(language === 'sw' ? 'sw-KE' : 'en-GB', { timeZone, ...parts })
    formatters.set(key, found)
  }
  return found
}
