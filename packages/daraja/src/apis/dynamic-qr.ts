import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { LookUp } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, told } from './read-answer.ts'
import { oneOf, shillings, words } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** A QR code that a customer's M-PESA app reads. */
export type DynamicQrInput = {
  merchantName: string
  reference: string
  amount: Shillings
  /** Who is paid; an agent's is a withdrawal. */
  to:
    | { type: 'till' | 'agent' | 'paybill'; number: string }
    | { type: 'phone' | 'business'; msisdn: Msisdn }
  /** Length of a side in pixels; left out, 300. */
  sizePixels?: number
}

export type DynamicQrOutcome = LookUp<DynamicQr>
export type DynamicQr = {
  /** A PNG picture in base64. */
  qrCode: string
  responseDescription: string
}

/** The body of Dynamic QR (reference §22). */
export const dynamicQrRequest = z.strictObject({
  MerchantName: words(100),
  RefNo: words(40),
  Amount: shillings(),
  TrxCode: oneOf(['BG', 'WA', 'PB', 'SM', 'SB']),
  CPI: z
    .union([z.int(), z.string()], 'must be a till, agent, PayBill or phone number')
    .refine((value) => /^\d{4,12}$/.test(String(value)), 'must be 4 to 12 digits'),
  Size: z
    .union([z.int(), z.string()], 'must be 1 to 2000 pixels')
    .refine(
      (value) => /^([1-9]\d{0,2}|1\d{3}|2000)$/.test(String(value)),
      'must be 1 to 2000 pixels',
    ),
})

export const dynamicQr: Api<DynamicQrInput, DynamicQr> = {
  endpoint: 'dynamicQr',
  wording: lookUpWording,
  request: (input) => {
    const [path] = endpointPaths.dynamicQr
    const body = {
      MerchantName: input.merchantName,
      RefNo: input.reference,
      Amount: input.amount,
      TrxCode: transactionCodes[input.to.type],
      CPI: 'msisdn' in input.to ? input.to.msisdn : input.to.number,
      Size: String(input.sizePixels ?? 300),
    }
    return prepareRequest(dynamicQrRequest, { path, body, secrets: [], answerBytesMax }, names)
  },
  read,
}

const answerBytesMax = 4 * 1024 * 1024

const transactionCodes = {
  till: 'BG',
  agent: 'WA',
  paybill: 'PB',
  phone: 'SM',
  business: 'SB',
} as const

const names = {
  MerchantName: 'merchantName',
  RefNo: 'reference',
  Amount: 'amount',
  TrxCode: 'to.type',
  CPI: 'to',
  Size: 'sizePixels',
}

// The sandbox says `00`, the portal's sample puts a conversation id there: the picture decides.
function read(answer: ReadableAnswer): Reading<DynamicQr> | undefined {
  const responseDescription = sentenceOf(told(answer.body, 'ResponseDescription'))
  const qrCode = told(answer.body, 'QRCode')
  if (typeof qrCode === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(qrCode)) {
    return { ok: true, answer: { qrCode, responseDescription } }
  }
  const code = identifierOf(told(answer.body, 'ResponseCode'))
  if (code === '' || /^(0+|AG_.*)$/.test(code)) return undefined
  return declined(answer, { code, description: responseDescription })
}
