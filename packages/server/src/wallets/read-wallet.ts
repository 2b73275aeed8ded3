import { type Cents, centsToKes } from '@hazina/ledger/money'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { pendingDepositsCents, timestamp } from '../transactions/index.ts'

export type Wallet = {
  user_id: number
  balance: number
  available: number
  held: number
  pending: number
  currency: 'KES'
  updated_at: string
}

/** A user's wallet as the API shows it, in KES. @throws AppError user_not_found */
export async function readWallet(ctx: Context, userId: bigint): Promise<Wallet> {
  const row = await ctx.db.query
    .selectFrom('app.user as u')
    .innerJoin('ledger.balance as b', 'b.account_id', 'u.wallet_account_id')
    .select(['b.balance_cents', 'b.held_cents'])
    .where('u.id', '=', userId)
    .executeTakeFirst()
  if (row === undefined) {
    throw new AppError('user_not_found', {
      detail: `There is no user ${userId}.`,
      errors: [
        { field: 'user_id', message: 'There is no such user: make one with POST /api/users.' },
      ],
    })
  }
  return {
    user_id: Number(userId),
    balance: centsToKes(row.balance_cents as Cents),
    available: centsToKes((row.balance_cents - row.held_cents) as Cents),
    held: centsToKes(row.held_cents as Cents),
    pending: centsToKes((await pendingDepositsCents(ctx, userId)) as Cents),
    currency: 'KES',
    updated_at: timestamp(ctx.clock.now()),
  }
}
