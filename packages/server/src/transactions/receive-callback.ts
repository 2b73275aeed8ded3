import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { CallbackIntake } from './callback-intake.ts'
import { hashCallbackToken, isCallbackToken } from './callback-token.ts'
import { type Arrival, evidenceOfCallback } from './evidence.ts'

const hintsWaitWhile = 1_000

export type ReceivedCallback = {
  /** The last part of the path, where there is one. */
  token: string | null
  body: Buffer
  address: string
}

/**
 * Takes a callback as it arrived. With a token it speaks of one deposit; it is believed when it also comes from an
 * address that may speak for Safaricom. Without one it is only a hint: it is stored, makes us ask, and moves nothing.
 */
export async function receiveCallback(
  ctx: Context,
  intake: CallbackIntake,
  { token, body, address }: ReceivedCallback,
): Promise<void> {
  const { callbackAddresses } = ctx.config.mpesa
  const known = callbackAddresses === null || callbackAddresses.includes(address)
  if (!known) ctx.events.callbackFromElsewhere({ address })
  const arrival: Arrival = { binding: { by: 'nothing' }, verified: false, body, address }
  if (token !== null && isCallbackToken(token)) {
    const binding = { by: 'token' as const, tokenHash: hashCallbackToken(token) }
    return intake.accept(evidenceOfCallback({ ...arrival, binding, verified: known }))
  }
  // A hint is worth a look, not the place of a callback: when many wait, it goes first.
  if (intake.waiting() > hintsWaitWhile) {
    throw new AppError('unavailable', {
      detail: 'Too many callbacks wait already.',
      retryAfterSeconds: 5,
    })
  }
  const hint = evidenceOfCallback(arrival)
  const id = await findByCheckoutRequest(ctx, hint.checkoutRequestId)
  return intake.accept(id === undefined ? hint : { ...hint, binding: { by: 'transaction', id } })
}

async function findByCheckoutRequest(
  ctx: Context,
  checkoutRequestId: string | null,
): Promise<bigint | undefined> {
  if (checkoutRequestId === null) return undefined
  const row = await ctx.db.query
    .selectFrom('mpesa.stk_push')
    .select('transaction_id')
    .where('checkout_request_id', '=', checkoutRequestId)
    .executeTakeFirst()
  return row?.transaction_id
}
