import { z } from 'zod'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api } from './api.ts'
import { type C2bRegistered, readRegistered } from './c2b-register.ts'
import type { Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { oneOf, phone, shillings, shortcode, words } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** A customer's payment that never happened, for the sandbox only. */
export type C2bSimulateInput = {
  /** A test code whose URLs are registered. */
  shortcode: string
  amount: Shillings
  msisdn: Msisdn
  /** As in {@link C2bRegisterInput}. */
  version?: 'v1' | 'v2'
} & (
  | { commandId: 'CustomerPayBillOnline'; accountReference: string }
  | { commandId: 'CustomerBuyGoodsOnline'; accountReference?: undefined }
)

export type C2bSimulateOutcome = Submission<C2bRegistered>

/** The body of C2B simulate (reference §12). */
export const c2bSimulateRequest = z.strictObject({
  ShortCode: shortcode,
  CommandID: oneOf(['CustomerPayBillOnline', 'CustomerBuyGoodsOnline']),
  Amount: shillings(),
  Msisdn: phone,
  BillRefNumber: z.union([words(20), z.literal(''), z.null()]).optional(),
})

export const c2bSimulate: Api<C2bSimulateInput, C2bRegistered> = {
  endpoint: 'c2bSimulate',
  wording: requestWording,
  request: (input) => {
    const [v2, v1] = endpointPaths.c2bSimulate
    const body = {
      ShortCode: input.shortcode,
      CommandID: input.commandId,
      Amount: input.amount,
      Msisdn: Number(input.msisdn),
      BillRefNumber: input.accountReference ?? '',
    }
    const path = input.version === 'v1' ? v1 : v2
    return prepareRequest(c2bSimulateRequest, { path, body, secrets: [input.msisdn] }, names)
  },
  read: readRegistered,
}

const names = {
  ShortCode: 'shortcode',
  CommandID: 'commandId',
  Amount: 'amount',
  Msisdn: 'msisdn',
  BillRefNumber: 'accountReference',
}
