import { sentences } from '../codes/error-codes.ts'
import { DarajaError } from '../errors.ts'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { callGateway, type Gateway, type GatewayAnswer } from '../http/gateway-call.ts'
import { gatewayError } from '../http/gateway-error.ts'
import type { Msisdn } from '../msisdn.ts'
import { checkPushInput } from './stk-input.ts'
import { stkPassword, stkTimestamp } from './stk-password.ts'

/** Pay to a PayBill, or to a till. */
export type StkTransactionType = 'CustomerPayBillOnline' | 'CustomerBuyGoodsOnline'

export type StkPushInput = {
  /** The PayBill; for a till the store or head-office number that went live, not the till. */
  shortcode: string
  passkey: string
  transactionType: StkTransactionType
  /** Whole KES, at least 1. */
  amount: number
  /** The phone that gets the prompt and pays. */
  msisdn: Msisdn
  /** Who receives: the till number for a till; left out, the shortcode. */
  partyB?: string
  callbackUrl: string
  /** At most 12 characters; shown to the payer. */
  accountReference: string
  /** At most 13 characters. */
  description: string
}

/**
 * `accepted`: the prompt is queued, and nothing is paid yet. `rejected`: Safaricom certainly did
 * nothing. `unknown`: the prompt may be on the phone; wait for the callback, never push again for
 * the same payment.
 */
export type StkPushOutcome =
  | {
      outcome: 'accepted'
      checkoutRequestId: string
      merchantRequestId: string
      responseDescription: string
      customerMessage: string
      raw: string
    }
  | { outcome: 'rejected'; error: DarajaError; raw?: string }
  | { outcome: 'unknown'; error: DarajaError; raw?: string }

/**
 * Sends one STK push, once: it has no idempotency key, so that a second one is a second prompt.
 * Never throws.
 */
export async function sendStkPush(
  gateway: Gateway,
  input: StkPushInput,
  options: { timeoutMs: number },
): Promise<StkPushOutcome> {
  const invalid = checkPushInput(input)
  if (invalid !== undefined) return { outcome: 'rejected', error: invalid }
  const timestamp = stkTimestamp(gateway.clock.now())
  const password = stkPassword({ ...input, timestamp })
  const result = await callGateway(gateway, {
    endpoint: 'stkPush',
    path: '/mpesa/stkpush/v1/processrequest',
    body: pushBody(input, { timestamp, password }),
    secrets: [password, input.passkey, input.msisdn],
    timeoutMs: options.timeoutMs,
  })
  if (result.kind === 'limited') return heldBack(result.retryAfterMs)
  if (result.kind === 'no-token') return { outcome: 'rejected', error: result.error }
  if (result.kind === 'answered') return judge(result)
  const error = gatewayError(result, wording)
  return { outcome: error.outcome, error }
}

const wording = { rejected: sentences.initiate, unknown: sentences.initiateUnknown }

// Numbers and strings as in the portal's own sample.
function pushBody(input: StkPushInput, proof: { timestamp: string; password: string }) {
  return {
    BusinessShortCode: Number(input.shortcode),
    Password: proof.password,
    Timestamp: proof.timestamp,
    TransactionType: input.transactionType,
    Amount: input.amount,
    PartyA: Number(input.msisdn),
    PartyB: Number(input.partyB ?? input.shortcode),
    PhoneNumber: Number(input.msisdn),
    CallBackURL: input.callbackUrl,
    AccountReference: input.accountReference,
    TransactionDesc: input.description,
  }
}

function judge(result: GatewayAnswer): StkPushOutcome {
  const { status, answer, raw } = result
  const body = answer.kind === 'object' && status >= 200 && status <= 299 ? answer.body : {}
  const responseCode = identifierOf(body.ResponseCode)
  const checkoutRequestId = identifierOf(body.CheckoutRequestID)
  const responseDescription = sentenceOf(body.ResponseDescription)
  if (responseCode === '0' && checkoutRequestId !== '') {
    return {
      outcome: 'accepted',
      checkoutRequestId,
      merchantRequestId: identifierOf(body.MerchantRequestID),
      responseDescription,
      customerMessage: sentenceOf(body.CustomerMessage),
      raw,
    }
  }
  if (responseCode !== '' && responseCode !== '0') {
    return { outcome: 'rejected', error: declined(responseCode, responseDescription, status), raw }
  }
  const error = gatewayError(result, wording)
  return { outcome: error.outcome, error, raw }
}

function declined(responseCode: string, description: string, httpStatus: number): DarajaError {
  return new DarajaError({
    code: 'request_declined',
    outcome: 'rejected',
    message: sentences.initiate,
    detail: description || `ResponseCode ${responseCode}`,
    httpStatus,
    gatewayCode: responseCode,
  })
}

function heldBack(retryAfterMs: number): StkPushOutcome {
  const detail = `Held back by this client's rate limit for ${retryAfterMs} ms`
  const facts = { code: 'rate_limited', outcome: 'rejected', detail, retryAfterMs } as const
  return { outcome: 'rejected', error: new DarajaError({ ...facts, message: sentences.initiate }) }
}
