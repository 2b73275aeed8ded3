import type { Network } from '../network.ts'
import { acceptOperation } from '../operations/accept.ts'
import { revenueAuthority } from '../operations/pay-business.ts'
import { transferOf } from '../operations/transfers.ts'
import type { DarajaAnswer } from './answer.ts'
import type { Endpoint } from './endpoints.ts'
import {
  type Body,
  type FieldCheck,
  isOptionalText,
  isText,
  refuseField,
  text,
  wireMsisdnPattern,
} from './fields.ts'
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

/** MSISDN, till, shortcode. */
const identifierTypes = ['1', '2', '4']
const organisationTypes = ['2', '4']

const common = {
  methods: ['POST'],
  family: 'b2c',
  subject: (_network, { body }) => ({
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'PartyA'),
  }),
} as const satisfies Partial<Endpoint>

/** `POST /mpesa/b2b/v1/paymentrequest` (reference §16). */
export const b2bEndpoint: Endpoint = {
  ...common,
  api: 'b2b',
  paths: ['/mpesa/b2b/v1/paymentrequest'],
  product: 'b2b',
  answer(network, { body }) {
    const isKnown = (commandId: string) => transferOf(commandId) !== undefined
    const needsReference = text(body, 'CommandID') === 'BusinessPayBill'
    const reference = text(body, 'AccountReference')
    return payBusiness(network, { api: 'b2b', body }, [
      commandCheck(body, isKnown),
      oneOfCheck(body, 'SenderIdentifierType', identifierTypes),
      oneOfCheck(body, 'RecieverIdentifierType', identifierTypes),
      amountCheck(body),
      shortcodeCheck(body, 'PartyA'),
      shortcodeCheck(body, 'PartyB'),
      [
        'AccountReference',
        needsReference ? isText(network, reference, 20) : isOptionalText(network, reference, 20),
      ],
      ['Requester', isRequester(text(body, 'Requester'))],
    ])
  },
}

/** `POST /mpesa/b2b/v1/remittax`: to the Kenya Revenue Authority only (reference §17). */
export const taxEndpoint: Endpoint = {
  ...common,
  api: 'tax-remittance',
  paths: ['/mpesa/b2b/v1/remittax'],
  product: 'tax-remittance',
  answer: (network, { body }) =>
    payBusiness(network, { api: 'tax-remittance', body }, [
      commandCheck(body, (commandId) => commandId === 'PayTaxToKRA'),
      oneOfCheck(body, 'SenderIdentifierType', organisationTypes),
      oneOfCheck(body, 'RecieverIdentifierType', organisationTypes),
      amountCheck(body),
      shortcodeCheck(body, 'PartyA'),
      oneOfCheck(body, 'PartyB', [revenueAuthority]),
      ['AccountReference', text(body, 'AccountReference') !== ''],
    ]),
}

function payBusiness(
  network: Network,
  { api, body }: { api: 'b2b' | 'tax-remittance'; body: Body },
  ownChecks: readonly FieldCheck[],
): DarajaAnswer | Promise<DarajaAnswer> {
  const refused = refuseField(network, [
    initiatorCheck(body, 'Initiator'),
    credentialCheck(body),
    ...ownChecks,
    remarksCheck(network, body),
    urlCheck(network, body, 'QueueTimeOutURL'),
    urlCheck(network, body, 'ResultURL'),
    occasionCheck(network, body, 'Occassion'),
  ])
  if (refused !== undefined) return refused
  return acceptOperation(network, {
    api,
    party: text(body, 'PartyA'),
    body,
    originatorConversationId: text(body, 'OriginatorConversationID'),
  })
}

/** The phone on whose behalf it is paid, if any. */
function isRequester(requester: string): boolean {
  return requester === '' || wireMsisdnPattern.test(requester)
}
