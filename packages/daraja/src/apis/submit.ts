import { DarajaError, DarajaInputError } from '../errors.ts'
import { readAnswer } from '../http/answer.ts'
import { callGateway, type Gateway, type GatewayAnswer } from '../http/gateway-call.ts'
import { gatewayError } from '../http/gateway-error.ts'
import type { Api, ApiRequest, Prepared, Reading } from './api.ts'
import type { Submission } from './outcomes.ts'

/**
 * Sends one request that does something, once: a second one might do it twice. The only repetition
 * is after a refused token, which the gateway refuses before it executes anything. Never throws.
 */
export async function submit<Input, Accepted extends object>(
  gateway: Gateway,
  api: Api<Input, Accepted>,
  call: { input: Input; timeoutMs: number },
): Promise<Submission<Accepted>> {
  const prepared = prepare(gateway, api, call.input)
  if (!prepared.ok) return { outcome: 'rejected', error: prepared.error }
  return await sendOnce(gateway, api, { request: prepared.request, timeoutMs: call.timeoutMs })
}

/** The request of this input. Input of a shape that no type allows is refused, not thrown. */
export function prepare<Input, Answer extends object>(
  gateway: Gateway,
  api: Api<Input, Answer>,
  input: Input,
): Prepared {
  try {
    return api.request(input, gateway.clock)
  } catch (thrown) {
    const detail = `input could not be read: ${thrown instanceof Error ? thrown.message : thrown}`
    return {
      ok: false,
      error: new DarajaInputError({ field: 'input', message: 'Invalid input', detail }),
    }
  }
}

export async function sendOnce<Input, Answer extends object>(
  gateway: Gateway,
  api: Api<Input, Answer>,
  call: { request: ApiRequest; timeoutMs: number },
): Promise<Submission<Answer>> {
  const { endpoint, wording } = api
  const { request, timeoutMs } = call
  const result = await callGateway(gateway, { endpoint, ...request, timeoutMs })
  if (result.kind === 'limited') {
    const { retryAfterMs } = result
    const detail = `Held back by this client's rate limit for ${retryAfterMs} ms`
    const facts = { code: 'rate_limited', outcome: 'rejected', detail, retryAfterMs } as const
    return { outcome: 'rejected', error: new DarajaError({ ...facts, message: wording.rejected }) }
  }
  if (result.kind === 'no-token') return { outcome: 'rejected', error: result.error }
  if (result.kind === 'answered') return judge(api, result)
  const error = gatewayError(result, wording)
  return { outcome: error.outcome, error }
}

function judge<Input, Answer extends object>(
  api: Api<Input, Answer>,
  result: GatewayAnswer,
): Submission<Answer> {
  const reading = readResult(api, result)
  // A success told under the status of a failure is not believed.
  if (reading?.ok && isWell(result.status)) {
    return { outcome: 'accepted', ...reading.answer, raw: result.raw }
  }
  // What is no success may quote what was sent, and is read again with the secrets taken out.
  const raw = result.redact(result.raw)
  const clean = { ...result, raw, answer: readAnswer(raw) }
  const refusal = readResult(api, clean)
  const error = refusal?.ok === false ? refusal.error : gatewayError(clean, api.wording)
  return { outcome: error.outcome, error, raw }
}

function readResult<Input, Answer extends object>(
  { read, wording }: Api<Input, Answer>,
  { status, answer, raw }: GatewayAnswer,
): Reading<Answer> | undefined {
  return answer.kind === 'object' ? read({ body: answer.body, raw, status, wording }) : undefined
}

function isWell(status: number): boolean {
  return status >= 200 && status <= 299
}
