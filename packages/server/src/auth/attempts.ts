import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** At most `max` attempts by `subject` in each fixed window of `windowMs`. The subject names the limit too. */
export type AttemptLimit = { subject: string; max: number; windowMs: number }

export type Counted = { ok: true } | { ok: false; retryAfterSeconds: number }

/**
 * Counts one attempt, unless the window is full already. One statement, so that attempts at the same moment, in whatever
 * process, cannot exceed the limit; durable, so that a restart forgives nothing.
 */
export async function countAttempt(
  tx: Kysely<Tables>,
  limit: AttemptLimit,
  now: Date,
): Promise<Counted> {
  const startMs = Math.floor(now.getTime() / limit.windowMs) * limit.windowMs
  const counted = await tx
    .insertInto('app.attempt')
    .values({ subject: limit.subject, window_start: new Date(startMs), count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'window_start'])
        .doUpdateSet({ count: sql`attempt.count + 1` })
        .where('app.attempt.count', '<', limit.max),
    )
    .returning('count')
    .executeTakeFirst()
  if (counted !== undefined) return { ok: true }
  const endMs = startMs + limit.windowMs
  return { ok: false, retryAfterSeconds: Math.ceil((endMs - now.getTime()) / 1000) }
}
