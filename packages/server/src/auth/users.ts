import type { Msisdn } from '@hazina/daraja/msisdn'
import { type Kysely, sql } from 'kysely'
import type { Clock } from '../context.ts'
import type { Db } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'

export type User = {
  userId: bigint
  msisdn: Msisdn
  name: string | null
  walletAccountId: bigint
  createdAt: Date
}

/**
 * Makes the user of a phone and their wallet, or finds them: the same phone is the same user, however often and at
 * however many places at once. A name fills an empty one and replaces none.
 */
export function openUser(
  ctx: { db: Db; clock: Clock },
  input: { msisdn: Msisdn; name: string | null },
): Promise<{ userId: bigint; created: boolean }> {
  return openUserIn(ctx.db.query, { ...input, now: ctx.clock.now() })
}

export async function openUserIn(
  tx: Kysely<Tables>,
  input: { msisdn: Msisdn; name: string | null; now: Date },
): Promise<{ userId: bigint; created: boolean }> {
  const { msisdn, name, now } = input
  const { rows } = await sql<{ userId: bigint; created: boolean }>`
    select user_id as "userId", created from app.open_user(${msisdn}, ${name}, ${now})
  `.execute(tx)
  const [opened] = rows
  if (opened === undefined) throw new Error('app.open_user gave no row')
  return opened
}

export function findUser(ctx: { db: Db }, userId: bigint): Promise<User | undefined> {
  return findUserIn(ctx.db.query, userId)
}

export async function findUserIn(tx: Kysely<Tables>, userId: bigint): Promise<User | undefined> {
  const row = await selectUser(tx).where('id', '=', userId).executeTakeFirst()
  return row && asUser(row)
}

export async function findUserByPhone(ctx: { db: Db }, msisdn: Msisdn): Promise<User | undefined> {
  const row = await selectUser(ctx.db.query).where('msisdn', '=', msisdn).executeTakeFirst()
  return row && asUser(row)
}

function selectUser(tx: Kysely<Tables>) {
  return tx
    .selectFrom('app.user')
    .select([
      'id as userId',
      'msisdn',
      'name',
      'wallet_account_id as walletAccountId',
      'created_at as createdAt',
    ])
}

function asUser(row: Omit<User, 'msisdn'> & { msisdn: string }): User {
  return { ...row, msisdn: row.msisdn as Msisdn } // open_user is the only writer and takes a Msisdn
}
