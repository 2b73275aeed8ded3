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
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number)
  return eatInstant({ year, month, day, hour, minute, second })
}

/** The instant of a date and time in East Africa Time; undefined where the calendar has none. */
export function eatInstant(parts: {
  year: number | undefined
  month: number | undefined
  day: number | undefined
  hour: number | undefined
  minute: number | undefined
  second: number | undefined
}): Date | undefined {
  const { year = 0, month = 0, day = 0, hour = 24, minute = 60, second = 60 } = parts
  if (year < 1000 || month < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second)
  const local = new Date(localMs)
  // 31 April would be 1 May.
  if (local.getUTCDate() !== day || local.getUTCMonth() !== month - 1) return undefined
  return new Date(localMs - eatOffsetMs)
}

const eatOffsetMs = 3 * 60 * 60 * 1000
