import { z } from 'zod'
import { endpointPaths } from '../http/endpoints.ts'
import type { Api } from './api.ts'
import {
  type AsyncInput,
  asyncFieldNames,
  resultUrlFields,
  secretsOf,
  signedFields,
} from './async-fields.ts'
import type { AsyncAccepted, Submission } from './outcomes.ts'
import { type IdentifiedParty, identifierTypeOf, numberOf } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import { identifier, occasion, oneOf, phone, receipt, remarks, shortcode } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** What became of a payment; one of the two ids is enough. */
export type TransactionStatusInput = AsyncInput & {
  /** Whose payment it is. */
  party: IdentifiedParty
} & (
    | { receipt: string; originatorConversationId?: string | undefined }
    | {
        receipt?: undefined
        /** The id that the payment was sent with, when its receipt is not known. */
        originatorConversationId: string
      }
  )

export type TransactionStatusOutcome = Submission<AsyncAccepted>

/** The body of Transaction Status: `Occasion` with one s (reference §19). */
export const transactionStatusRequest = z
  .strictObject({
    ...signedFields,
    CommandID: z.literal('TransactionStatusQuery'),
    TransactionID: receipt.optional(),
    OriginalConversationID: identifier(128).optional(),
    PartyA: z.union([shortcode, phone], 'must be a shortcode, a till or a phone'),
    IdentifierType: oneOf(['1', '2', '4']),
    ...resultUrlFields,
    Remarks: remarks,
    Occasion: occasion.optional(),
  })
  .refine((body) => (body.TransactionID ?? body.OriginalConversationID) !== undefined, {
    path: ['TransactionID'],
    error: 'or originatorConversationId must be given',
  })

export const transactionStatus: Api<TransactionStatusInput, AsyncAccepted> = {
  endpoint: 'transactionStatus',
  wording: lookUpWording,
  request: (input) => {
    const [path] = endpointPaths.transactionStatus
    const body = {
      Initiator: input.initiator.name,
      SecurityCredential: input.initiator.securityCredential,
      CommandID: 'TransactionStatusQuery' as const,
      TransactionID: input.receipt,
      OriginalConversationID: input.originatorConversationId,
      PartyA: numberOf(input.party),
      IdentifierType: identifierTypeOf(input.party),
      ResultURL: input.resultUrl,
      QueueTimeOutURL: input.queueTimeOutUrl,
      Remarks: input.remarks,
      Occasion: input.occasion,
    }
    return prepareRequest(
      transactionStatusRequest,
      { path, body, secrets: secretsOf(input) },
      names,
    )
  },
  read: readAsyncAck('status'),
}

const names = {
  ...asyncFieldNames,
  TransactionID: 'receipt',
  OriginalConversationID: 'originatorConversationId',
  PartyA: 'party',
  IdentifierType: 'party.type',
}
