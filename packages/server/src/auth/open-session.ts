import type { Kysely } from 'kysely'
import type { Random } from '../context.ts'
import type { Tables } from '../db/tables.ts'
import { hashSecretToken, makeSecretToken } from './secret-token.ts'

const dayMs = 86_400_000

/** A session ends 30 days after it was last used and 90 days after it began, whichever is first. */
export const sessionIdleMs = 30 * dayMs
export const sessionLifeMs = 90 * dayMs

/** Sessions of one user at a time; a new one ends the one that was idle the longest. */
const sessionsMax = 20

/** Begins a session and gives its token, of which only the hash is kept. */
export async function openSession(
  tx: Kysely<Tables>,
  input: { userId: bigint; now: Date; random: Random },
): Promise<{ token: string; expiresAt: Date }> {
  const { userId, now } = input
  const token = makeSecretToken(input.random)
  const expiresAt = new Date(now.getTime() + sessionIdleMs)
  await tx
    .deleteFrom('app.session')
    .where('token_hash', 'in', (eb) =>
      eb
        .selectFrom('app.session')
        .select('token_hash')
        .where('user_id', '=', userId)
        .orderBy('last_seen_at', 'desc')
        .offset(sessionsMax - 1),
    )
    .execute()
  await tx
    .insertInto('app.session')
    .values({
      token_hash: hashSecretToken(token),
      user_id: userId,
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}
