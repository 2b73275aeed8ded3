import { endpointPaths } from '../http/endpoints.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api } from './api.ts'
import { type AsyncInput, secretsOf } from './async-fields.ts'
import { b2pochiRequest, paymentBody, paymentFieldNames } from './b2c.ts'
import type { AsyncAccepted, Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { readAsyncAck } from './read-answer.ts'
import { requestWording } from './wording.ts'

/** Money from an organisation to a Pochi la Biashara. */
export type B2pochiInput = AsyncInput & {
  /** As in `B2cInput`. */
  originatorConversationId: string
  amount: Shillings
  shortcode: string
  /** The phone of the Pochi. */
  msisdn: Msisdn
  /** Sources differ: the portal names `b2pochi`, Safaricom's own collection `b2c` (reference §15). */
  path?: 'b2pochi' | 'b2c'
}

export type B2pochiOutcome = Submission<AsyncAccepted>

export const b2pochi: Api<B2pochiInput, AsyncAccepted> = {
  endpoint: 'b2pochi',
  wording: requestWording,
  request: (input) => {
    const [pochi, b2c] = endpointPaths.b2pochi
    const body = {
      OriginatorConversationID: input.originatorConversationId,
      ...paymentBody(input, 'BusinessPayToPochi' as const),
    }
    const path = input.path === 'b2c' ? b2c : pochi
    const secrets = [...secretsOf(input), input.msisdn]
    return prepareRequest(b2pochiRequest, { path, body, secrets }, paymentFieldNames)
  },
  read: readAsyncAck('b2c'),
}
