import { z } from 'zod'
import { type PullRow, parsePullAnswer } from '../callbacks/pull-answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import { eatDateTime } from './eat-dates.ts'
import type { LookUp } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined } from './read-answer.ts'
import { shortcode } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** The payments that a shortcode received; Safaricom keeps the last 48 hours. */
export type PullQueryInput = {
  shortcode: string
  from: Date
  to: Date
  /** How many rows to pass over; left out, none. A page has 100 rows. */
  offset?: number
  /**
   * Left out, POST, which works. The portal's text wants GET with a body, which needs a transport
   * that can send one: the global `fetch` cannot.
   */
  method?: 'POST' | 'GET'
}

export type PullQueryOutcome = LookUp<PullPage>
export type PullPage = {
  /** Empty when there was nothing in that time. */
  rows: readonly PullRow[]
  /** How many entries of the answer were no rows, or had no usable receipt; `raw` has them. */
  unusable: number
  responseRefId: string
}

const instantRule = 'must be a date'
const instant = z
  .string({ error: instantRule })
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, instantRule)
const offsetRule = 'must be a whole number, 0 or more'

/** The body of Pull query (reference §25). */
export const pullQueryRequest = z
  .strictObject({
    ShortCode: shortcode,
    StartDate: instant,
    EndDate: instant,
    OffSetValue: z
      .union([z.int(), z.string()], offsetRule)
      .refine((value) => /^\d{1,9}$/.test(String(value)), offsetRule),
  })
  .refine((body) => body.StartDate <= body.EndDate, {
    path: ['EndDate'],
    error: 'must not be before the start',
  })

export const pullQuery: Api<PullQueryInput, PullPage> = {
  endpoint: 'pullQuery',
  wording: lookUpWording,
  request: (input) => {
    const [path] = endpointPaths.pullQuery
    const body = {
      ShortCode: input.shortcode,
      StartDate: eatDateTime(input.from),
      EndDate: eatDateTime(input.to),
      OffSetValue: String(input.offset ?? 0),
    }
    const method = input.method ?? 'POST'
    return prepareRequest(
      pullQueryRequest,
      { path, method, body, secrets: [], answerBytesMax },
      names,
    )
  },
  read,
}

const answerBytesMax = 4 * 1024 * 1024

const names = { ShortCode: 'shortcode', StartDate: 'from', EndDate: 'to', OffSetValue: 'offset' }

// Nothing found is 1001 with another id key and no rows, or 1000 with an empty list in a list.
function read(answer: ReadableAnswer): Reading<PullPage> | undefined {
  const parsed = parsePullAnswer(answer.raw)
  if (!parsed.ok) return undefined
  const { responseCode: code, description, rows, unusable, responseRefId = '' } = parsed
  if (code !== '1000' && code !== '1001') return declined(answer, { code, description })
  return { ok: true, answer: { rows, unusable, responseRefId } }
}
