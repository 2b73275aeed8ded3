import type { Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { identityNumberOf } from '../phones/identity-number.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { text, wireMsisdnPattern } from './fields.ts'

/**
 * `POST /v1/KYC-validation/validateID`, Mobile Number Validation: whether a number is registered under an identity
 * document, with no more about the person. The shape of the answer is unconfirmed (reference §27).
 */
export const kycEndpoint: Endpoint = {
  api: 'validate-identity',
  methods: ['POST'],
  paths: ['/v1/KYC-validation/validateID'],
  product: 'validate-identity',
  family: 'express',
  subject: (_network, { body }) => ({
    phone: text(body, 'msisdn'),
    shortcode: text(body, 'shortCode'),
  }),
  answer: validateIdentity,
}

/** National ID, military ID, passport. */
const idTypes = ['01', '02', '05']

function validateIdentity(network: Network, { body }: Call): DarajaAnswer {
  const msisdn = text(body, 'msisdn')
  const idType = text(body, 'idType')
  const checks: readonly (readonly [field: string, isRight: boolean])[] = [
    ['requestRefID', text(body, 'requestRefID') !== ''],
    ['shortCode', organisationWithShortcode(network, text(body, 'shortCode')) !== undefined],
    ['msisdn', wireMsisdnPattern.test(msisdn)],
    ['idType', idTypes.includes(idType)],
    ['idNumber', text(body, 'idNumber') !== ''],
  ]
  const wrong = checks.find(([, isRight]) => !isRight)
  const responseRefID = network.identifiers.requestId()
  if (wrong !== undefined) {
    return json(400, {
      responseRefID,
      responseCode: '400',
      responseMessage: `Bad Request - Invalid ${wrong[0]}`,
    })
  }
  const subscriber = ensureSubscriber(network, msisdn)
  // Every subscriber of the simulation is registered with a national ID.
  const isTheirs =
    subscriber !== undefined &&
    idType === '01' &&
    text(body, 'idNumber') === identityNumberOf(msisdn)
  return json(200, {
    responseRefID,
    responseCode: '200',
    responseMessage: 'Success',
    status: isTheirs ? 'TRUE' : 'FALSE',
  })
}
