import { z } from 'zod'
import { Problem } from './problem.ts'
import { defineRoute } from './route.ts'
import {
  Kes,
  PhoneNumber,
  Reason,
  Timestamp,
  TransactionStatus,
  TransactionType,
  UserId,
  WholeShillings,
} from './values.ts'

const PushAnswer = z.object({
  success: z.literal(true),
  message: z.string().meta({
    example: 'STK Push sent. Please check your phone to complete payment.',
  }),
  transaction_id: z.uuid(),
  checkout_request_id: z
    .string()
    .nullable()
    .describe('Null while it is not known whether Safaricom took the request'),
  response_code: z.literal('0').optional(),
})

export const stkPush = defineRoute({
  method: 'POST',
  path: '/api/mpesa/stk-push',
  summary: 'Ask a phone to pay into a wallet (M-PESA STK push)',
  description:
    '200: the prompt is on its way (nothing is paid yet). 202: Safaricom did not answer; the prompt may still arrive, ' +
    'so wait for the status instead of sending again. 502: Safaricom refused, nothing was sent.',
  tag: 'M-PESA',
  access: { kind: 'session-or-key', scope: 'deposits' },
  idempotent: true,
  body: z.strictObject({
    user_id: UserId.optional().describe('Whose wallet; a signed-in person may leave it out'),
    amount: WholeShillings,
    phone_number: PhoneNumber,
  }),
  responses: {
    200: PushAnswer,
    202: PushAnswer,
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    429: Problem,
    502: Problem,
    503: Problem,
  },
})

export const checkStatus = defineRoute({
  method: 'GET',
  path: '/api/mpesa/check-status/:transaction_id',
  summary: 'Where a transaction stands, and why',
  description: 'Poll it as often as you like: it never asks Safaricom more than its limit allows.',
  tag: 'M-PESA',
  access: { kind: 'session-or-key', scope: 'reads' },
  params: z.object({
    transaction_id: z.uuid({
      error: 'A transaction_id looks like 0199f0c4-…, as stk-push gave it.',
    }),
  }),
  responses: {
    200: z.object({
      transaction_id: z.uuid(),
      amount: Kes,
      status: TransactionStatus,
      type: TransactionType,
      created_at: Timestamp,
      mpesa_receipt_number: z.string().nullable(),
      phone_number: z.string().nullable().describe('Masked'),
      expires_at: Timestamp.nullable().describe('When the prompt on the phone lapses'),
      reason: Reason.nullable(),
      paybill: z
        .object({ business_number: z.string(), account_number: z.string() })
        .nullable()
        .describe('How to pay this one from the M-PESA menu instead, while it is pending'),
    }),
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
  },
})

/** What Safaricom is told for every callback that was stored. */
export const CallbackAck = z.object({
  ResultCode: z.literal(0),
  ResultDesc: z.literal('Accepted'),
})
