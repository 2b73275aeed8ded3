import { urlFault } from '../c2b/url-rules.ts'
import { commit, type Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { C2bRegistration } from '../state/records.ts'
import { type DarajaAnswer, json, refusal } from './answer.ts'
import { invalidC2b, refuseC2bField } from './c2b-fields.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, shortcodePattern, text } from './fields.ts'

/** `POST /mpesa/c2b/v1/registerurl` and `/v2/` (reference §11). */
export const c2bRegisterEndpoints: readonly Endpoint[] = (['v1', 'v2'] as const).map((version) => ({
  api: 'c2b-register',
  methods: ['POST'],
  paths: [`/mpesa/c2b/${version}/registerurl`],
  product: `c2b-${version}`,
  family: 'c2b',
  subject: (_network, { body }) => ({ shortcode: text(body, 'ShortCode') }),
  answer: (network, call) => registerUrls(network, version, call),
}))

function registerUrls(
  network: Network,
  version: C2bRegistration['version'],
  { body }: Call,
): DarajaAnswer {
  const shortcode = text(body, 'ShortCode')
  const organisation = organisationWithShortcode(network, shortcode)
  const responseType = responseTypeOf(network, body)
  const refused = refuseC2bField(network, [
    ['ShortCode', shortcodePattern.test(shortcode) && organisation !== undefined],
    ['ResponseType', responseType !== undefined],
  ])
  if (refused !== undefined) return refused
  const { c2bMode } = network.config.behaviour
  for (const field of ['ConfirmationURL', 'ValidationURL']) {
    const fault = urlFault(text(body, field), c2bMode)
    if (fault !== undefined) return invalidC2b(network, field + fault)
  }
  if (organisation === undefined || responseType === undefined) {
    return invalidC2b(network, 'ShortCode')
  }
  if (c2bMode === 'production' && organisation.c2b !== null) {
    return refusal(network, 500, '500.003.1001', againText(network, shortcode))
  }
  const c2b: C2bRegistration = {
    version,
    responseType,
    confirmationUrl: text(body, 'ConfirmationURL'),
    validationUrl: text(body, 'ValidationURL'),
  }
  commit(network, [['organisation', shortcode, { ...organisation, c2b }]])
  return registered(network)
}

function againText({ config, random }: Network, shortcode: string): string {
  switch (config.behaviour.c2bRegisterAgain) {
    case 'already-registered':
      return 'Urls are already registered.'
    case 'duplicate-notification':
      return `Duplicate notification info, SP ID is ${shortcode}, correlator is ${random.text('0123456789', 10)}`
  }
}

function registered(network: Network): DarajaAnswer {
  // Misspelt, as Daraja has it.
  const OriginatorCoversationID = network.identifiers.requestId()
  switch (network.config.behaviour.c2bRegisterAnswer) {
    case 'live':
      return json(200, {
        OriginatorCoversationID,
        ResponseCode: '00000000',
        ResponseDescription: 'Success',
      })
    case 'docs':
      return json(200, {
        OriginatorCoversationID,
        ResponseCode: '0',
        ResponseDescription: 'success',
      })
  }
}

/** Sentence case exactly, by the documentation; kits send other cases and the American spelling, and are served. */
function responseTypeOf(network: Network, body: Body): C2bRegistration['responseType'] | undefined {
  const sent = text(body, 'ResponseType')
  if (sent === 'Completed' || sent === 'Cancelled') return sent
  if (network.config.behaviour.strict) return undefined
  switch (sent.trim().toLowerCase()) {
    case 'completed':
      return 'Completed'
    case 'cancelled':
    case 'canceled':
      return 'Cancelled'
    default:
      return undefined
  }
}
