import type { Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import type { OrganisationRecord } from '../state/records.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { text } from './fields.ts'

/** `POST /sfcverify/v1/query/info`, Query Org Info or B2B Hakikisha (reference §27). */
export const orgInfoEndpoint: Endpoint = {
  api: 'org-info',
  methods: ['POST'],
  paths: ['/sfcverify/v1/query/info'],
  product: 'org-info',
  family: 'pull',
  subject: (_network, { body }) => ({ shortcode: text(body, 'Identifier') }),
  answer: queryOrganisation,
}

function queryOrganisation(network: Network, { body }: Call): DarajaAnswer {
  const ConversationID = network.identifiers.conversationId(network.clock.now())
  const identifier = text(body, 'Identifier')
  const organisation = named(network, text(body, 'IdentifierType'), identifier)
  if (organisation === undefined) {
    return json(200, {
      ConversationID,
      ResponseCode: '1',
      ResponseMessage: 'Invalid Identifier',
      DetailedMessage: 'Invalid Identifier',
    })
  }
  return json(200, {
    ConversationID,
    ResponseCode: network.config.behaviour.orgInfoSuccess,
    ResponseMessage: 'Success',
    DetailedMessage: 'Success',
    OrganizationShortCode: identifier,
    OrganizationName: organisation.name,
    ChargeProfileID: chargeProfileId(organisation),
  })
}

/** 4 is a PayBill by its shortcode, 2 a till by its number. */
function named(
  network: Network,
  identifierType: string,
  identifier: string,
): OrganisationRecord | undefined {
  const organisation = organisationOf(network, identifier)
  switch (identifierType) {
    case '4':
      return organisation?.shortcode === identifier ? organisation : undefined
    case '2':
      return organisation?.type === 'till' ? organisation : undefined
    default:
      return undefined
  }
}

/** Profiles are numbers; an organisation that was given none has the portal's sample. */
function chargeProfileId({ chargeProfile }: OrganisationRecord): string {
  return /^\d+$/.test(chargeProfile) ? chargeProfile : '20129'
}
