import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer } from './api.ts'
import type { LookUp, Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { declinedByCode, told, toldObject } from './read-answer.ts'
import { phone, shillings, shortcode, text } from './wire-fields.ts'
import { lookUpWording, requestWording } from './wording.ts'

/** What Bonga points are worth. */
export type BongaCalculateInput = { points: number }

/** Pays a PayBill with a customer's Bonga points. */
export type BongaRedeemInput = {
  msisdn: Msisdn
  amount: Shillings
  points: number
  /** As calculating the points answered it, such as `0.2`. */
  rate: string
  shortcode: string
  accountNumber: string
}

export type BongaCalculateOutcome = LookUp<BongaWorth>
export type BongaWorth = { points: number; amount: number; rate: string }

export type BongaRedeemOutcome = Submission<BongaRedeemed>
export type BongaRedeemed = { requestRefId: string; message: string }

const points = z
  .int({ error: 'must be whole points, at least 1' })
  .min(1, 'must be whole points, at least 1')

/** The bodies of Lipa na Bonga (reference §28). */
export const bongaCalculatePointsRequest = z.strictObject({ points })

export const bongaRedeemPaybillRequest = z.strictObject({
  msisdn: phone,
  amount: shillings(),
  bongaPoints: points,
  conversionRate: z
    .union([z.number(), z.string()], 'must be a rate such as 0.2')
    .refine((value) => Number(value) > 0, 'must be a rate such as 0.2'),
  shortCode: shortcode,
  accountNumber: text(20),
})

export const bongaCalculatePoints: Api<BongaCalculateInput, BongaWorth> = {
  endpoint: 'bongaCalculatePoints',
  wording: lookUpWording,
  request: ({ points }) => {
    const [path] = endpointPaths.bongaCalculatePoints
    return prepareRequest(bongaCalculatePointsRequest, { path, body: { points }, secrets: [] }, {})
  },
  read: (answer) => {
    const { code, description } = headerOf(answer)
    if (code === '') return undefined
    if (code !== '200') return declinedByCode(answer, { api: 'bonga', code, description })
    const body = toldObject(answer.body, 'body')
    const amount = Number(told(body, 'amount') ?? Number.NaN)
    const worth = { points: Number(told(body, 'points') ?? Number.NaN), amount }
    if (!Number.isFinite(worth.amount)) return undefined
    return { ok: true, answer: { ...worth, rate: identifierOf(told(body, 'rate')) } }
  },
}

export const bongaRedeemPaybill: Api<BongaRedeemInput, BongaRedeemed> = {
  endpoint: 'bongaRedeemPaybill',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.bongaRedeemPaybill
    const body = {
      msisdn: input.msisdn,
      amount: input.amount,
      bongaPoints: input.points,
      conversionRate: input.rate,
      shortCode: input.shortcode,
      accountNumber: input.accountNumber,
    }
    return prepareRequest(bongaRedeemPaybillRequest, { path, body, secrets: [input.msisdn] }, names)
  },
  read: (answer) => {
    const { code, description, requestRefId } = headerOf(answer)
    if (code === '') return undefined
    if (code !== '200') return declinedByCode(answer, { api: 'bonga', code, description })
    return { ok: true, answer: { requestRefId, message: description } }
  },
}

const names = { bongaPoints: 'points', conversionRate: 'rate', shortCode: 'shortcode' }

function headerOf({ body }: ReadableAnswer) {
  const header = toldObject(body, 'header')
  const said = [told(header, 'customerMessage'), told(header, 'responseMessage')].map(sentenceOf)
  return {
    code: identifierOf(told(header, 'responseCode')),
    description: said.find((each) => each !== '') ?? '',
    requestRefId: identifierOf(told(header, 'requestRefId')),
  }
}
