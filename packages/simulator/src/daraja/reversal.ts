import type { Network } from '../network.ts'
import { acceptOperation } from '../operations/accept.ts'
import type { DarajaAnswer } from './answer.ts'
import type { Endpoint } from './endpoints.ts'
import { type Body, refuseField, text } from './fields.ts'
import {
  amountCheck,
  commandCheck,
  credentialCheck,
  initiatorCheck,
  occasionCheck,
  oneOfCheck,
  remarksCheck,
  shortcodeCheck,
  urlCheck,
} from './operation-fields.ts'

/** `POST /mpesa/reversal/v1/request` (reference §21). */
export const reversalEndpoint: Endpoint = {
  api: 'reversal',
  methods: ['POST'],
  paths: ['/mpesa/reversal/v1/request'],
  product: 'reversal',
  family: 'stk',
  subject: (_network, { body }) => ({
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'ReceiverParty'),
  }),
  answer: (network, { body }) => askReversal(network, body),
}

function askReversal(network: Network, body: Body): DarajaAnswer | Promise<DarajaAnswer> {
  const isStrict = network.config.behaviour.reversalIdentifierType === '11'
  const refused = refuseField(network, [
    initiatorCheck(body, 'Initiator'),
    credentialCheck(body),
    commandCheck(body, (commandId) => commandId === 'TransactionReversal'),
    ['TransactionID', text(body, 'TransactionID') !== ''],
    amountCheck(body),
    shortcodeCheck(body, 'ReceiverParty'),
    oneOfCheck(body, 'RecieverIdentifierType', isStrict ? ['11'] : ['4', '11']),
    urlCheck(network, body, 'ResultURL'),
    urlCheck(network, body, 'QueueTimeOutURL'),
    remarksCheck(network, body),
    occasionCheck(network, body, 'Occasion'),
  ])
  if (refused !== undefined) return refused
  return acceptOperation(network, {
    api: 'reversal',
    party: text(body, 'ReceiverParty'),
    body,
    originatorConversationId: text(body, 'OriginatorConversationID'),
  })
}
