import { z } from 'zod'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { LookUp } from './outcomes.ts'
import { identifierTypeOf, type Organisation } from './parties.ts'
import { prepareRequest } from './prepare-request.ts'
import { declined, isZero, told } from './read-answer.ts'
import { oneOf, shortcode } from './wire-fields.ts'
import { lookUpWording } from './wording.ts'

/** Whose PayBill or till this is, to show before money is sent to it. */
export type OrgInfoInput = { organisation: Organisation }

export type OrgInfoOutcome = LookUp<OrgInfo>
export type OrgInfo = {
  name: string
  shortcode: string
  chargeProfileId: string
  conversationId: string
}

/** The body of Query Org Info (reference §27). */
export const orgInfoRequest = z.strictObject({
  IdentifierType: oneOf(['2', '4']),
  Identifier: shortcode,
})

export const orgInfo: Api<OrgInfoInput, OrgInfo> = {
  endpoint: 'orgInfo',
  wording: lookUpWording,
  request: ({ organisation }) => {
    const [path] = endpointPaths.orgInfo
    const type = identifierTypeOf(organisation)
    const body = {
      IdentifierType: type === '2' ? ('2' as const) : ('4' as const),
      Identifier: organisation.number,
    }
    return prepareRequest(orgInfoRequest, { path, body, secrets: [] }, names)
  },
  read,
}

const names = { IdentifierType: 'organisation.type', Identifier: 'organisation.number' }

// The sample says 4000, the table 0; a wrong number has the same form without a name.
function read(answer: ReadableAnswer): Reading<OrgInfo> | undefined {
  const { body } = answer
  const code = identifierOf(told(body, 'ResponseCode'))
  const name = sentenceOf(told(body, 'OrganizationName'))
  if ((code === '4000' || isZero(code)) && name !== '') {
    return {
      ok: true,
      answer: {
        name,
        shortcode: identifierOf(told(body, 'OrganizationShortCode')),
        chargeProfileId: identifierOf(told(body, 'ChargeProfileID')),
        conversationId: identifierOf(told(body, 'ConversationID')),
      },
    }
  }
  const said = [told(body, 'ResponseMessage'), told(body, 'DetailedMessage')].map(sentenceOf)
  const description = said.filter((each) => each !== '').join('; ')
  return code === '' ? undefined : declined(answer, { code, description })
}
