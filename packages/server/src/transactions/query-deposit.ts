import type { Context } from '../context.ts'
import type { WorkItem, WorkOutcome } from '../work/index.ts'
import { evidenceOfQuery } from './evidence.ts'
import { interruptedAfterMs, lapseAfterMs, nextQuery } from './query-schedule.ts'
import { settle } from './settle.ts'

type Silent = {
  id: bigint
  state: string
  status: 'pending' | 'completed' | 'failed'
  checkoutRequestId: string | null
  shortcode: string
  createdAt: Date
  hinted: boolean
}

/**
 * Asks Safaricom what became of a deposit, or gives it its end when nobody can say. The next time is a column of the
 * work row, so a crash anywhere only makes the question come again.
 */
export async function queryDeposit(ctx: Context, item: WorkItem): Promise<WorkOutcome> {
  const deposit = await readSilent(ctx, item.subject)
  if (deposit === undefined || deposit.status === 'completed') return { done: true }
  if (deposit.status === 'failed' && !deposit.hinted) return { done: true }
  if (deposit.checkoutRequestId === null) return waitForToken(ctx, deposit)
  const answer = await ctx.daraja.stkQuery({
    shortcode: deposit.shortcode,
    passkey: ctx.config.mpesa.passkey,
    checkoutRequestId: deposit.checkoutRequestId,
  })
  ctx.step('query.answered')
  ctx.events.depositQueried({ outcome: answer.outcome })
  switch (answer.outcome) {
    case 'paid':
    case 'failed':
      await settle(ctx, 'query', [evidenceOfQuery(deposit.id, answer)])
      ctx.step('query.settled')
      return { done: true }
    case 'limited':
      return { pauseMs: answer.retryAfterMs }
    case 'pending':
      await settle(ctx, 'query', [evidenceOfQuery(deposit.id, answer)])
      return askAgain(ctx, deposit)
    case 'unknown':
      return askAgain(ctx, deposit)
  }
}

async function readSilent(ctx: Context, id: bigint): Promise<Silent | undefined> {
  const row = await ctx.db.query
    .selectFrom('mpesa.transaction as t')
    .innerJoin('mpesa.stk_push as s', 's.transaction_id', 't.id')
    .select([
      't.id',
      't.state',
      't.status',
      't.checkout_request_id',
      't.created_at',
      's.shortcode',
      's.hinted_at',
    ])
    .where('t.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.id,
    state: row.state,
    status: row.status,
    checkoutRequestId: row.checkout_request_id,
    shortcode: row.shortcode,
    createdAt: row.created_at,
    hinted: row.hinted_at !== null,
  }
}

/** Without a CheckoutRequestID there is nothing to ask by: the deposit waits for its callback, then lapses. */
async function waitForToken(ctx: Context, deposit: Silent): Promise<WorkOutcome> {
  const ageMs = ctx.clock.now().getTime() - deposit.createdAt.getTime()
  const lapseAt = new Date(deposit.createdAt.getTime() + lapseAfterMs)
  if (deposit.state === 'created' && ageMs >= interruptedAfterMs) {
    await giveUp(ctx, deposit.id, 'unanswered', '')
  }
  if (ageMs < interruptedAfterMs)
    return { dueAt: new Date(deposit.createdAt.getTime() + interruptedAfterMs) }
  if (ageMs < lapseAfterMs) return { dueAt: lapseAt }
  await giveUp(
    ctx,
    deposit.id,
    'lapsed',
    'Safaricom never answered the push, so there is nothing to ask by: should the phone have paid, its receipt is on the M-PESA portal under the account reference.',
  )
  return { done: true }
}

async function askAgain(ctx: Context, deposit: Silent): Promise<WorkOutcome> {
  const dueAt = nextQuery(deposit.createdAt, ctx.clock.now())
  if (dueAt !== undefined) return { dueAt }
  if (deposit.status === 'pending') {
    await giveUp(
      ctx,
      deposit.id,
      'unresolved',
      'Safaricom took the push and never said what became of it, though asked for a day: look it up on the M-PESA portal.',
    )
  }
  return { done: true }
}

async function giveUp(
  ctx: Context,
  id: bigint,
  state: 'unanswered' | 'lapsed' | 'unresolved',
  detail: string,
) {
  await ctx.db.pool.query('select mpesa.give_up_deposit($1, $2, $3, $4)', [
    ctx.clock.now(),
    id,
    state,
    detail,
  ])
  ctx.events.depositGivenUp({ state })
  ctx.wake()
}
