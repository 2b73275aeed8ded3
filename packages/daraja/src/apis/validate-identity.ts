import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { LookUp } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, told } from './read-answer.ts'
import { identifier, phone, shortcode, text } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** Whether a phone is registered to the holder of this identity document. */
export type ValidateIdentityInput = {
  /** Unique per question. */
  requestRefId: string
  shortcode: string
  msisdn: Msisdn
  /** As Safaricom names the types of documents. */
  idType: string
  idNumber: string
}

/** No source shows the answer's shape (reference §27): `facts` is everything that was said. */
export type ValidateIdentityOutcome = LookUp<{ facts: Readonly<Record<string, unknown>> }>

/** The body of Mobile Number Validation. */
export const validateIdentityRequest = z.strictObject({
  requestRefID: identifier(64),
  shortCode: shortcode,
  msisdn: phone,
  idType: text(40),
  idNumber: text(40),
})

export const validateIdentity: Api<
  ValidateIdentityInput,
  { facts: Readonly<Record<string, unknown>> }
> = {
  endpoint: 'validateIdentity',
  wording: lookUpWording,
  request: (input) => {
    const [path] = endpointPaths.validateIdentity
    const body = {
      requestRefID: input.requestRefId,
      shortCode: input.shortcode,
      msisdn: input.msisdn,
      idType: input.idType,
      idNumber: input.idNumber,
    }
    const secrets = [input.msisdn, input.idNumber]
    return prepareRequest(validateIdentityRequest, { path, body, secrets }, names)
  },
  read,
}

const names = { requestRefID: 'requestRefId', shortCode: 'shortcode' }

function read(
  answer: ReadableAnswer,
): Reading<{ facts: Readonly<Record<string, unknown>> }> | undefined {
  const { body, status } = answer
  const code = identifierOf(told(body, 'responseCode'))
  const description = sentenceOf(told(body, 'responseDesc') ?? told(body, 'responseMessage'))
  if (/^4\d\d$/.test(code)) return declined(answer, { code, description })
  const isWell = status >= 200 && status <= 299 && !/^5\d\d$/.test(code)
  return isWell && Object.keys(body).length > 0 ? { ok: true, answer: { facts: body } } : undefined
}
