import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { LookUp } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, told, toldObject } from './read-answer.ts'
import { identifier, phone, shortcode } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** Whose phone this is, with names masked, before money is sent to it. */
export type B2cHakikishaInput = {
  /** Unique per question. */
  requestId: string
  msisdn: Msisdn
  shortcode: string
}

export type B2cHakikishaOutcome = LookUp<MaskedName>
export type MaskedName = { firstName: string; middleName: string; lastName: string }

/** The body of B2C Hakikisha (reference §27). */
export const b2cHakikishaRequest = z.strictObject({
  header: z.strictObject({
    requestID: identifier(64),
    timestamp: z.string({ error: 'must be an instant' }).min(1, 'must be an instant'),
  }),
  body: z.strictObject({ msisdn: phone, shortcode }),
})

export const b2cHakikisha: Api<B2cHakikishaInput, MaskedName> = {
  endpoint: 'b2cHakikisha',
  wording: lookUpWording,
  request: ({ requestId, msisdn, shortcode }, clock) => {
    const [path] = endpointPaths.b2cHakikisha
    const header = { requestID: requestId, timestamp: clock.now().toISOString() }
    const body = { header, body: { msisdn, shortcode } }
    return prepareRequest(
      b2cHakikishaRequest,
      { path, body, secrets: [msisdn] },
      {
        header: '',
        body: '',
        requestID: 'requestId',
      },
    )
  },
  read,
}

function read(answer: ReadableAnswer): Reading<MaskedName> | undefined {
  const header = toldObject(answer.body, 'header')
  const body = toldObject(answer.body, 'body')
  const code = identifierOf(told(header, 'status'))
  if (code === '') return undefined
  if (code === '200') {
    return {
      ok: true,
      answer: {
        firstName: sentenceOf(told(body, 'firstName')),
        middleName: sentenceOf(told(body, 'middleName')),
        lastName: sentenceOf(told(body, 'lastName')),
      },
    }
  }
  if (/^5\d\d$/.test(code)) return undefined
  const said = [told(header, 'message'), told(header, 'statusDescription')].map(sentenceOf)
  return declined(answer, { code, description: said.find((each) => each !== '') ?? '' })
}
