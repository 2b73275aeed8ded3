import { z } from 'zod'
import { Problem } from './problem.ts'
import { defineRoute } from './route.ts'
import {
  Kes,
  PhoneNumber,
  Timestamp,
  TransactionRecord,
  TransactionStatus,
  TransactionType,
  UserId,
} from './values.ts'

const queryUserId = z.coerce
  .number({ error: 'user_id is a whole number.' })
  .int()
  .positive()
  .optional()
  .describe('Whose; needed with an API key, your own when signed in')

export const createUser = defineRoute({
  method: 'POST',
  path: '/api/users',
  summary: 'Make a user and their wallet; the same phone gives the same user',
  tag: 'Users',
  access: { kind: 'key', scope: 'users' },
  idempotent: true,
  body: z.strictObject({
    phone_number: PhoneNumber,
    name: z.string().trim().min(1).max(120).optional(),
  }),
  responses: {
    200: z.object({ success: z.literal(true), user_id: UserId, created: z.boolean() }),
    201: z.object({ success: z.literal(true), user_id: UserId, created: z.boolean() }),
    400: Problem,
    401: Problem,
    403: Problem,
    409: Problem,
  },
})

export const readWallet = defineRoute({
  method: 'GET',
  path: '/api/wallet',
  summary: 'A wallet: its balance, and what is pending',
  tag: 'Wallet',
  access: { kind: 'session-or-key', scope: 'reads' },
  query: z.strictObject({ user_id: queryUserId }),
  responses: {
    200: z.object({
      user_id: UserId,
      balance: Kes,
      available: Kes.describe('Balance less what is held'),
      held: Kes,
      pending: Kes.describe('Deposits that wait for M-PESA'),
      currency: z.literal('KES'),
      updated_at: Timestamp.describe('When this was read'),
    }),
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
  },
})

export const listTransactions = defineRoute({
  method: 'GET',
  path: '/api/transactions',
  summary: 'Transactions, newest first, a page at a time',
  tag: 'Wallet',
  access: { kind: 'session-or-key', scope: 'reads' },
  query: z.strictObject({
    user_id: queryUserId,
    status: TransactionStatus.optional(),
    type: TransactionType.optional(),
    from: z.iso
      .datetime({ offset: true, error: 'from is a time such as 2026-11-01T00:00:00Z.' })
      .optional(),
    to: z.iso
      .datetime({ offset: true, error: 'to is a time such as 2026-11-30T00:00:00Z.' })
      .optional(),
    limit: z.coerce.number().int().min(1).max(100, 'A page holds 100 at most.').default(20),
    cursor: z.string().max(100).optional().describe('next_cursor of the page before'),
  }),
  responses: {
    200: z.object({
      items: z.array(TransactionRecord),
      next_cursor: z.string().nullable(),
    }),
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
  },
})
