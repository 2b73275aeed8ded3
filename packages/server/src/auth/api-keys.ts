import { scopes as knownScopes, type Scope } from '@hazina/contract'
import type { Clock, Random } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError, fieldProblem } from '../errors.ts'
import { hashSecretToken, makeSecretToken } from './secret-token.ts'

/** What managing keys needs: the server's context has it, and so has the command line without a server. */
export type ApiKeysContext = { db: Db; clock: Clock; random: Random }

export type ApiKeyRecord = {
  id: bigint
  name: string
  /** The first twelve characters of the key: enough to tell keys apart, not to use one. */
  prefix: string
  scopes: string[]
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/**
 * Makes an API key. It is told here and never again: only its SHA-256 is kept.
 * @throws AppError `invalid_request` for an empty or overlong name, no scope, or a scope that does not exist
 */
export async function createApiKey(
  ctx: ApiKeysContext,
  input: { name: string; scopes?: readonly string[] | undefined },
): Promise<{ key: string; id: bigint; prefix: string; scopes: Scope[] }> {
  const name = readName(input.name)
  const scopes = readScopes(input.scopes ?? defaultScopes)
  const key = `hzn_${makeSecretToken(ctx.random)}`
  const prefix = key.slice(0, prefixLength)
  const { id } = await ctx.db.query
    .insertInto('app.api_key')
    .values({ name, key_hash: hashSecretToken(key), prefix, scopes, created_at: ctx.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { key, id, prefix, scopes }
}

/** All keys, revoked ones too, oldest first. */
export function listApiKeys(ctx: { db: Db }): Promise<ApiKeyRecord[]> {
  return ctx.db.query.selectFrom('app.api_key').select(recordColumns).orderBy('id').execute()
}

/**
 * Revokes a key, named by its id or its prefix; from the next request on it is refused. A key revoked before keeps the time
 * of the first revocation.
 * @throws AppError `not_found`; `invalid_request` when a prefix names several keys
 */
export async function revokeApiKey(
  ctx: { db: Db; clock: Clock },
  which: { id: bigint } | { prefix: string },
): Promise<ApiKeyRecord> {
  const found = await ctx.db.query
    .selectFrom('app.api_key')
    .select(recordColumns)
    .where((eb) => ('id' in which ? eb('id', '=', which.id) : eb('prefix', '=', which.prefix)))
    .limit(2)
    .execute()
  const [key, another] = found
  if (key === undefined) {
    const named = 'id' in which ? `the id ${which.id}` : `the prefix ${which.prefix}`
    throw new AppError('not_found', `No API key has ${named}. List the keys to see what there is.`)
  }
  if (another !== undefined) {
    throw fieldProblem(
      'prefix',
      'Several API keys begin like that: name the one to revoke by its id.',
    )
  }
  if (key.revokedAt !== null) return key
  return ctx.db.query
    .updateTable('app.api_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(ctx.clock.now())) }))
    .where('id', '=', key.id)
    .returning(recordColumns)
    .executeTakeFirstOrThrow()
}

const defaultScopes: readonly Scope[] = ['users', 'deposits', 'reads']
const prefixLength = 12
const nameCharactersMax = 120

const recordColumns = [
  'id',
  'name',
  'prefix',
  'scopes',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'revoked_at as revokedAt',
] as const

function readName(given: string): string {
  const name = given.trim()
  if (name !== '' && name.length <= nameCharactersMax) return name
  throw fieldProblem(
    'name',
    `Give the key a name of 1 to ${nameCharactersMax} characters that says which application uses it.`,
  )
}

function readScopes(given: readonly string[]): Scope[] {
  const unknown = given.find((scope) => !knownScopes.some((known) => known === scope))
  if (unknown !== undefined) {
    throw fieldProblem(
      'scopes',
      `There is no scope ${JSON.stringify(unknown)}: choose from ${knownScopes.join(', ')}.`,
    )
  }
  if (given.length === 0) {
    throw fieldProblem('scopes', `Give the key at least one scope of ${knownScopes.join(', ')}.`)
  }
  return knownScopes.filter((scope) => given.includes(scope))
}
