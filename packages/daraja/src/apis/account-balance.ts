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
import { identifierTypeOf, type Organisation } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import { oneOf, remarks, shortcode } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** What is in the accounts of an organisation. */
export type AccountBalanceInput = Omit<AsyncInput, 'occasion'> & { party: Organisation }

export type AccountBalanceOutcome = Submission<AsyncAccepted>

/** The body of Account Balance (reference §20). */
export const accountBalanceRequest = z.strictObject({
  ...signedFields,
  CommandID: z.literal('AccountBalance'),
  PartyA: shortcode,
  IdentifierType: oneOf(['1', '2', '4']),
  Remarks: remarks,
  ...resultUrlFields,
})

export const accountBalance: Api<AccountBalanceInput, AsyncAccepted> = {
  endpoint: 'accountBalance',
  wording: lookUpWording,
  request: (input) => {
    const [path] = endpointPaths.accountBalance
    const body = {
      Initiator: input.initiator.name,
      SecurityCredential: input.initiator.securityCredential,
      CommandID: 'AccountBalance' as const,
      PartyA: input.party.number,
      IdentifierType: identifierTypeOf(input.party),
      Remarks: input.remarks,
      QueueTimeOutURL: input.queueTimeOutUrl,
      ResultURL: input.resultUrl,
    }
    return prepareRequest(accountBalanceRequest, { path, body, secrets: secretsOf(input) }, names)
  },
  read: readAsyncAck('balance'),
}

const names = { ...asyncFieldNames, PartyA: 'party.number', IdentifierType: 'party.type' }
