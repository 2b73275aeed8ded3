import { parseMsisdn } from '@hazina/daraja/msisdn'
import { commit, type Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { type DarajaAnswer, json, refusal } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { isCallbackUrl, refuseField, text } from './fields.ts'

/** `POST /pulltransactions/v1/register`, once for each shortcode (reference §25). */
export const pullRegisterEndpoint: Endpoint = {
  api: 'pull-register',
  methods: ['POST'],
  paths: ['/pulltransactions/v1/register'],
  product: 'pull-transactions',
  family: 'pull',
  subject: (_network, { body }) => ({ shortcode: text(body, 'ShortCode') }),
  answer: registerPull,
}

function registerPull(network: Network, { body }: Call): DarajaAnswer {
  const shortcode = text(body, 'ShortCode')
  const organisation = organisationWithShortcode(network, shortcode)
  if (organisation === undefined) return refusal(network, 400, '400.001', 'Invalid ShortCode')
  // The sample has 07…, the table 254….
  const nominated = parseMsisdn(text(body, 'NominatedNumber'), { allowOtherNetworks: true })
  const callbackUrl = text(body, 'CallBackURL')
  const refused = refuseField(network, [
    ['RequestType', text(body, 'RequestType').toLowerCase() === 'pull'],
    ['NominatedNumber', nominated.ok],
    ['CallBackURL', isCallbackUrl(network, callbackUrl)],
  ])
  if (refused !== undefined) return refused
  if (organisation.pull !== null) {
    return registered(network, shortcode, ['1001', 'ShortCode already Registered'])
  }
  const pull = { nominatedNumber: nominated.ok ? nominated.msisdn : '', callbackUrl }
  commit(network, [['organisation', shortcode, { ...organisation, pull }]])
  return registered(network, shortcode, ['1000', 'Shortcode Registered Successfully'])
}

function registered(
  network: Network,
  ShortCode: string,
  [status, description]: readonly [status: string, description: string],
): DarajaAnswer {
  const ResponseRefID = network.identifiers.uuid()
  switch (network.config.behaviour.pullRegisterKeys) {
    case 'joined':
      return json(200, {
        ResponseRefID,
        ResponseStatus: status,
        ShortCode,
        ResponseDescription: description,
      })
    case 'spaced':
      return json(200, {
        ResponseRefID,
        'Response Status': status,
        ShortCode,
        'Response Description': description,
      })
  }
}
