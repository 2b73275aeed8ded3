import type { Msisdn } from '@hazina/daraja/msisdn'
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import { addressSubject } from './address-subject.ts'
import { type AttemptLimit, countAttempt } from './attempts.ts'
import { codeHmac, sameHmac } from './code-hmac.ts'
import type { SignInContext, SignInRefusal } from './context.ts'
import { openSession } from './open-session.ts'
import { findUserIn, openUserIn } from './users.ts'

export type SignedIn = {
  /** The session's secret: 256 bits, base64url. Only its SHA-256 is kept. */
  token: string
  userId: bigint
  msisdn: Msisdn
  name: string | null
  expiresAt: Date
}

/**
 * Turns the right code into a session, once, opening the user and their wallet on the first visit. A code bears five
 * guesses and a phone fifteen an hour, over all codes and devices; each is counted before it is looked at.
 * @throws AppError `code_wrong`, alike for wrong, used, expired and never sent; `too_many_requests`
 */
export async function verifyCode(
  ctx: SignInContext,
  input: { msisdn: Msisdn; code: string; address: string },
): Promise<SignedIn> {
  const { msisdn } = input
  const now = ctx.clock.now()
  await countGuess(ctx, input, now)
  const given = codeHmac(ctx.config.secret, input)
  const kept = await spendGuess(ctx, msisdn, now)
  if (kept === undefined || !sameHmac(kept, given)) throw wrongCode(ctx)
  const signedIn = await ctx.db.query.transaction().execute(async (tx) => {
    const used = await tx
      .deleteFrom('app.one_time_code')
      .where('msisdn', '=', msisdn)
      .where('code_hmac', '=', given)
      .returning('msisdn')
      .executeTakeFirst()
    // Somebody else came in with it between our look and now.
    if (used === undefined) throw wrongCode(ctx)
    const { userId } = await openUserIn(tx, { msisdn, name: null, now })
    const user = await findUserIn(tx, userId)
    const session = await openSession(tx, { userId, now, random: ctx.random })
    return { ...session, userId, msisdn, name: user?.name ?? null }
  })
  ctx.events.signedIn({ userId: signedIn.userId })
  return signedIn
}

const hourMs = 3_600_000

async function countGuess(
  ctx: SignInContext,
  input: { msisdn: Msisdn; address: string },
  now: Date,
): Promise<void> {
  const address = addressSubject(input.address)
  // The address first: one that has used up its own guesses can no longer use up those of other people's phones.
  const limits: (AttemptLimit & { reason: SignInRefusal })[] = [
    // Five for each of the thirty codes that an address may ask for.
    {
      reason: 'guesses_per_address',
      subject: `guess:address:${address}`,
      max: 150,
      windowMs: hourMs,
    },
    {
      reason: 'guesses_per_phone',
      subject: `guess:phone:${input.msisdn}`,
      max: 15,
      windowMs: hourMs,
    },
  ]
  for (const { reason, ...limit } of limits) {
    const counted = await countAttempt(ctx.db.query, limit, now)
    if (counted.ok) continue
    ctx.events.codeRefused({ reason })
    const minutes = Math.ceil(counted.retryAfterSeconds / 60)
    throw new AppError('too_many_requests', {
      detail: `Too many codes were tried. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      retryAfterSeconds: counted.retryAfterSeconds,
    })
  }
}

/** Takes one guess off the live code of a phone and gives what is kept of it; undefined when none can be guessed at. */
async function spendGuess(
  ctx: SignInContext,
  msisdn: Msisdn,
  now: Date,
): Promise<Buffer | undefined> {
  const spent = await ctx.db.query
    .updateTable('app.one_time_code')
    .set({ attempts_left: sql`attempts_left - 1` })
    .where('msisdn', '=', msisdn)
    .where('attempts_left', '>', 0)
    .where('expires_at', '>', now)
    .returning('code_hmac')
    .executeTakeFirst()
  return spent?.code_hmac
}

function wrongCode(ctx: SignInContext): AppError {
  ctx.events.codeRefused({ reason: 'wrong_code' })
  const message =
    'That code is not right, or no longer good. Check the latest SMS, or ask for a new code.'
  return new AppError('code_wrong', { detail: message, errors: [{ field: 'code', message }] })
}
