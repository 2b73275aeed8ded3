import { type Msisdn, maskMsisdn } from '@hazina/daraja/msisdn'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { describeSmsFailure } from '../notifications/index.ts'
import { addressSubject } from './address-subject.ts'
import { type AttemptLimit, countAttempt } from './attempts.ts'
import { codeHmac } from './code-hmac.ts'
import { codeText } from './code-text.ts'
import type { SignInContext, SignInRefusal } from './context.ts'

const codeGoodForSeconds = 300
const resendAfterSeconds = 30
const guessesPerCode = 5
const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * Sends a one-time code to a phone; the code before it is good no longer. Nothing here looks at whether the phone has a
 * wallet, and the SMS leaves after the answer, so answers are alike for known and unknown phones in content and time.
 * @throws AppError `too_many_requests` (30 s between codes; 5 an hour and 20 a day per phone; 30 an hour per address),
 * `sign_in_unavailable` where no SMS can be sent
 */
export async function requestCode(
  ctx: SignInContext,
  input: { msisdn: Msisdn; address: string },
): Promise<{ expiresInSeconds: number; resendInSeconds: number }> {
  if (!ctx.sms.available) {
    throw new AppError(
      'sign_in_unavailable',
      'This server cannot send SMS, so it cannot send codes.',
    )
  }
  const { msisdn } = input
  const now = ctx.clock.now()
  const code = ctx.random.integer(1_000_000).toString().padStart(6, '0')
  const hmac = codeHmac(ctx.config.secret, { msisdn, code })
  // All or nothing: a request that one limit refuses uses up none of the others.
  await ctx.db.query.transaction().execute(async (tx) => {
    for (const { reason, ...limit } of codeLimits(input)) {
      const counted = await countAttempt(tx, limit, now)
      if (!counted.ok) throw refusal(ctx, reason, counted.retryAfterSeconds)
    }
    await replaceCode(ctx, tx, { msisdn, hmac, now })
  })
  // Not awaited, and not kept for later either: the code must lie nowhere readable, and whoever misses it asks again.
  void sendCode(ctx, { msisdn, code })
  return { expiresInSeconds: codeGoodForSeconds, resendInSeconds: resendAfterSeconds }
}

// Always in this order, so that two requests which share several rows wait for each other and never in a circle.
function codeLimits(input: {
  msisdn: Msisdn
  address: string
}): (AttemptLimit & { reason: SignInRefusal })[] {
  const { msisdn } = input
  const address = addressSubject(input.address)
  return [
    { reason: 'codes_per_address', subject: `code:address:${address}`, max: 30, windowMs: hourMs },
    { reason: 'codes_per_phone_hour', subject: `code:hour:${msisdn}`, max: 5, windowMs: hourMs },
    {
      reason: 'codes_per_phone_day',
      subject: `code:day:${msisdn}`,
      max: 20,
      windowMs: 24 * hourMs,
    },
  ]
}

async function replaceCode(
  ctx: SignInContext,
  tx: Kysely<Tables>,
  { msisdn, hmac, now }: { msisdn: Msisdn; hmac: Buffer; now: Date },
): Promise<void> {
  const fresh = {
    code_hmac: hmac,
    sent_at: now,
    expires_at: new Date(now.getTime() + codeGoodForSeconds * 1000),
    attempts_left: guessesPerCode,
  }
  const resendableBefore = new Date(now.getTime() - resendAfterSeconds * 1000)
  const replaced = await tx
    .insertInto('app.one_time_code')
    .values({ msisdn, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('msisdn')
        .doUpdateSet(fresh)
        .where('app.one_time_code.sent_at', '<=', resendableBefore),
    )
    .returning('sent_at')
    .executeTakeFirst()
  if (replaced !== undefined) return
  const last = await tx
    .selectFrom('app.one_time_code')
    .select('sent_at')
    .where('msisdn', '=', msisdn)
    .executeTakeFirstOrThrow()
  const waitMs = last.sent_at.getTime() - resendableBefore.getTime()
  throw refusal(ctx, 'resend_too_soon', Math.max(1, Math.ceil(waitMs / 1000)))
}

function refusal(ctx: SignInContext, reason: SignInRefusal, retryAfterSeconds: number): AppError {
  ctx.events.codeRefused({ reason })
  const wait =
    retryAfterSeconds < 120
      ? `${retryAfterSeconds} seconds`
      : `${Math.ceil(retryAfterSeconds / 60)} minutes`
  const detail =
    reason === 'resend_too_soon'
      ? `A code is on its way already. Ask for another in ${wait}.`
      : `Too many codes were asked for. Try again in ${wait}.`
  return new AppError('too_many_requests', { detail, retryAfterSeconds })
}

async function sendCode(ctx: SignInContext, facts: { msisdn: Msisdn; code: string }) {
  const { msisdn, code } = facts
  try {
    await ctx.sms.send({ to: msisdn, text: codeText(ctx.config, code), purpose: 'code' })
    ctx.events.codeSent({ phone: maskMsisdn(msisdn) })
  } catch (thrown) {
    // Whoever asked has their answer already and asks for another code; the code itself stays good.
    ctx.events.smsFailed({ purpose: 'code', reason: describeSmsFailure(thrown).reason })
  }
}
