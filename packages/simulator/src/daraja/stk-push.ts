import type { Network } from '../network.ts'
import type { PushRequest } from '../phones/new-push.ts'
import { businessOf } from '../phones/payment.ts'
import { acceptPush, isLocked } from '../phones/prompts.ts'
import { type DarajaAnswer, invalidField, json, stkRefusal, strikeAnswer } from './answer.ts'
import {
  authenticate,
  type Body,
  checkCredentials,
  shortcodePattern,
  text,
  wireMsisdnPattern,
} from './fields.ts'

/** `POST /mpesa/stkpush/v1/processrequest` (reference §9), after token and body were accepted. */
export async function pushToPhone(network: Network, body: Body): Promise<DarajaAnswer> {
  const fault = strikeAnswer(network, 'push', {
    phone: text(body, 'PhoneNumber'),
    amount: Number(text(body, 'Amount')),
  })
  if (fault?.accepted === false) return fault.answer
  const answer = await push(network, body)
  // Losing the answer of a push that was refused would be another fault than the one asked for.
  const wasAccepted = answer.kind === 'answer' && answer.status === 200
  return fault !== undefined && wasAccepted ? fault.answer : answer
}

async function push(network: Network, body: Body): Promise<DarajaAnswer> {
  const refused = checkCredentials(network, body) ?? checkFields(network, body)
  if (refused !== undefined) return refused
  const business = authenticate(network, body)
  if ('kind' in business) return business
  const msisdn = text(body, 'PhoneNumber')
  if (isLocked(network, msisdn)) {
    return stkRefusal(
      network,
      'Unable to lock subscriber, a transaction is already in process for the current subscriber',
    )
  }
  const receiver = business.type === 'till' ? business.till : business.shortcode
  const request: PushRequest = {
    business,
    receiverIsRight: receiver === undefined || text(body, 'PartyB') === receiver,
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

/** The fields after the credentials, in the order of the reference's table. */
function checkFields(network: Network, body: Body): DarajaAnswer | undefined {
  const checks: readonly (readonly [field: string, isRight: boolean])[] = [
    ['TransactionType', isTransactionType(network, body)],
    ['Amount', isAmount(network, text(body, 'Amount'))],
    ['PartyA', wireMsisdnPattern.test(text(body, 'PartyA'))],
    ['PartyB', shortcodePattern.test(text(body, 'PartyB'))],
    ['PhoneNumber', wireMsisdnPattern.test(text(body, 'PhoneNumber'))],
    ['CallBackURL', isCallbackUrl(network, text(body, 'CallBackURL'))],
    ['AccountReference', isText(network, text(body, 'AccountReference'), 12)],
    // Left out, TransactionDesc is reported by its internal name (seen live, reference §9.1).
    ['Remarks', isText(network, text(body, 'TransactionDesc'), 13)],
  ]
  const wrong = checks.find(([, isRight]) => !isRight)
  return wrong === undefined ? undefined : invalidField(network, wrong[0])
}

/** A till's type on a paybill, or the other way round, is refused (reference §9.3). */
function isTransactionType(network: Network, body: Body): boolean {
  const sent = text(body, 'TransactionType')
  // Some kits send a space behind it, and are served.
  const type = network.config.behaviour.strict ? sent : sent.trim()
  const business = businessOf(network, text(body, 'BusinessShortCode'))
  switch (type) {
    case 'CustomerPayBillOnline':
      return business?.type !== 'till'
    case 'CustomerBuyGoodsOnline':
      return business?.type !== 'paybill'
    default:
      return false
  }
}

function isAmount(network: Network, amount: string): boolean {
  return /^[1-9]\d{0,8}$/.test(amount) && Number(amount) <= network.config.limits.transactionKes
}

function isText(network: Network, value: string, lengthMax: number): boolean {
  return value !== '' && (!network.config.behaviour.strict || value.length <= lengthMax)
}

/** What STK is known to look at when the request is made (reference §8.3). */
function isCallbackUrl(network: Network, url: string): boolean {
  if (/[<>\s]/.test(url) || !URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return false
  // That hosts with capitals are refused is a hypothesis only.
  return !network.config.behaviour.strict || url.includes(`//${host}`)
}
