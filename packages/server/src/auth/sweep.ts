import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '../context.ts'
import type { Db } from '../db/database.ts'

export type Swept = { codes: number; sessions: number; attempts: number; idempotency: number }

/**
 * Removes what time has ended: codes, sessions, counted attempts whose longest window is over, and kept answers older than
 * a day. In bites, so that no lock is held for long. To be called every ten minutes.
 */
export async function sweepExpired(ctx: { db: Db; clock: Clock }): Promise<Swept> {
  const now = ctx.clock.now()
  const dayAgo = new Date(now.getTime() - dayMs)
  const twoDaysAgo = new Date(now.getTime() - 2 * dayMs)
  return {
    codes: await removeAll(
      ctx.db,
      (limit) => sql`
      delete from app.one_time_code where msisdn = any (array(
        select msisdn from app.one_time_code where expires_at <= ${now} limit ${limit}))
        and expires_at <= ${now}`,
    ),
    sessions: await removeAll(
      ctx.db,
      (limit) => sql`
      delete from app.session where token_hash = any (array(
        select token_hash from app.session where expires_at <= ${now} limit ${limit}))
        and expires_at <= ${now}`,
    ),
    attempts: await removeAll(
      ctx.db,
      (limit) => sql`
      delete from app.attempt where (subject, window_start) in (
        select subject, window_start from app.attempt where window_start < ${twoDaysAgo} limit ${limit})`,
    ),
    idempotency: await removeAll(
      ctx.db,
      (limit) => sql`
      delete from app.idempotency where id = any (array(
        select id from app.idempotency where created_at < ${dayAgo} order by created_at limit ${limit}))`,
    ),
  }
}

const dayMs = 86_400_000
const biteMax = 5_000

async function removeAll(db: Db, bite: (limit: number) => RawBuilder<unknown>): Promise<number> {
  let removed = 0
  for (;;) {
    const { numAffectedRows = 0n } = await bite(biteMax).execute(db.query)
    removed += Number(numAffectedRows)
    if (numAffectedRows < BigInt(biteMax)) return removed
  }
}
