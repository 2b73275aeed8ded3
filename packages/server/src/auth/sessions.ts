import type { Msisdn } from '@hazina/daraja/msisdn'
import type { Clock } from '../context.ts'
import type { Db } from '../db/database.ts'
import { sessionIdleMs, sessionLifeMs } from './open-session.ts'
import { hashSecretToken } from './secret-token.ts'

export type Session = {
  tokenHash: Buffer
  userId: bigint
  msisdn: Msisdn
  name: string | null
  expiresAt: Date
}

type FoundSession = Omit<Session, 'tokenHash'> & { createdAt: Date; lastSeenAt: Date }

/** The session of a token, while it lasts. Using it puts its idle end off, written at most once a minute. */
export async function findSession(
  ctx: { db: Db; clock: Clock },
  token: string,
): Promise<Session | undefined> {
  if (!tokenForm.test(token)) return undefined
  const tokenHash = hashSecretToken(token)
  const now = ctx.clock.now()
  const { rows } = await ctx.db.pool.query<FoundSession>({
    name: 'auth.find-session',
    text: `
      select s.user_id as "userId", u.msisdn, u.name, s.created_at as "createdAt",
             s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"
      from app.session s join app.user u on u.id = s.user_id
      where s.token_hash = $1 and s.expires_at > $2`,
    values: [tokenHash, now],
  })
  const [found] = rows
  if (found === undefined) return undefined
  const { createdAt, lastSeenAt, ...session } = found
  if (now.getTime() - lastSeenAt.getTime() < seenEveryMs) return { tokenHash, ...session }
  const expiresAt = expiryAfterUse(createdAt, now)
  await ctx.db.query
    .updateTable('app.session')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .where('last_seen_at', '<', now)
    .execute()
  return { tokenHash, ...session, expiresAt }
}

/** Ends one session; ending it again does nothing. */
export async function endSession(ctx: { db: Db }, tokenHash: Buffer): Promise<void> {
  await ctx.db.query.deleteFrom('app.session').where('token_hash', '=', tokenHash).execute()
}

/** Ends every session of a user, on all their devices. */
export async function endAllSessions(ctx: { db: Db }, userId: bigint): Promise<void> {
  await ctx.db.query.deleteFrom('app.session').where('user_id', '=', userId).execute()
}

const tokenForm = /^[A-Za-z0-9_-]{43}$/
const seenEveryMs = 60_000

function expiryAfterUse(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + sessionIdleMs, createdAt.getTime() + sessionLifeMs))
}
