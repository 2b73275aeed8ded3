import { centsFromKes, kshText } from '../books/money.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { type ExpressRequest, planExpressFailure } from '../express-checkout/end-express.ts'
import { expressResults } from '../express-checkout/results.ts'
import { expressPromptText } from '../express-checkout/texts.ts'
import { drawCallbackFaults } from '../faults/callback-faults.ts'
import { commit, type Network } from '../network.ts'
import { organisationOf } from '../organisations/organisations.ts'
import { newConsent, startConsent } from '../phones/consents.ts'
import { isLocked } from '../phones/prompts.ts'
import { ensureSubscriber } from '../phones/subscribers.ts'
import type { BoundFault, Change, OrganisationRecord, ResultCode } from '../state/records.ts'
import { type DarajaAnswer, json } from './answer.ts'
import type { Call, Endpoint } from './endpoints.ts'
import { type Body, isCallbackUrl, isText, refuseField, shortcodePattern, text } from './fields.ts'

/** `POST /v1/ussdpush/get-msisdn`: a vendor asks a merchant's till to pay (reference §18). */
export const expressEndpoint: Endpoint = {
  api: 'express',
  methods: ['POST'],
  paths: ['/v1/ussdpush/get-msisdn'],
  product: 'express-checkout',
  family: 'express',
  subject: (_network, { body }) => ({
    amount: Number(text(body, 'amount')),
    shortcode: text(body, 'receiverShortCode'),
  }),
  answer: startExpress,
}

function startExpress(network: Network, { body }: Call): DarajaAnswer {
  const refused = checkFields(network, body)
  if (refused !== undefined) return refused
  const request: ExpressRequest = {
    requestId: requestRefId(body),
    conversationId: network.identifiers.conversationId(network.clock.now()),
    amountKes: Number(text(body, 'amount')),
    paymentRef: text(body, 'paymentRef'),
    callbackUrl: text(body, 'callbackUrl'),
  }
  const till = organisationOf(network, text(body, 'primaryShortCode'))
  const vendor = organisationOf(network, text(body, 'receiverShortCode'))
  const faults = drawCallbackFaults(network, {
    api: 'express',
    phone: till?.nominatedNumber ?? undefined,
    amount: request.amountKes,
    shortcode: text(body, 'receiverShortCode'),
  })
  const asked = { till, vendor, partnerName: text(body, 'partnerName'), faults }
  const failure = promptOperator(network, request, asked)
  if (failure !== undefined) failLater(network, request, { result: failure, faults })
  return json(200, { code: '0', status: 'USSD Initiated Successfully' })
}

/** Puts the prompt on the till's nominated phone; or why there is none. */
function promptOperator(
  network: Network,
  request: ExpressRequest,
  asked: {
    till: OrganisationRecord | undefined
    vendor: OrganisationRecord | undefined
    partnerName: string
    faults: readonly BoundFault[]
  },
): ResultCode | undefined {
  const { till, vendor, partnerName, faults } = asked
  if (till === undefined || till.state === 'suspended') return expressResults.merchantKyc
  if (vendor === undefined) return expressResults.merchantKyc
  if (till.nominatedNumber === null) return expressResults.noNominatedNumber
  const holder = ensureSubscriber(network, till.nominatedNumber)
  if (holder?.registered === false) return expressResults.merchantKyc
  if (isLocked(network, till.nominatedNumber)) return expressResults.ussdException
  const text = expressPromptText(holder?.language ?? network.config.subscriberDefaults.language, {
    amount: kshText(centsFromKes(request.amountKes)),
    partner: partnerName,
    till: till.name,
    paymentRef: request.paymentRef,
  })
  const prompt = newConsent(
    network,
    {
      msisdn: till.nominatedNumber,
      shortcode: vendor.shortcode,
      businessName: partnerName,
      amountKes: request.amountKes,
      account: request.paymentRef,
      text,
      callbackUrl: request.callbackUrl,
      faults,
      kind: 'express' as const,
      payerShortcode: till.shortcode,
      requestId: request.requestId,
      paymentRef: request.paymentRef,
      conversationId: request.conversationId,
    },
    holder,
  )
  startConsent(network, prompt, holder)
  return undefined
}

function failLater(
  network: Network,
  request: ExpressRequest,
  told: { result: ResultCode; faults: readonly BoundFault[] },
): void {
  const planned = planExpressFailure(network, request, told)
  commit(
    network,
    planned.map((row): Change => ['scheduled', row.id, row]),
  )
  void startTasks(network, planned)
}

function checkFields(network: Network, body: Body): DarajaAnswer | undefined {
  return refuseField(network, [
    ['primaryShortCode', shortcodePattern.test(text(body, 'primaryShortCode'))],
    ['receiverShortCode', shortcodePattern.test(text(body, 'receiverShortCode'))],
    ['amount', /^[1-9]\d{0,8}(\.0+)?$/.test(text(body, 'amount'))],
    ['paymentRef', isText(network, text(body, 'paymentRef'), 20)],
    ['callbackUrl', isCallbackUrl(network, text(body, 'callbackUrl'))],
    ['partnerName', text(body, 'partnerName') !== ''],
    ['RequestRefID', requestRefId(body) !== ''],
  ])
}

/** The portal's table spells it `RequestRefId`, its sample `RequestRefID`. */
function requestRefId(body: Body): string {
  return text(body, 'RequestRefID') || text(body, 'RequestRefId')
}
