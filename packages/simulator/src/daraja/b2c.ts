import type { Network } from '../network.ts'
import { acceptOperation } from '../operations/accept.ts'
import { organisationOf } from '../organisations/organisations.ts'
import { type DarajaAnswer, refusal } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, refuseField, text, wireMsisdnPattern } from './fields.ts'
import {
  amountCheck,
  commandCheck,
  credentialCheck,
  initiatorCheck,
  occasionCheck,
  remarksCheck,
  shortcodeCheck,
  urlCheck,
} from './operation-fields.ts'

const b2cCommands = ['SalaryPayment', 'BusinessPayment', 'PromotionPayment']
const pochiCommand = 'BusinessPayToPochi'

const common = {
  methods: ['POST'],
  family: 'b2c',
  subject: (_network, { body }) => subjectOf(body),
} as const satisfies Partial<Endpoint>

/**
 * `POST /mpesa/b2c/v1/paymentrequest` (reference §14). Pochi payments come here too: of their two paths this is the Postman
 * collection's (§15).
 */
export const b2cV1Endpoint: Endpoint = {
  ...common,
  api: 'b2c',
  paths: ['/mpesa/b2c/v1/paymentrequest'],
  product: 'b2c-v1',
  answer(network, { body }) {
    const isPochi = text(body, 'CommandID') === pochiCommand
    if (isPochi) return payPochi(network, body)
    return payCustomer(network, body, undefined)
  },
}

/** `POST /mpesa/b2c/v3/paymentrequest`: with an OriginatorConversationID of the caller (reference §14). */
export const b2cV3Endpoint: Endpoint = {
  ...common,
  api: 'b2c',
  paths: ['/mpesa/b2c/v3/paymentrequest'],
  product: 'b2c-v3',
  answer: payCustomerV3,
}

/** `POST /mpesa/b2pochi/v1/paymentrequest` (reference §15). */
export const pochiEndpoint: Endpoint = {
  ...common,
  api: 'pochi',
  paths: ['/mpesa/b2pochi/v1/paymentrequest'],
  product: 'pochi',
  answer: (network, { body }) => payPochi(network, body),
}

function subjectOf(body: Body) {
  return {
    phone: text(body, 'PartyB'),
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'PartyA'),
  }
}

function payCustomerV3(network: Network, { body }: Call): DarajaAnswer | Promise<DarajaAnswer> {
  const shortcode = organisationOf(network, text(body, 'PartyA'))?.shortcode
  if (shortcode !== undefined && network.config.behaviour.withoutB2cV3.includes(shortcode)) {
    return refusal(
      network,
      403,
      '403.002.1001',
      'You are not authorized to initiate this transaction',
    )
  }
  return payCustomer(network, body, text(body, 'OriginatorConversationID'))
}

function payCustomer(
  network: Network,
  body: Body,
  originatorConversationId: string | undefined,
): DarajaAnswer | Promise<DarajaAnswer> {
  const isKnown = (commandId: string) => b2cCommands.includes(commandId)
  const refused = checkFields(network, body, isKnown)
  if (refused !== undefined) return refused
  return acceptOperation(network, {
    api: 'b2c',
    party: text(body, 'PartyA'),
    body,
    ...(originatorConversationId === undefined ? {} : { originatorConversationId }),
  })
}

function payPochi(network: Network, body: Body): DarajaAnswer | Promise<DarajaAnswer> {
  const refused = checkFields(network, body, (commandId) => commandId === pochiCommand)
  if (refused !== undefined) return refused
  return acceptOperation(network, {
    api: 'pochi',
    party: text(body, 'PartyA'),
    body,
    originatorConversationId: text(body, 'OriginatorConversationID'),
  })
}

/** In the order in which M-PESA looks: InitiatorName is missed first (reference §2). IDType and IDNumber may be there. */
function checkFields(
  network: Network,
  body: Body,
  isKnown: (commandId: string) => boolean,
): DarajaAnswer | undefined {
  return refuseField(network, [
    initiatorCheck(body, 'InitiatorName'),
    credentialCheck(body),
    commandCheck(body, isKnown),
    amountCheck(body),
    shortcodeCheck(body, 'PartyA'),
    ['PartyB', wireMsisdnPattern.test(text(body, 'PartyB'))],
    remarksCheck(network, body),
    urlCheck(network, body, 'QueueTimeOutURL'),
    urlCheck(network, body, 'ResultURL'),
    occasionCheck(network, body, 'Occassion'),
  ])
}
