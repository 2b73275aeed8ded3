import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { declinedByCode, isZero, told } from './read-answer.ts'
import { callbackUrl, identifier, shillings, shortcode, text, words } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** A prompt on the phone of a till's operator, to pay a vendor's PayBill. */
export type ExpressCheckoutInput = {
  /** The merchant's till, which pays. */
  till: string
  /** The vendor's PayBill, which receives. */
  paybill: string
  amount: Shillings
  /** Shown to the merchant. */
  paymentReference: string
  callbackUrl: string
  /** The vendor's name in the prompt. */
  partnerName: string
  /** Unique per request; the callback carries it. */
  requestRefId: string
}

export type ExpressCheckoutOutcome = Submission<ExpressAccepted>
export type ExpressAccepted = { status: string }

/** The body of Express CheckOut, in lower camel case unlike every other (reference §18). */
export const expressCheckoutRequest = z.strictObject({
  primaryShortCode: shortcode,
  receiverShortCode: shortcode,
  amount: shillings(),
  paymentRef: text(40),
  callbackUrl,
  partnerName: words(60),
  RequestRefID: identifier(64),
})

export const expressCheckout: Api<ExpressCheckoutInput, ExpressAccepted> = {
  endpoint: 'expressCheckout',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.expressCheckout
    const body = {
      primaryShortCode: input.till,
      receiverShortCode: input.paybill,
      amount: String(input.amount),
      paymentRef: input.paymentReference,
      callbackUrl: input.callbackUrl,
      partnerName: input.partnerName,
      RequestRefID: input.requestRefId,
    }
    return prepareRequest(expressCheckoutRequest, { path, body, secrets: [] }, names)
  },
  read,
}

const names = {
  primaryShortCode: 'till',
  receiverShortCode: 'paybill',
  paymentRef: 'paymentReference',
  RequestRefID: 'requestRefId',
}

function read(answer: ReadableAnswer): Reading<ExpressAccepted> | undefined {
  const code = identifierOf(told(answer.body, 'code'))
  const status = sentenceOf(told(answer.body, 'status'))
  if (code === '') return undefined
  if (!isZero(code)) return declinedByCode(answer, { api: 'express', code, description: status })
  return { ok: true, answer: { status } }
}
