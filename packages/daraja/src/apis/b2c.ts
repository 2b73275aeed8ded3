import { z } from 'zod'
import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api } from './api.ts'
import { type AsyncInput, asyncFieldNames, resultUrlFields, secretsOf } from './async-fields.ts'
import type { AsyncAccepted, Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import {
  identifier,
  initiatorName,
  occasion,
  oneOf,
  phone,
  remarks,
  securityCredential,
  shillings,
  shortcode,
  text,
} from './wire-fields.ts'
import { requestWording } from './wording.ts'

export type B2cCommand = 'SalaryPayment' | 'BusinessPayment' | 'PromotionPayment'

/** Money from an organisation's Utility account to a phone. */
export type B2cInput = AsyncInput & {
  commandId: B2cCommand
  /** 10 to 250,000. */
  amount: Shillings
  /** Who pays. */
  shortcode: string
  /** Who receives. */
  msisdn: Msisdn
  /** Only with the product "B2C with ID validation"; its types come from Safaricom. */
  identity?: { type: string; number: string } | undefined
} & (
    | {
        version?: 'v3'
        /**
         * Made and stored by the caller before the call, once per payment: Safaricom refuses a
         * second request with it, and Transaction Status finds the payment by it.
         */
        originatorConversationId: string
      }
    | { version: 'v1'; originatorConversationId?: undefined }
  )

export type B2cOutcome = Submission<AsyncAccepted>

/** No B2C payment is smaller (reference §31). */
export const b2cMin = 10

const payment = {
  InitiatorName: initiatorName,
  SecurityCredential: securityCredential,
  Amount: shillings({ min: b2cMin }),
  PartyA: shortcode,
  PartyB: phone,
  Remarks: remarks,
  ...resultUrlFields,
  Occassion: occasion.optional(),
}

const commands = oneOf(['SalaryPayment', 'BusinessPayment', 'PromotionPayment'])
const identityFields = { IDType: text(20).optional(), IDNumber: text(40).optional() }

/** The id that the caller makes; checked for duplicates by Safaricom. */
export const originatorConversationId = identifier(64)

/** The body of B2C v1: `InitiatorName` and `Occassion`, no id of the caller's (reference §14). */
export const b2cV1Request = z.strictObject({ ...payment, CommandID: commands, ...identityFields })

/** The body of B2C v3. */
export const b2cV3Request = b2cV1Request.extend({
  OriginatorConversationID: originatorConversationId,
})

/** The body of Business to Pochi, which is that of B2C v3 with its own command (reference §15). */
export const b2pochiRequest = z.strictObject({
  OriginatorConversationID: originatorConversationId,
  ...payment,
  CommandID: z.literal('BusinessPayToPochi'),
})

export const b2c: Api<B2cInput, AsyncAccepted> = {
  endpoint: 'b2c',
  wording: requestWording,
  request: (input) => {
    const [v3, v1] = endpointPaths.b2c
    const secrets = [...secretsOf(input), input.msisdn]
    const { identity } = input
    const body = {
      ...paymentBody(input, input.commandId),
      IDType: identity?.type,
      IDNumber: identity?.number,
    }
    if (input.version === 'v1') {
      return prepareRequest(b2cV1Request, { path: v1, body, secrets }, paymentFieldNames)
    }
    const { originatorConversationId } = input
    const identified = { OriginatorConversationID: originatorConversationId, ...body }
    return prepareRequest(b2cV3Request, { path: v3, body: identified, secrets }, paymentFieldNames)
  },
  read: readAsyncAck('b2c'),
}

/** What B2C and Pochi send alike. */
export function paymentBody<Command extends string>(
  input: AsyncInput & { amount: Shillings; shortcode: string; msisdn: Msisdn },
  commandId: Command,
) {
  return {
    InitiatorName: input.initiator.name,
    SecurityCredential: input.initiator.securityCredential,
    CommandID: commandId,
    Amount: input.amount,
    PartyA: input.shortcode,
    PartyB: input.msisdn,
    Remarks: input.remarks,
    QueueTimeOutURL: input.queueTimeOutUrl,
    ResultURL: input.resultUrl,
    Occassion: input.occasion,
  }
}

export const paymentFieldNames = {
  ...asyncFieldNames,
  OriginatorConversationID: 'originatorConversationId',
  CommandID: 'commandId',
  PartyA: 'shortcode',
  PartyB: 'msisdn',
  IDType: 'identity.type',
  IDNumber: 'identity.number',
}
