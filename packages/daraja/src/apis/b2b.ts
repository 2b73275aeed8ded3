import { z } from 'zod'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api } from './api.ts'
import {
  type AsyncInput,
  asyncFieldNames,
  resultUrlFields,
  secretsOf,
  signedFields,
} from './async-fields.ts'
import type { AsyncAccepted, Submission } from './outcomes.ts'
import { identifierTypeOf, type Organisation, type Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import { occasion, oneOf, phone, remarks, shillings, shortcode, text } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** The commands besides paying a PayBill, a till and a B2C account (reference §16). */
export type B2bOtherCommand =
  | 'BusinessTransferFromMMFToUtility'
  | 'DisburseFundsToBusiness'
  | 'BusinessToBusinessTransfer'
  | 'MerchantToMerchantTransfer'
  | 'MerchantTransferFromMerchantToWorking'
  | 'MerchantServicesMMFAccountTransfer'
  | 'AgencyFloatAdvance'

/** Money from an organisation's Working account to another organisation, or between its own. */
export type B2bInput = AsyncInput & {
  amount: Shillings
  /** Who pays. */
  shortcode: string
  /** The customer on whose behalf it is paid. */
  requester?: Msisdn | undefined
} & (
    | {
        commandId: 'BusinessPayBill'
        to: { type: 'paybill'; number: string }
        /** The account at the receiver. */
        accountReference: string
      }
    | {
        commandId: 'BusinessBuyGoods'
        /**
         * A till is sent as identifier type 2, which production users report to work where the
         * portal's 4 fails with SFC_IC0003; a head office (store) as 4 (reference §16).
         */
        to: { type: 'till' | 'headOffice'; number: string }
        accountReference?: string | undefined
      }
    | {
        /** Tops up the Utility account of a B2C shortcode. */
        commandId: 'BusinessPayToBulk'
        to: { type: 'paybill'; number: string }
        accountReference?: string | undefined
      }
    | { commandId: B2bOtherCommand; to: Organisation; accountReference?: string | undefined }
  )

export type B2bOutcome = Submission<AsyncAccepted>

/** The portal says 13 characters, other documents 20. */
const accountReference = text(20)

export const b2bFields = {
  ...signedFields,
  SenderIdentifierType: z.literal('4', { error: 'must be 4' }),
  RecieverIdentifierType: oneOf(['2', '4']),
  Amount: shillings(),
  PartyA: shortcode,
  PartyB: shortcode,
  AccountReference: accountReference.optional(),
  Requester: phone.optional(),
  Remarks: remarks,
  ...resultUrlFields,
  Occassion: occasion.optional(),
}

/** The body of B2B, with Safaricom's own `RecieverIdentifierType` (reference §16). */
export const b2bRequest = z
  .strictObject({
    ...b2bFields,
    CommandID: oneOf([
      'BusinessPayBill',
      'BusinessBuyGoods',
      'BusinessPayToBulk',
      'BusinessTransferFromMMFToUtility',
      'DisburseFundsToBusiness',
      'BusinessToBusinessTransfer',
      'MerchantToMerchantTransfer',
      'MerchantTransferFromMerchantToWorking',
      'MerchantServicesMMFAccountTransfer',
      'AgencyFloatAdvance',
    ]),
  })
  .refine((body) => body.CommandID !== 'BusinessPayBill' || body.AccountReference !== undefined, {
    path: ['AccountReference'],
    error: 'must be given for a PayBill',
  })

export const b2b: Api<B2bInput, AsyncAccepted> = {
  endpoint: 'b2b',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.b2b
    const body = {
      Initiator: input.initiator.name,
      SecurityCredential: input.initiator.securityCredential,
      CommandID: input.commandId,
      SenderIdentifierType: '4' as const,
      RecieverIdentifierType: identifierTypeOf(input.to) === '2' ? ('2' as const) : ('4' as const),
      Amount: String(input.amount),
      PartyA: input.shortcode,
      PartyB: input.to.number,
      AccountReference: input.accountReference,
      Requester: input.requester,
      Remarks: input.remarks,
      QueueTimeOutURL: input.queueTimeOutUrl,
      ResultURL: input.resultUrl,
      Occassion: input.occasion,
    }
    const secrets = [
      ...secretsOf(input),
      ...(input.requester === undefined ? [] : [input.requester]),
    ]
    return prepareRequest(b2bRequest, { path, body, secrets }, b2bFieldNames)
  },
  read: readAsyncAck('b2b'),
}

export const b2bFieldNames = {
  ...asyncFieldNames,
  CommandID: 'commandId',
  RecieverIdentifierType: 'to.type',
  PartyA: 'shortcode',
  PartyB: 'to.number',
  AccountReference: 'accountReference',
  Requester: 'requester',
}
