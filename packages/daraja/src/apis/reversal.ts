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
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import { occasion, oneOf, receipt, remarks, shillings, shortcode } from './wire-fields.ts'
import { requestWording } from './wording.ts'

/** Gives back what a customer paid to this organisation; nothing else can be reversed by API. */
export type ReversalInput = AsyncInput & {
  /** Of the payment to reverse. */
  receipt: string
  amount: Shillings
  /** The organisation that was paid, and gives back. */
  shortcode: string
  /** `11` by the portal and most libraries, `4` in Safaricom's own collection (reference §21). */
  receiverIdentifierType?: '11' | '4'
}

export type ReversalOutcome = Submission<AsyncAccepted>

/** The body of Reversal: `RecieverIdentifierType`, and `Occasion` with one s. */
export const reversalRequest = z.strictObject({
  ...signedFields,
  CommandID: z.literal('TransactionReversal'),
  TransactionID: receipt,
  Amount: shillings(),
  ReceiverParty: shortcode,
  RecieverIdentifierType: oneOf(['11', '4']),
  ...resultUrlFields,
  Remarks: remarks,
  Occasion: occasion.optional(),
})

export const reversal: Api<ReversalInput, AsyncAccepted> = {
  endpoint: 'reversal',
  wording: requestWording,
  request: (input) => {
    const [path] = endpointPaths.reversal
    const body = {
      Initiator: input.initiator.name,
      SecurityCredential: input.initiator.securityCredential,
      CommandID: 'TransactionReversal' as const,
      TransactionID: input.receipt,
      Amount: String(input.amount),
      ReceiverParty: input.shortcode,
      RecieverIdentifierType: input.receiverIdentifierType ?? ('11' as const),
      ResultURL: input.resultUrl,
      QueueTimeOutURL: input.queueTimeOutUrl,
      Remarks: input.remarks,
      Occasion: input.occasion,
    }
    return prepareRequest(reversalRequest, { path, body, secrets: secretsOf(input) }, names)
  },
  read: readAsyncAck('reversal'),
}

const names = {
  ...asyncFieldNames,
  TransactionID: 'receipt',
  ReceiverParty: 'shortcode',
  RecieverIdentifierType: 'receiverIdentifierType',
}
