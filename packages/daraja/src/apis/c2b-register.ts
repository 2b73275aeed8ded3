import { z } from 'zod'
import { DarajaError } from '../errors.ts'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { Submission } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, isZero, originatorId, told } from './read-answer.ts'
import { callbackUrl, oneOf, shortcode } from './wire-fields.ts'
import { requestWording } from './wording.ts'

export type C2bRegisterInput = {
  /** The PayBill, or the store number of a till. */
  shortcode: string
  /** What M-PESA does with a payment when the validation URL does not answer. */
  responseType: 'Completed' | 'Cancelled'
  confirmationUrl: string
  /** Called only once Safaricom has switched external validation on for the shortcode. */
  validationUrl: string
  /** Decides how phones arrive: `v2` masked, `v1` hashed. The app's product allows one; left out, v2. */
  version?: 'v1' | 'v2'
}

export type C2bRegisterOutcome = Submission<C2bRegistered>
export type C2bRegistered = { originatorConversationId: string; responseDescription: string }

/** Words that Safaricom refuses anywhere in a registered URL, in any case (reference §8.3). */
export const forbiddenUrlWords = [
  'm-pesa',
  'mpesa',
  'safaricom',
  'exe',
  'exec',
  'cmd',
  'sql',
  'query',
] as const

const registeredUrl = callbackUrl.refine(
  (value) => !forbiddenUrlWords.some((word) => value.toLowerCase().includes(word)),
  `must contain none of ${forbiddenUrlWords.join(', ')}`,
)

/** The body of C2B register (reference §11). */
export const c2bRegisterRequest = z.strictObject({
  ShortCode: shortcode,
  ResponseType: oneOf(['Completed', 'Cancelled']),
  ConfirmationURL: registeredUrl,
  ValidationURL: registeredUrl,
})

export const c2bRegister: Api<C2bRegisterInput, C2bRegistered> = {
  endpoint: 'c2bRegister',
  wording: requestWording,
  request: (input) => {
    const [v2, v1] = endpointPaths.c2bRegister
    const body = {
      ShortCode: input.shortcode,
      ResponseType: input.responseType,
      ConfirmationURL: input.confirmationUrl,
      ValidationURL: input.validationUrl,
    }
    const path = input.version === 'v1' ? v1 : v2
    return prepareRequest(c2bRegisterRequest, { path, body, secrets: [] }, names)
  },
  read: readRegistered,
}

const names = {
  ShortCode: 'shortcode',
  ResponseType: 'responseType',
  ConfirmationURL: 'confirmationUrl',
  ValidationURL: 'validationUrl',
}

/** Also of C2B simulate: `ResponseCode` is `0` on the portal and `00000000` in the sandbox. */
export function readRegistered(answer: ReadableAnswer): Reading<C2bRegistered> | undefined {
  const { body, status, wording } = answer
  const code = identifierOf(told(body, 'ResponseCode'))
  const responseDescription = sentenceOf(told(body, 'ResponseDescription'))
  // The form of 2019: an answer that looks well and says no (reference §11).
  if (/already registered/i.test(responseDescription)) {
    const facts = { code: 'already_registered', outcome: 'rejected', httpStatus: status } as const
    const said = { message: wording.rejected, detail: responseDescription, gatewayCode: code }
    return { ok: false, error: new DarajaError({ ...facts, ...said }) }
  }
  if (code === '') return undefined
  if (!isZero(code)) return declined(answer, { code, description: responseDescription })
  return { ok: true, answer: { originatorConversationId: originatorId(body), responseDescription } }
}
