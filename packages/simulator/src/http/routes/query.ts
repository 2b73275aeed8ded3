import { z } from 'zod'
import { parseEatTimestamp } from '../../time/east-africa-time.ts'

/** `cursor` and `limit` of every list. */
export const pageFields = {
  cursor: z.string().min(1).max(200).exactOptional(),
  limit: z.coerce.number().int().min(1).max(1_000).exactOptional(),
}

/** An instant: ISO 8601, a day (`2026-11-23`) or a minute of Nairobi, or milliseconds. */
export const instant = z.string().transform((text, context) => {
  const ms = instantOf(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom', message: `“${text}” is no date` })
  return z.NEVER
})

/** The same at the end of a time: a day is over at its end. */
export const lastInstant = z.string().transform((text, context) => {
  const ms = instantOf(text)
  if (ms !== undefined) return /^\d{4}-\d{2}-\d{2}$/.test(text) ? ms + 86_400_000 - 1 : ms
  context.addIssue({ code: 'custom', message: `“${text}” is no date` })
  return z.NEVER
})

function instantOf(text: string): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const local = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (local !== null) {
    const [, year, month, day, hour = '00', minute = '00', second = '00'] = local
    return parseEatTimestamp(`${year}${month}${day}${hour}${minute}${second}`)?.getTime()
  }
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}
