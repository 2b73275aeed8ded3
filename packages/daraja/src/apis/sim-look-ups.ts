import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { type ApiEndpoint, endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { LookUp } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, told } from './read-answer.ts'
import { parseSimDate } from './sim-date.ts'
import { phone } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** A question about a SIM card. Safaricom charges for some of them, each time they are asked. */
export type SimInput = { msisdn: Msisdn }

export type SimSwap = {
  requestRefId: string
  /**
   * When the SIM was last swapped; `none` where Safaricom says that it was not within three months;
   * left out when what it says is no date.
   */
  lastSwap?: Date | 'none'
}

export type ImsiFacts = SimSwap & {
  /** The identity of the SIM, hashed. */
  imsi: string
  registeredAt?: Date
  /** As it was told: a date, or words for more than a year. */
  registrationDate: string
}

/** Of answers whose shape no source shows: everything that was said. */
export type SimFacts = { requestRefId: string; facts: Readonly<Record<string, unknown>> }

export type ImsiOutcome = LookUp<ImsiFacts>
export type SimSwapOutcome = LookUp<SimSwap>
export type SimFactsOutcome = LookUp<SimFacts>

/** The body of every question about a SIM (reference §26). */
export const simRequest = z.strictObject({ customerNumber: phone })

export const imsi = simApi('imsi', (body): ImsiFacts => {
  const registrationDate = sentenceOf(told(body, 'msisdnRegistrationDate'))
  const registeredAt = parseSimDate(registrationDate)
  return {
    ...swapOf(body),
    imsi: identifierOf(told(body, 'imsi')),
    registrationDate,
    ...(registeredAt !== undefined && { registeredAt }),
  }
})

export const simSwap = simApi('simSwap', swapOf)
export const imsiLookup = simApi('imsiLookup', factsOf)
export const ageOnNetwork = simApi('ageOnNetwork', factsOf)

function simApi<Answer extends object>(
  endpoint: ApiEndpoint,
  readBody: (body: Record<string, unknown>) => Answer,
): Api<SimInput, Answer> {
  return {
    endpoint,
    wording: lookUpWording,
    request: ({ msisdn }) => {
      const [path] = endpointPaths[endpoint]
      const body = { customerNumber: msisdn }
      return prepareRequest(simRequest, { path, body, secrets: [msisdn] }, names)
    },
    read: (answer) => read(answer, readBody),
  }
}

const names = { customerNumber: 'msisdn' }

function read<Answer extends object>(
  answer: ReadableAnswer,
  readBody: (body: Record<string, unknown>) => Answer,
): Reading<Answer> | undefined {
  const code = identifierOf(told(answer.body, 'responseCode'))
  if (code === '') return undefined
  if (code === '200' || /^0+$/.test(code)) return { ok: true, answer: readBody(answer.body) }
  // Of its own failures the platform says nothing about the SIM: asking again may help.
  if (/^5\d\d$/.test(code)) return undefined
  return declined(answer, { code, description: sentenceOf(told(answer.body, 'responseDesc')) })
}

function swapOf(body: Record<string, unknown>): SimSwap {
  const date = sentenceOf(told(body, 'lastSwapDate'))
  const at = parseSimDate(date)
  const lastSwap = date.startsWith('01-01-1900') ? 'none' : at
  const requestRefId = identifierOf(told(body, 'requestRefID'))
  return { requestRefId, ...(lastSwap !== undefined && { lastSwap }) }
}

function factsOf(body: Record<string, unknown>): SimFacts {
  return { requestRefId: identifierOf(told(body, 'requestRefID')), facts: body }
}
