import type { Network } from '../network.ts'
import { acceptOperation } from '../operations/accept.ts'
import type { DarajaAnswer } from './answer.ts'
import type { Endpoint } from './endpoints.ts'
import { type Body, refuseField, shortcodePattern, text, wireMsisdnPattern } from './fields.ts'
import {
  commandCheck,
  credentialCheck,
  initiatorCheck,
  occasionCheck,
  oneOfCheck,
  remarksCheck,
  urlCheck,
} from './operation-fields.ts'

/** `POST /mpesa/transactionstatus/v1/query` (reference §19). */
export const transactionStatusEndpoint: Endpoint = {
  api: 'transaction-status',
  methods: ['POST'],
  paths: ['/mpesa/transactionstatus/v1/query'],
  product: 'transaction-status',
  family: 'status',
  subject: (_network, { body }) => ({ shortcode: text(body, 'PartyA') }),
  answer: (network, { body }) => askStatus(network, body),
}

function askStatus(network: Network, body: Body): DarajaAnswer | Promise<DarajaAnswer> {
  const isForPhone = text(body, 'IdentifierType') === '1'
  const named = text(body, 'TransactionID') || text(body, 'OriginalConversationID')
  const refused = refuseField(network, [
    initiatorCheck(body, 'Initiator'),
    credentialCheck(body),
    commandCheck(body, (commandId) => commandId === 'TransactionStatusQuery'),
    // Either id will do; OriginalConversationID alone was taken live.
    ['TransactionID', named !== ''],
    ['PartyA', (isForPhone ? wireMsisdnPattern : shortcodePattern).test(text(body, 'PartyA'))],
    oneOfCheck(body, 'IdentifierType', ['1', '2', '4']),
    urlCheck(network, body, 'ResultURL'),
    urlCheck(network, body, 'QueueTimeOutURL'),
    remarksCheck(network, body),
    occasionCheck(network, body, 'Occasion'),
  ])
  if (refused !== undefined) return refused
  return acceptOperation(network, {
    api: 'transaction-status',
    party: isForPhone ? organisationWith(network, text(body, 'Initiator')) : text(body, 'PartyA'),
    body,
    originatorConversationId: text(body, 'OriginatorConversationID'),
  })
}

/** Of a phone's payment any organisation of the initiator may ask; the first one stands for them. */
function organisationWith(network: Network, initiator: string): string {
  for (const { shortcode, initiators } of network.state.tables.organisation.values()) {
    if (initiators.some(({ name }) => name === initiator)) return shortcode
  }
  return ''
}
