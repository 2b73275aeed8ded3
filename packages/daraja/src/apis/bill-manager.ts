import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { Submission } from './outcomes.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, told } from './read-answer.ts'
import { callbackUrl, localPhone, oneOf, shortcode } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** A biller who joins Bill Manager, or changes its details. */
export type BillOptInInput = {
  shortcode: string
  email: string
  /** Whom customers call. */
  officialContact: Msisdn
  /** Seven days before, three days before and on the due date. */
  sendReminders: boolean
  /** A picture for the invoice, as Safaricom takes it; left out, none. */
  logo?: string | undefined
  /** Where payments of invoices are told. */
  callbackUrl: string
}

export type BillOptInOutcome = Submission<BillDone & { appKey: string }>
export type BillOutcome = Submission<BillDone>
export type BillDone = { message: string }

/** The body of opting in and of changing the details (reference §23); all keys in lower case. */
export const billOptInRequest = z.strictObject({
  shortcode,
  email: z.email({ error: 'must be an e-mail address' }),
  officialContact: localPhone,
  sendReminders: oneOf(['0', '1']),
  logo: z.string({ error: 'must be a text' }).max(32_768, 'must be at most 32 kB').optional(),
  callbackurl: callbackUrl,
})

export const billOptIn: Api<BillOptInInput, BillDone & { appKey: string }> = {
  endpoint: 'billOptIn',
  wording: requestWording,
  request: (input) => optInRequest(input, endpointPaths.billOptIn[0]),
  read: (answer) => {
    const done = readBillAnswer(answer)
    if (done?.ok !== true) return done
    const appKey = identifierOf(told(answer.body, 'app_key'))
    return { ok: true, answer: { appKey, ...done.answer } }
  },
}

export const billChangeOptIn: Api<BillOptInInput, BillDone> = {
  endpoint: 'billChangeOptIn',
  wording: requestWording,
  request: (input) => optInRequest(input, endpointPaths.billChangeOptIn[0]),
  read: readBillAnswer,
}

/** `rescode` 200, and what was said; every other `rescode` is a refusal with its reasons. */
export function readBillAnswer(answer: ReadableAnswer): Reading<BillDone> | undefined {
  const { body } = answer
  const code = identifierOf(told(body, 'rescode'))
  const said = [told(body, 'Status_Message'), told(body, 'resmsg')].map(sentenceOf)
  if (code === '') return undefined
  if (code === '200')
    return { ok: true, answer: { message: said.find((each) => each !== '') ?? '' } }
  const description = [...said, ...errorsOf(body)].filter((each) => each !== '').join('; ')
  return declined(answer, { code, description: description.slice(0, 1000) })
}

/** `0708374149`, as Bill Manager wants phones. */
export function toLocalPhone(msisdn: Msisdn): string {
  return typeof msisdn === 'string' ? msisdn.replace(/^254/, '0') : ''
}

function optInRequest(input: BillOptInInput, path: string) {
  const body = {
    shortcode: input.shortcode,
    email: input.email,
    officialContact: toLocalPhone(input.officialContact),
    sendReminders: input.sendReminders ? ('1' as const) : ('0' as const),
    logo: input.logo ?? '',
    callbackurl: input.callbackUrl,
  }
  const names = { callbackurl: 'callbackUrl' }
  return prepareRequest(billOptInRequest, { path, body, secrets: [] }, names)
}

function errorsOf(body: Record<string, unknown>): string[] {
  const errors = told(body, 'errors')
  if (!Array.isArray(errors)) return []
  return errors
    .slice(0, 20)
    .map((each) => (typeof each === 'object' ? JSON.stringify(each) : sentenceOf(each)))
}
