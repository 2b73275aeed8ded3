import { parseEatTimestamp } from '../eat-time.ts'

/** `dd-MM-yyyy` or `dd-MM-yyyy HH:mm` in East Africa Time; undefined for anything else. */
export function parseSimDate(text: string): Date | undefined {
  const parts = /^(\d\d)-(\d\d)-(\d{4})(?: (\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)
  if (parts === null) return undefined
  const [, day, month, year, hour = '00', minute = '00', second = '00'] = parts
  return parseEatTimestamp(`${year}${month}${day}${hour}${minute}${second}`)
}
