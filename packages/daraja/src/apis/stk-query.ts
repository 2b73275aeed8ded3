import { sentences } from '../codes/error-codes.ts'
import { explainResult, isFinalStkResult } from '../codes/result-codes.ts'
import { asUnknown, DarajaError } from '../errors.ts'
import { identifierOf, sentenceOf } from '../http/answer.ts'
import { callGateway, type Gateway, type GatewayAnswer } from '../http/gateway-call.ts'
import { explain, gatewayError } from '../http/gateway-error.ts'
import { checkQueryInput } from './stk-input.ts'
import { stkPassword, stkTimestamp } from './stk-password.ts'

export type StkQueryInput = { shortcode: string; passkey: string; checkoutRequestId: string }

/**
 * `paid` and `failed` settle. `pending`, `unknown` and `limited` mean: ask again later, `limited`
 * not before the time given (`by` says whether this client held the query back or Safaricom refused
 * it). Safaricom now and then says `pending` of a finished payment, and `unknown` of one it has
 * just accepted.
 */
export type StkQueryOutcome =
  | { outcome: 'paid' | 'failed'; resultCode: string; resultDesc: string; raw: string }
  | { outcome: 'pending'; raw: string }
  | { outcome: 'unknown'; error: DarajaError; raw?: string }
  | { outcome: 'limited'; retryAfterMs: number; by: 'client' | 'safaricom' }

/** Asks what became of a prompt. The answer holds no receipt, amount or phone. Never throws. */
export async function sendStkQuery(
  gateway: Gateway,
  input: StkQueryInput,
  options: { timeoutMs: number },
): Promise<StkQueryOutcome> {
  const invalid = checkQueryInput(input)
  if (invalid !== undefined) return { outcome: 'unknown', error: asUnknown(invalid) }
  const timestamp = stkTimestamp(gateway.clock.now())
  const password = stkPassword({ ...input, timestamp })
  const result = await callGateway(gateway, {
    endpoint: 'stkQuery',
    path: '/mpesa/stkpushquery/v1/query',
    body: {
      BusinessShortCode: input.shortcode,
      Password: password,
      Timestamp: timestamp,
      CheckoutRequestID: input.checkoutRequestId,
    },
    secrets: [password, input.passkey],
    timeoutMs: options.timeoutMs,
  })
  if (result.kind === 'limited') {
    return { outcome: 'limited', retryAfterMs: result.retryAfterMs, by: 'client' }
  }
  if (result.kind === 'no-token') return { outcome: 'unknown', error: asUnknown(result.error) }
  if (result.kind === 'answered') return judge(result, input)
  return { outcome: 'unknown', error: asUnknown(gatewayError(result, wording)) }
}

// What is not known here is the payment, whether or not the query itself was refused.
const wording = { rejected: sentences.query, unknown: sentences.query }

function judge(result: GatewayAnswer, input: StkQueryInput): StkQueryOutcome {
  const { status, answer, raw } = result
  if (answer.kind === 'object' && status >= 200 && status <= 299) {
    return judgeBody(answer.body, { input, status, raw }) ?? unusable(result)
  }
  const { code } = explain(result)
  if (code === 'pending') return { outcome: 'pending', raw }
  if (code === 'throttled' || code === 'quota_exceeded') {
    return { outcome: 'limited', retryAfterMs: result.retryAfterMs ?? 0, by: 'safaricom' }
  }
  return unusable(result)
}

function unusable(result: GatewayAnswer): StkQueryOutcome {
  return { outcome: 'unknown', error: asUnknown(gatewayError(result, wording)), raw: result.raw }
}

function judgeBody(
  body: Record<string, unknown>,
  { input, status, raw }: { input: StkQueryInput; status: number; raw: string },
): StkQueryOutcome | undefined {
  const resultCode = identifierOf(body.ResultCode)
  const responseCode = identifierOf(body.ResponseCode)
  const answeredFor = identifierOf(body.CheckoutRequestID)
  if (resultCode === '' || (responseCode !== '' && responseCode !== '0')) return undefined
  if (answeredFor !== '' && answeredFor !== input.checkoutRequestId) return undefined
  const resultDesc = sentenceOf(body.ResultDesc)
  if (resultCode === '0') return { outcome: 'paid', resultCode, resultDesc, raw }
  if (isFinalStkResult(resultCode)) return { outcome: 'failed', resultCode, resultDesc, raw }
  if (resultCode === pendingCode) return { outcome: 'pending', raw }
  const error = new DarajaError({
    code: 'result_unlisted',
    outcome: 'unknown',
    message: sentences.query,
    detail: resultDesc || explainResult(resultCode).meaning,
    httpStatus: status,
    gatewayCode: resultCode,
  })
  return { outcome: 'unknown', error, raw }
}

const pendingCode = '4999'
