import { scopes as knownScopes, type Scope } from '@hazina/contract'
import type { Clock } from '../context.ts'
import type { Db } from '../db/database.ts'
import { hashSecretToken } from './secret-token.ts'

export type ApiKey = { id: bigint; name: string; scopes: readonly Scope[] }

type FoundKey = { id: bigint; name: string; scopes: string[]; lastUsedAt: Date | null }

/**
 * The application behind a key, unless it is unknown or revoked. Asked of the database each time, by one prepared
 * statement on a unique index, so that a revocation counts from the next request on, in every process.
 */
export async function findApiKey(
  ctx: { db: Db; clock: Clock },
  key: string,
): Promise<ApiKey | undefined> {
  if (!keyForm.test(key)) return undefined
  const { rows } = await ctx.db.pool.query<FoundKey>({
    name: 'auth.find-api-key',
    text: `
      select id, name, scopes, last_used_at as "lastUsedAt"
      from app.api_key where key_hash = $1 and revoked_at is null`,
    values: [hashSecretToken(key)],
  })
  const [found] = rows
  if (found === undefined) return undefined
  const now = ctx.clock.now()
  if (found.lastUsedAt === null || now.getTime() - found.lastUsedAt.getTime() >= usedEveryMs) {
    void noteUse(ctx.db, found.id, now)
  }
  // A scope that only a later version knows grants nothing here.
  const scopes = knownScopes.filter((scope) => found.scopes.includes(scope))
  return { id: found.id, name: found.name, scopes }
}

const keyForm = /^hzn_[A-Za-z0-9_-]{43}$/
const usedEveryMs = 60_000

async function noteUse(db: Db, id: bigint, now: Date): Promise<void> {
  try {
    // Hundreds of requests find the note too old at once: the first writes it, the others pass by its lock.
    await db.pool.query({
      name: 'auth.note-api-key-use',
      text: `
        update app.api_key set last_used_at = $2 where id = (
          select id from app.api_key
          where id = $1 and (last_used_at is null or last_used_at <= $3) for update skip locked)`,
      values: [id, now, new Date(now.getTime() - usedEveryMs)],
    })
  } catch {
    // When a key was last used is for people to read; no request may fail for it, and the next one tries again.
  }
}
