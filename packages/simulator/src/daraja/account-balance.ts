import { acceptOperation } from '../operations/accept.ts'
import type { Endpoint } from './endpoints.ts'
import { refuseField, text } from './fields.ts'
import {
  commandCheck,
  credentialCheck,
  initiatorCheck,
  oneOfCheck,
  remarksCheck,
  shortcodeCheck,
  urlCheck,
} from './operation-fields.ts'

/** `POST /mpesa/accountbalance/v1/query` (reference §20). */
export const accountBalanceEndpoint: Endpoint = {
  api: 'account-balance',
  methods: ['POST'],
  paths: ['/mpesa/accountbalance/v1/query'],
  product: 'account-balance',
  family: 'b2c',
  subject: (_network, { body }) => ({ shortcode: text(body, 'PartyA') }),
  answer(network, { body }) {
    const refused = refuseField(network, [
      initiatorCheck(body, 'Initiator'),
      credentialCheck(body),
      commandCheck(body, (commandId) => commandId === 'AccountBalance'),
      shortcodeCheck(body, 'PartyA'),
      oneOfCheck(body, 'IdentifierType', ['1', '2', '4']),
      remarksCheck(network, body),
      urlCheck(network, body, 'QueueTimeOutURL'),
      urlCheck(network, body, 'ResultURL'),
    ])
    if (refused !== undefined) return refused
    return acceptOperation(network, {
      api: 'account-balance',
      party: text(body, 'PartyA'),
      body,
      originatorConversationId: text(body, 'OriginatorConversationID'),
    })
  },
}
