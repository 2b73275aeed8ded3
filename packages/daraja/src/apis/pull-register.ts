import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { Submission } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, told } from './read-answer.ts'
import { callbackUrl, localPhone, phone, shortcode } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** Opens Pull Transactions for a shortcode; done once. */
export type PullRegisterInput = {
  shortcode: string
  /** A phone of the organisation. */
  nominatedNumber: Msisdn
  callbackUrl: string
}

export type PullRegisterOutcome = Submission<PullRegistered>
export type PullRegistered = {
  responseRefId: string
  alreadyRegistered: boolean
  responseDescription: string
}

/** The body of Pull register (reference §25). */
export const pullRegisterRequest = z.strictObject({
  ShortCode: shortcode,
  RequestType: z.literal('Pull'),
  NominatedNumber: z.union([phone, localPhone], 'must be a Kenyan phone number'),
  CallBackURL: callbackUrl,
})

export const pullRegister: Api<PullRegisterInput, PullRegistered> = {
  endpoint: 'pullRegister',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.pullRegister
    const body = {
      ShortCode: input.shortcode,
      RequestType: 'Pull' as const,
      NominatedNumber: input.nominatedNumber,
      CallBackURL: input.callbackUrl,
    }
    const secrets = [input.nominatedNumber]
    return prepareRequest(pullRegisterRequest, { path, body, secrets }, names)
  },
  read,
}

const names = {
  ShortCode: 'shortcode',
  NominatedNumber: 'nominatedNumber',
  CallBackURL: 'callbackUrl',
}

// A production user reads the keys with a space: `Response Status`, `Response Description`.
function read(answer: ReadableAnswer): Reading<PullRegistered> | undefined {
  const { body } = answer
  const code =
    identifierOf(told(body, 'ResponseStatus')) || identifierOf(told(body, 'ResponseCode'))
  const responseDescription = sentenceOf(told(body, 'ResponseDescription'))
  const responseRefId = identifierOf(told(body, 'ResponseRefID'))
  if (code === '') return undefined
  if (code !== '1000' && code !== '1001') {
    return declined(answer, { code, description: responseDescription })
  }
  const alreadyRegistered = code === '1001'
  return { ok: true, answer: { responseRefId, alreadyRegistered, responseDescription } }
}
