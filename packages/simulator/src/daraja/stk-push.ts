import type { Network } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import type { PushRequest } from '../phones/new-push.ts'
import { acceptPush, isLocked } from '../phones/prompts.ts'
import { type DarajaAnswer, json, stkRefusal } from './answer.ts'
import type { Endpoint } from './endpoints.ts'
import {
  authenticate,
  type Body,
  checkCredentials,
  isCallbackUrl,
  isText,
  refuseField,
  shortcodePattern,
  text,
  wireMsisdnPattern,
} from './fields.ts'

/** `POST /mpesa/stkpush/v1/processrequest` (reference §9). */
export const stkPushEndpoint: Endpoint = {
  api: 'push',
  methods: ['POST'],
  paths: ['/mpesa/stkpush/v1/processrequest'],
  product: 'm-pesa-express',
  family: 'stk',
  subject: (_network, { body }) => ({
    phone: text(body, 'PhoneNumber'),
    amount: Number(text(body, 'Amount')),
    shortcode: text(body, 'BusinessShortCode'),
  }),
  answer: (network, { body }) => pushToPhone(network, body),
}

async function pushToPhone(network: Network, body: Body): Promise<DarajaAnswer> {
  const refused = checkCredentials(network, body) ?? checkFields(network, body)
  if (refused !== undefined) return refused
  const organisation = authenticate(network, body)
  if ('kind' in organisation) return organisation
  const msisdn = text(body, 'PhoneNumber')
  const lockedOut = isLocked(network, msisdn)
  if (lockedOut && network.config.behaviour.secondPush === 'refused') {
    return stkRefusal(network, lockedText)
  }
  const receiver = organisation.type === 'till' ? organisation.till : organisation.shortcode
  const request: PushRequest = {
    business: organisation,
    receiverIsRight: receiver === null || text(body, 'PartyB') === receiver,
    lockedOut,
    msisdn,
    amountKes: Number(text(body, 'Amount')),
    account: text(body, 'AccountReference'),
    description: text(body, 'TransactionDesc'),
    callbackUrl: text(body, 'CallBackURL'),
  }
  const { push: accepted, overtaken } = acceptPush(network, request)
  await overtaken
  return json(200, {
    MerchantRequestID: accepted.merchantRequestId,
    CheckoutRequestID: accepted.checkoutRequestId,
    ResponseCode: '0',
    ResponseDescription: 'Success. Request accepted for processing',
    CustomerMessage: 'Success. Request accepted for processing',
  })
}

const lockedText =
  'Unable to lock subscriber, a transaction is already in process for the current subscriber'

/** The fields after the credentials, in the order of the reference's table. */
function checkFields(network: Network, body: Body): DarajaAnswer | undefined {
  return refuseField(network, [
    ['TransactionType', isTransactionType(network, body)],
    ['Amount', isAmount(network, text(body, 'Amount'))],
    ['PartyA', wireMsisdnPattern.test(text(body, 'PartyA'))],
    ['PartyB', shortcodePattern.test(text(body, 'PartyB'))],
    ['PhoneNumber', wireMsisdnPattern.test(text(body, 'PhoneNumber'))],
    ['CallBackURL', isCallbackUrl(network, text(body, 'CallBackURL'))],
    ['AccountReference', isText(network, text(body, 'AccountReference'), 12)],
    // Left out, TransactionDesc is reported by its internal name (seen live, reference §9.1).
    ['Remarks', isText(network, text(body, 'TransactionDesc'), 13)],
  ])
}

/** A till's type on a paybill, or the other way round, is refused (reference §9.3). */
function isTransactionType(network: Network, body: Body): boolean {
  const sent = text(body, 'TransactionType')
  // Some kits send a space behind it, and are served.
  const type = network.config.behaviour.strict ? sent : sent.trim()
  const organisation = organisationWithShortcode(network, text(body, 'BusinessShortCode'))
  switch (type) {
    case 'CustomerPayBillOnline':
      return organisation?.type !== 'till'
    case 'CustomerBuyGoodsOnline':
      return organisation?.type !== 'paybill'
    default:
      return false
  }
}

function isAmount(network: Network, amount: string): boolean {
  return /^[1-9]\d{0,8}$/.test(amount) && Number(amount) <= network.config.limits.transactionKes
}
