/** `yyyyMMddHHmmss` in East Africa Time (UTC+3 all year), as Daraja writes instants. */
export function formatEatTimestamp(instant: Date): string {
  const local = new Date(instant.getTime() + eatOffsetMs)
  return local.toISOString().slice(0, 19).replace(/\D/g, '')
}

/**
 * The instant of a `yyyyMMddHHmmss` in East Africa Time; undefined for anything else, impossible
 * dates included.
 */
export function parseEatTimestamp(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+03:00`)
  // 31 April parses as 1 May in some engines: only what reads back the same was a date.
  if (Number.isNaN(instant.getTime()) || formatEatTimestamp(instant) !== text) return undefined
  return instant
}

const eatOffsetMs = 3 * 60 * 60 * 1000
