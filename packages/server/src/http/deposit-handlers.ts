import type { Routes } from '@hazina/contract'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import {
  findDeposit,
  hastenQuery,
  readTransaction,
  startDeposit,
  timestamp,
} from '../transactions/index.ts'
import { actingFor, type Caller } from './caller.ts'
import type { Answer, Handler } from './implement.ts'
import { readPhone } from './phone.ts'

const promptedMessage = 'STK Push sent. Please check your phone to complete payment.'
const unansweredMessage =
  'M-PESA has not answered yet. The prompt may still arrive on your phone: please wait, and do not send again.'

export function depositHandlers(ctx: Context): {
  stkPush: Handler<Routes['stkPush']>
  checkStatus: Handler<Routes['checkStatus']>
} {
  return {
    stkPush: {
      async handle({ caller, body, idempotencyId }) {
        const started = await startDeposit(ctx, {
          userId: actingFor(caller, body.user_id),
          amountKes: body.amount,
          msisdn: readPhone(ctx, body.phone_number),
          idempotencyId,
          asksForSelf: caller.kind === 'session',
          mayKnow: (userId) => mayRead(caller, userId),
        })
        return pushAnswer(started.transactionId, started.checkoutRequestId)
      },
      async resume(idempotencyId) {
        const begun = await findDeposit(ctx, idempotencyId)
        return begun === undefined
          ? undefined
          : pushAnswer(begun.transactionId, begun.checkoutRequestId)
      },
    },
    checkStatus: {
      async handle({ caller, params }) {
        const found = await readTransaction(ctx, params.transaction_id, { wholePhone: false })
        if (found === undefined || !mayRead(caller, found.userId)) {
          throw new AppError(
            'transaction_not_found',
            'No transaction of yours has that transaction_id.',
          )
        }
        const { record, expiresAt, paybill } = found
        if (record.status === 'pending')
          await hastenQuery(ctx, found.id, new Date(record.created_at))
        return {
          status: 200,
          body: {
            transaction_id: record.transaction_id,
            amount: record.amount,
            status: record.status,
            type: record.type,
            created_at: record.created_at,
            mpesa_receipt_number: record.mpesa_receipt_number,
            phone_number: record.phone_number,
            expires_at: expiresAt === null ? null : timestamp(expiresAt),
            reason: record.reason,
            paybill: record.status === 'pending' ? paybill : null,
          },
        }
      },
    },
  }
}

function pushAnswer(
  transactionId: string,
  checkoutRequestId: string | null,
): Answer<Routes['stkPush']> {
  const facts = {
    success: true as const,
    transaction_id: transactionId,
    checkout_request_id: checkoutRequestId,
  }
  return checkoutRequestId === null
    ? { status: 202, body: { ...facts, message: unansweredMessage } }
    : { status: 200, body: { ...facts, message: promptedMessage, response_code: '0' } }
}

function mayRead(caller: Extract<Caller, { kind: 'session' | 'key' }>, userId: bigint): boolean {
  return caller.kind === 'key' || caller.session.userId === userId
}
