import { z } from 'zod'

export const TransactionType = z.enum(['deposit', 'payment', 'withdrawal', 'transfer', 'refund'])
export type TransactionType = z.infer<typeof TransactionType>

/** The guide's three states. */
export const TransactionStatus = z.enum(['pending', 'completed', 'failed'])
export type TransactionStatus = z.infer<typeof TransactionStatus>

export const Timestamp = z
  .string()
  .describe('UTC, to the second')
  .meta({ example: '2026-11-23T14:30:22Z' })

export const Kes = z.number().describe('Kenyan shillings').meta({ example: 1000 })

export const UserId = z.int().positive().max(Number.MAX_SAFE_INTEGER).meta({ example: 1 })

/** Whole shillings, at least one. The upper limit is a setting and is checked by the server. */
export const WholeShillings = z
  .number({ error: 'Send a number of whole shillings, such as 100.' })
  .int('M-PESA moves whole shillings only: send a whole number, such as 100.')
  .min(1, 'The smallest amount is 1 shilling.')
  .describe('Whole shillings')
  .meta({ example: 1000 })

export const PhoneNumber = z
  .string({ error: 'Send the phone number as text, such as "254712345678".' })
  .min(1, 'Send a phone number, such as 0712345678.')
  .max(32, 'That is too long for a phone number.')
  .describe('07…, 01…, 7…, 1…, 254… or +254…; spaces and dashes are ignored')
  .meta({ example: '254712345678' })

/** Why a transaction is where it is, in words for its owner, English and Swahili, and what comes next. */
export const Reason = z
  .object({
    code: z.string().meta({ example: 'waiting_for_pin' }),
    text: z.string(),
    text_sw: z.string(),
    next: z.string(),
    next_sw: z.string(),
  })
  .meta({ id: 'Reason' })
export type Reason = z.infer<typeof Reason>

export const TransactionRecord = z
  .object({
    id: z.int().describe('Position in the record, growing'),
    user_id: UserId,
    transaction_id: z.uuid(),
    mpesa_receipt_number: z.string().nullable(),
    checkout_request_id: z.string().nullable(),
    merchant_request_id: z.string().nullable(),
    amount: Kes,
    phone_number: z
      .string()
      .nullable()
      .describe('Masked for people; whole for an application with a key'),
    type: TransactionType,
    status: TransactionStatus,
    created_at: Timestamp,
    completed_at: Timestamp.nullable(),
    balance_after: Kes.nullable().describe('The wallet after this transaction was settled'),
    reason: Reason.nullable(),
  })
  .meta({ id: 'Transaction' })
export type TransactionRecord = z.infer<typeof TransactionRecord>
