import type { Msisdn, StkPushOutcome } from '@hazina/daraja'
import { kesToCents } from '@hazina/ledger/money'
import type { Context } from '../context.ts'
import { AppError, fieldProblem } from '../errors.ts'
import { createAccountReference } from './account-reference.ts'
import { createCallbackToken } from './callback-token.ts'
import { pushRefusal } from './push-refusal.ts'
import { firstQuery } from './query-schedule.ts'

const hourMs = 3_600_000
// Safaricom wants about a minute between pushes to one phone; the margin covers the prompt's way to it.
const promptMarginMs = 15_000
const noteTriesMax = 10
const noteRetryMs = 500
const postgresIntegerMax = 2 ** 31 - 1

export type DepositRequest = {
  userId: bigint
  /** Whole shillings. */
  amountKes: number
  msisdn: Msisdn
  /** The row of the Idempotency-Key, when there is one: one key, one deposit. */
  idempotencyId: bigint | null
  /** Whether a person asks, whose own unpaid prompts are limited too; an application asks for many. */
  asksForSelf: boolean
  /** Whether the caller may learn which deposit holds the phone: an application, or the owner of it. */
  mayKnow: (userId: bigint) => boolean
}

export type StartedDeposit = {
  transactionId: string
  outcome: 'prompted' | 'unanswered'
  checkoutRequestId: string | null
}

type Opened =
  | { outcome: 'opened'; id: bigint }
  | { outcome: 'prompt_open'; other_transaction: string; other_user: bigint; free_at: Date }
  | { outcome: 'prompt_limit'; free_at: Date }
  | { outcome: 'user_unknown' }

/**
 * Asks a phone to pay into a wallet. The deposit, its secret callback address and its first question to Safaricom are
 * committed before anything is sent, so whatever happens after finds them. Never sent twice: when Safaricom's answer is
 * lost the outcome is `unanswered` and the prompt may still arrive.
 * @throws AppError amount_out_of_range, user_not_found, prompt_open, prompt_limit, mpesa_refused, mpesa_authentication,
 * mpesa_busy
 */
export async function startDeposit(ctx: Context, request: DepositRequest): Promise<StartedDeposit> {
  const { mpesa } = ctx.config
  refuseAmount(request.amountKes, mpesa.amountMaxKes)
  const transactionId = ctx.random.uuid()
  const { token, hash } = createCallbackToken(ctx.random)
  const accountReference = createAccountReference(ctx.random)
  const opened = await openDeposit(ctx, request, { transactionId, hash, accountReference })
  if (opened.outcome !== 'opened') throw refusalToOpen(ctx, opened, request)
  ctx.step('deposit.opened')
  const answer = await ctx.daraja.stkPush({
    shortcode: mpesa.shortcode,
    passkey: mpesa.passkey,
    transactionType: mpesa.transactionType,
    amount: request.amountKes,
    msisdn: request.msisdn,
    partyB: mpesa.partyB,
    callbackUrl: `${mpesa.callbackUrl}/${token}`,
    accountReference,
    description: 'Wallet top up',
  })
  ctx.step('deposit.pushed')
  await notePushAnswer(ctx, opened.id, answer)
  ctx.step('deposit.answer-noted')
  ctx.events.depositPushed({ transactionId, outcome: answer.outcome })
  ctx.wake()
  switch (answer.outcome) {
    case 'accepted':
      return { transactionId, outcome: 'prompted', checkoutRequestId: answer.checkoutRequestId }
    case 'unknown':
      return { transactionId, outcome: 'unanswered', checkoutRequestId: null }
    case 'rejected':
      throw pushRefusal({
        transactionId,
        code: answer.error.code,
        detail: answer.error.whatToDo,
        message: answer.error.message,
        gatewayCode: answer.error.gatewayCode,
        retryAfterMs: answer.error.retryAfterMs,
      })
  }
}

function refuseAmount(amountKes: number, amountMaxKes: number): void {
  if (!Number.isInteger(amountKes) || amountKes < 1 || amountKes > amountMaxKes) {
    throw fieldProblem(
      'amount',
      `Send a whole number of shillings from 1 to ${amountMaxKes.toLocaleString('en-KE')}.`,
      'amount_out_of_range',
    )
  }
}

async function openDeposit(
  ctx: Context,
  request: DepositRequest,
  made: { transactionId: string; hash: Buffer; accountReference: string },
): Promise<Opened> {
  const { mpesa } = ctx.config
  const now = ctx.clock.now()
  const later = (ms: number) => new Date(now.getTime() + ms)
  const { rows } = await ctx.db.pool.query<Opened>({
    name: 'mpesa.open_deposit',
    text: 'select * from mpesa.open_deposit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
    values: [
      now,
      made.transactionId,
      request.userId,
      kesToCents(request.amountKes),
      request.msisdn,
      made.hash,
      made.accountReference,
      mpesa.shortcode,
      later(mpesa.promptSeconds * 1000),
      later(mpesa.promptSeconds * 1000 + promptMarginMs),
      firstQuery(now),
      mpesa.unpaidPromptsPerHour,
      request.asksForSelf ? mpesa.unpaidPromptsPerHour * 2 : postgresIntegerMax,
      later(-hourMs),
      request.idempotencyId,
    ],
  })
  const [opened] = rows
  if (opened === undefined) throw new Error('mpesa.open_deposit gave no row')
  return opened
}

/** Safaricom says its identifiers once, and a deposit is asked about by them: a database that blinks gets more tries. */
async function notePushAnswer(ctx: Context, id: bigint, answer: StkPushOutcome): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await notePushAnswerOnce(ctx, id, answer)
    } catch (error) {
      if (attempt >= noteTriesMax) throw error
      await new Promise<void>((resolve) => void ctx.clock.after(noteRetryMs, resolve))
    }
  }
}

async function notePushAnswerOnce(ctx: Context, id: bigint, answer: StkPushOutcome): Promise<void> {
  const accepted = answer.outcome === 'accepted'
  await ctx.db.pool.query({
    name: 'mpesa.note_push_answer',
    text: 'select mpesa.note_push_answer($1, $2, $3, $4, $5, $6)',
    values: [
      ctx.clock.now(),
      id,
      answer.outcome,
      accepted ? answer.checkoutRequestId.slice(0, 64) : null,
      accepted ? answer.merchantRequestId.slice(0, 64) : null,
      accepted ? null : `push:${answer.error.code}`,
    ],
  })
}

function refusalToOpen(
  ctx: Context,
  opened: Exclude<Opened, { outcome: 'opened' }>,
  request: DepositRequest,
): AppError {
  switch (opened.outcome) {
    case 'user_unknown':
      return new AppError('user_not_found', {
        detail: `There is no user ${request.userId}.`,
        errors: [
          { field: 'user_id', message: 'There is no such user: make one with POST /api/users.' },
        ],
      })
    case 'prompt_open':
      return new AppError('prompt_open', {
        detail:
          'That phone still shows a prompt: answer or cancel it there, or wait until it lapses.',
        retryAfterSeconds: secondsUntil(ctx, opened.free_at),
        ...(request.mayKnow(opened.other_user) ? { transactionId: opened.other_transaction } : {}),
      })
    case 'prompt_limit':
      return new AppError('prompt_limit', {
        detail: 'Several prompts in the last hour were not paid. Try again later.',
        retryAfterSeconds: secondsUntil(ctx, opened.free_at),
      })
  }
}

function secondsUntil(ctx: Context, at: Date): number {
  return Math.max(1, Math.ceil((at.getTime() - ctx.clock.now().getTime()) / 1000))
}
