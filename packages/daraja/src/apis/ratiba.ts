import { z } from 'zod'
import { DarajaError } from '../errors.ts'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import { eatDateDigits } from './eat-dates.ts'
import type { Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { declinedByCode, told, toldObject } from './read-answer.ts'
import { callbackUrl, oneOf, phone, shillings, shortcode, text, words } from './wire-fields.ts'
import { requestWording } from './wording.ts'

export type RatibaFrequency = keyof typeof frequencies

/** A standing order that a customer is asked to approve. */
export type RatibaInput = {
  /** No two orders of one customer may share it. */
  name: string
  /** First and last day, in East Africa Time. */
  startDate: Date
  endDate: Date
  frequency: RatibaFrequency
  /** Who receives. */
  to: { type: 'paybill' | 'till'; number: string }
  amount: Shillings
  /** Who pays. */
  msisdn: Msisdn
  callbackUrl: string
  /** At most 12 characters. */
  accountReference: string
  /** At most 13 characters. */
  description: string
  /** How a till's order is spelt: the portal says `Marchant`, Safaricom's collection `Merchant`. */
  tillSpelling?: 'Marchant' | 'Merchant'
}

export type RatibaOutcome = Submission<RatibaAccepted>
export type RatibaAccepted = {
  /** What the callback is matched by. */
  responseRefId: string
  responseDescription: string
}

/** The wire's number of each frequency (reference §24). */
export const frequencies = {
  'one-off': '1',
  daily: '2',
  weekly: '3',
  monthly: '4',
  'every-two-months': '5',
  quarterly: '6',
  'every-six-months': '7',
  yearly: '8',
} as const

const digitsDate = z.string({ error: 'must be a date' }).regex(/^\d{8}$/, 'must be a date')

/** The body of Ratiba, where `ReceiverPartyIdentifierType` is spelt rightly (reference §24). */
export const ratibaRequest = z
  .strictObject({
    StandingOrderName: words(100),
    StartDate: digitsDate,
    EndDate: digitsDate,
    BusinessShortCode: shortcode,
    TransactionType: oneOf([
      'Standing Order Customer Pay Bill',
      'Standing Order Customer Pay Marchant',
      'Standing Order Customer Pay Merchant',
    ]),
    ReceiverPartyIdentifierType: oneOf(['2', '4']),
    Amount: shillings(),
    PartyA: phone,
    CallBackURL: callbackUrl,
    AccountReference: text(12),
    TransactionDesc: text(13),
    Frequency: oneOf(['1', '2', '3', '4', '5', '6', '7', '8']),
  })
  .refine((body) => body.StartDate <= body.EndDate, {
    path: ['EndDate'],
    error: 'must not be before the start',
  })

export const ratiba: Api<RatibaInput, RatibaAccepted> = {
  endpoint: 'ratiba',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.ratiba
    const isTill = input.to.type === 'till'
    const body = {
      StandingOrderName: input.name,
      StartDate: eatDateDigits(input.startDate),
      EndDate: eatDateDigits(input.endDate),
      BusinessShortCode: input.to.number,
      TransactionType: isTill
        ? (`Standing Order Customer Pay ${input.tillSpelling ?? 'Marchant'}` as const)
        : ('Standing Order Customer Pay Bill' as const),
      ReceiverPartyIdentifierType: isTill ? ('2' as const) : ('4' as const),
      Amount: String(input.amount),
      PartyA: input.msisdn,
      CallBackURL: input.callbackUrl,
      AccountReference: input.accountReference,
      TransactionDesc: input.description,
      Frequency: frequencies[input.frequency],
    }
    return prepareRequest(ratibaRequest, { path, body, secrets: [input.msisdn] }, names)
  },
  read,
}

const names = {
  StandingOrderName: 'name',
  StartDate: 'startDate',
  EndDate: 'endDate',
  BusinessShortCode: 'to.number',
  TransactionType: 'to.type',
  ReceiverPartyIdentifierType: 'to.type',
  Amount: 'amount',
  PartyA: 'msisdn',
  CallBackURL: 'callbackUrl',
  AccountReference: 'accountReference',
  TransactionDesc: 'description',
  Frequency: 'frequency',
}

// Three shapes: the acknowledgement, a refusal in the same envelope, and a flat refusal of its own
// (reference §24). Daraja's common error envelope never comes here.
function read(answer: ReadableAnswer): Reading<RatibaAccepted> | undefined {
  const { body, status, wording } = answer
  const header = toldObject(body, 'ResponseHeader')
  const code = identifierOf(told(header, 'responseCode'))
  const responseDescription = sentenceOf(told(header, 'responseDescription'))
  if (code === '200') {
    const responseRefId = identifierOf(told(header, 'responseRefID'))
    return responseRefId === ''
      ? undefined
      : { ok: true, answer: { responseRefId, responseDescription } }
  }
  if (code !== '') {
    return declinedByCode(answer, { api: 'ratiba', code, description: responseDescription })
  }
  const flatCode = identifierOf(told(body, 'responseCode'))
  const message = sentenceOf(told(body, 'responseMessage'))
  // A time-out and a conflict with an earlier request prove nothing.
  if (!/^4(?!08|09)\d\d$/.test(flatCode)) return undefined
  const error = new DarajaError({
    code: message.startsWith('Value in field') ? 'field_refused' : 'request_declined',
    outcome: 'rejected',
    message: wording.rejected,
    detail: message || `Code ${flatCode}`,
    httpStatus: status,
    gatewayCode: flatCode,
    requestId: identifierOf(told(body, 'requestRefId')) || undefined,
  })
  return { ok: false, error }
}
