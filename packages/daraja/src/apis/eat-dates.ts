import { formatEatTimestamp } from '../eat-time.ts'

// Every date of a request is East Africa Time (reference §3.2). Of what is no date the text is
// empty, so that the API's schema refuses it by name.

/** `yyyyMMdd`, as Ratiba writes dates. */
export function eatDateDigits(date: Date): string {
  return isDate(date) ? formatEatTimestamp(date).slice(0, 8) : ''
}

/** `yyyy-MM-dd`, as Bill Manager writes dates. */
export function eatDate(date: Date): string {
  return eatDateDigits(date).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
}

/** `yyyy-MM-dd HH:mm:ss`, as Pull writes instants. */
export function eatDateTime(date: Date): string {
  const [, day = '', time = ''] =
    /^(\d{8})(\d{6})$/.exec(isDate(date) ? formatEatTimestamp(date) : '') ?? []
  if (day === '') return ''
  return `${eatDate(date)} ${time.replace(/^(\d\d)(\d\d)(\d\d)$/, '$1:$2:$3')}`
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime())
}
