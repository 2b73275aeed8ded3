import type { Clock } from '../clock.ts'
import type { DarajaErrorCode } from '../codes/error-codes.ts'
import { DarajaError } from '../errors.ts'
import { within } from '../http/deadline.ts'
import type { Gateway } from '../http/gateway-call.ts'
import type { Api, ApiRequest } from './api.ts'
import type { LookUp, Submission } from './outcomes.ts'
import { prepare, sendOnce } from './submit.ts'

/** How long a question is asked again, and how often at most. */
export type Patience = { timeoutMs: number; deadlineMs: number; attemptsMax: number }

/**
 * Asks a question that moves nothing, and asks again while what came back says nothing about it: a
 * lost answer, a page, too many calls, maintenance. Ends at the deadline at the latest. Never throws.
 */
export async function lookUp<Input, Answer extends object>(
  gateway: Gateway,
  api: Api<Input, Answer>,
  call: { input: Input } & Patience,
): Promise<LookUp<Answer>> {
  const asked = await askPatiently(gateway, api, call)
  return asked.outcome === 'accepted' ? { ...asked, outcome: 'answered' } : asked
}

/** The same for a question whose answer comes later, by callback. */
export async function askPatiently<Input, Answer extends object>(
  gateway: Gateway,
  api: Api<Input, Answer>,
  call: { input: Input } & Patience,
): Promise<Submission<Answer>> {
  const prepared = prepare(gateway, api, call.input)
  if (!prepared.ok) return { outcome: 'rejected', error: prepared.error }
  const { deadlineMs } = call
  const late = (): Submission<Answer> => ({ outcome: 'unknown', error: tooLate(api, deadlineMs) })
  const asking = askAgain(gateway, api, { ...call, request: prepared.request })
  return await within(gateway.clock, { timeoutMs: deadlineMs, late }, asking)
}

async function askAgain<Input, Answer extends object>(
  gateway: Gateway,
  api: Api<Input, Answer>,
  { request, ...patience }: { request: ApiRequest } & Patience,
): Promise<Submission<Answer>> {
  const { clock } = gateway
  const endsAtMs = nowMs(clock) + patience.deadlineMs
  for (let attempt = 1; ; attempt += 1) {
    const timeoutMs = Math.min(patience.timeoutMs, endsAtMs - nowMs(clock))
    const asked = await sendOnce(gateway, api, { request, timeoutMs })
    if (asked.outcome === 'accepted' || attempt >= patience.attemptsMax) return asked
    if (!worthRepeating.has(asked.error.code)) return asked
    const pauseMs = pauseFor(gateway, asked.error, attempt)
    if (nowMs(clock) + pauseMs >= endsAtMs) return asked
    await sleep(clock, pauseMs)
  }
}

// Getting a token may take longer than the call itself.
function tooLate<Input, Answer extends object>(api: Api<Input, Answer>, deadlineMs: number) {
  return new DarajaError({
    code: 'timed_out',
    outcome: 'unknown',
    message: api.wording.unknown,
    detail: `No answer within ${deadlineMs} ms, however often it was asked for`,
  })
}

const worthRepeating: ReadonlySet<DarajaErrorCode> = new Set<DarajaErrorCode>([
  'authentication_unavailable',
  'connection_failed',
  'connection_lost',
  'internal_error',
  'maintenance',
  'rate_limited',
  'throttled',
  'timed_out',
  'unreadable_answer',
])

const pauseFirstMs = 500
const pauseMaxMs = 8000
const pauseSpread = 0.5

// Spread, so that clients which failed together do not come back together.
function pauseFor({ random }: Gateway, error: DarajaError, attempt: number): number {
  const doubledMs = Math.min(pauseFirstMs * 2 ** (attempt - 1), pauseMaxMs)
  return Math.max(error.retryAfterMs ?? 0, Math.ceil(doubledMs * (1 + random() * pauseSpread)))
}

function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve)
  })
}

function nowMs(clock: Clock): number {
  return clock.now().getTime()
}
