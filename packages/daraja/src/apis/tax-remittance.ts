import { z } from 'zod'
import { endpointPaths } from '../http/endpoints.ts'
import type { Api } from './api.ts'
import { type AsyncInput, secretsOf } from './async-fields.ts'
import { b2bFieldNames, b2bFields } from './b2b.ts'
import type { AsyncAccepted, Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import { text } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** Tax from an organisation's Working account to the Kenya Revenue Authority. */
export type TaxRemittanceInput = AsyncInput & {
  amount: Shillings
  shortcode: string
  /** KRA's payment registration number. */
  prn: string
}

export type TaxRemittanceOutcome = Submission<AsyncAccepted>

/** The authority's own shortcode, and the only receiver (reference §17). */
export const kraShortcode = '572572'

/** The body of Tax Remittance: that of B2B with fixed values. */
export const taxRemittanceRequest = z.strictObject({
  ...b2bFields,
  CommandID: z.literal('PayTaxToKRA'),
  RecieverIdentifierType: z.literal('4'),
  PartyB: z.union([z.literal(kraShortcode), z.literal(Number(kraShortcode))]),
  AccountReference: text(40),
})

export const taxRemittance: Api<TaxRemittanceInput, AsyncAccepted> = {
  endpoint: 'taxRemittance',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.taxRemittance
    const body = {
      Initiator: input.initiator.name,
      SecurityCredential: input.initiator.securityCredential,
      CommandID: 'PayTaxToKRA' as const,
      SenderIdentifierType: '4' as const,
      RecieverIdentifierType: '4' as const,
      Amount: String(input.amount),
      PartyA: input.shortcode,
      PartyB: kraShortcode,
      AccountReference: input.prn,
      Remarks: input.remarks,
      QueueTimeOutURL: input.queueTimeOutUrl,
      ResultURL: input.resultUrl,
      Occassion: input.occasion,
    } as const
    const names = { ...b2bFieldNames, AccountReference: 'prn' }
    return prepareRequest(taxRemittanceRequest, { path, body, secrets: secretsOf(input) }, names)
  },
  read: readAsyncAck('b2b'),
}
