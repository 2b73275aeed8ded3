import { sentences } from '../codes/error-codes.ts'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { endpointPaths } from '../http/endpoints.ts'
import type { Gateway } from '../http/gateway-call.ts'
import type { Msisdn } from '../msisdn.ts'
import type { Api, ReadableAnswer, Reading } from './api.ts'
import type { Submission } from './outcomes.ts'
import type { Shillings } from './parties.ts'
import { declinedByCode, isZero } from './read-answer.ts'
import { checkPushInput } from './stk-input.ts'
import { type StkBusiness, type StkTransactionType, stkParties } from './stk-parties.ts'
import { stkPassword, stkTimestamp } from './stk-password.ts'
import { submit } from './submit.ts'

export type { StkTransactionType } from './stk-parties.ts'

export type StkPushInput = {
  passkey: string
  /** Whole KES, 1 to 250,000. */
  amount: Shillings
  /** The phone that gets the prompt and pays. */
  msisdn: Msisdn
  callbackUrl: string
  /** At most 12 characters; shown to the payer. */
  accountReference: string
  /** At most 13 characters. */
  description: string
} & (
  | {
      /** Who receives, with the shortcode that went live where it is another. */
      business: StkBusiness
      shortcode?: undefined
      transactionType?: undefined
      partyB?: undefined
    }
  | {
      business?: undefined
      /** The PayBill; for a till the store or head-office number that went live, not the till. */
      shortcode: string
      transactionType: StkTransactionType
      /** Who receives: the till number for a till; left out, the shortcode. */
      partyB?: string
    }
)

/**
 * `accepted`: the prompt is queued, and nothing is paid yet. `rejected`: Safaricom certainly did
 * nothing. `unknown`: the prompt may be on the phone; wait for the callback, never push again for
 * the same payment.
 */
export type StkPushOutcome = Submission<StkPushAccepted>

export type StkPushAccepted = {
  checkoutRequestId: string
  merchantRequestId: string
  responseDescription: string
  customerMessage: string
}

/**
 * Sends one STK push, once: it has no idempotency key, so that a second one is a second prompt.
 * Never throws.
 */
export async function sendStkPush(
  gateway: Gateway,
  input: StkPushInput,
  options: { timeoutMs: number },
): Promise<StkPushOutcome> {
  return await submit(gateway, stkPush, { input, ...options })
}

export const stkPush: Api<StkPushInput, StkPushAccepted> = {
  endpoint: 'stkPush',
  wording: { rejected: sentences.initiate, unknown: sentences.initiateUnknown },
  request: (input, clock) => {
    const error = checkPushInput(input)
    if (error !== undefined) return { ok: false, error }
    const { shortcode } = stkParties(input)
    const timestamp = stkTimestamp(clock.now())
    const password = stkPassword({ shortcode, passkey: input.passkey, timestamp })
    const [path] = endpointPaths.stkPush
    const secrets = [password, input.passkey, input.msisdn]
    return { ok: true, request: { path, body: pushBody(input, { timestamp, password }), secrets } }
  },
  read,
}

// Numbers and strings as in the portal's own sample.
function pushBody(input: StkPushInput, proof: { timestamp: string; password: string }) {
  const { shortcode, transactionType, partyB } = stkParties(input)
  return {
    BusinessShortCode: Number(shortcode),
    Password: proof.password,
    Timestamp: proof.timestamp,
    TransactionType: transactionType,
    Amount: input.amount,
    PartyA: Number(input.msisdn),
    PartyB: Number(partyB),
    PhoneNumber: Number(input.msisdn),
    CallBackURL: input.callbackUrl,
    AccountReference: input.accountReference,
    TransactionDesc: input.description,
  }
}

function read(answer: ReadableAnswer): Reading<StkPushAccepted> | undefined {
  const { body, status } = answer
  const code = identifierOf(body.ResponseCode)
  const checkoutRequestId = identifierOf(body.CheckoutRequestID)
  const responseDescription = sentenceOf(body.ResponseDescription)
  const isWell = status >= 200 && status <= 299
  if (!isWell || code === '') return undefined
  if (!isZero(code)) {
    return declinedByCode(answer, { api: 'stk', code, description: responseDescription })
  }
  if (checkoutRequestId === '') return undefined
  return {
    ok: true,
    answer: {
      checkoutRequestId,
      merchantRequestId: identifierOf(body.MerchantRequestID),
      responseDescription,
      customerMessage: sentenceOf(body.CustomerMessage),
    },
  }
}
