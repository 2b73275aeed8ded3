import type { Msisdn } from '@hazina/daraja/msisdn'
import type { Db } from '../db/database.ts'
import { depositReceiptText } from './receipt-text.ts'
import type { SmsSender } from './sms.ts'
import { describeSmsFailure } from './sms-problem.ts'

/** What sending receipts needs of the context. */
export type ReceiptsContext = {
  config: { businessName: string; smsReceipts: boolean }
  db: Db
  sms: SmsSender
  events: { smsFailed(facts: { purpose: 'receipt'; reason: string }): void }
}

export type ReceiptRun = {
  /** The ids of the transactions whose owners were told. */
  sent: bigint[]
  failed: { id: bigint; reason: string; worthRetrying: boolean }[]
}

type SettledDeposit = {
  id: bigint
  msisdn: Msisdn
  amountCents: bigint
  receipt: string | null
  balanceCents: bigint
  completedAt: Date
}

/**
 * Tells the owners of these settled deposits by SMS, one SMS a deposit, to the phone of the wallet. Ids that are not
 * settled deposits are passed over. Where receipts are switched off, or SMS cannot be sent, nothing is done. One failure
 * does not stop the others. Called again for the same ids it sends again, so a caller repeats only what failed.
 */
export async function sendDepositReceipts(
  ctx: ReceiptsContext,
  transactionIds: readonly bigint[],
): Promise<ReceiptRun> {
  const run: ReceiptRun = { sent: [], failed: [] }
  if (!ctx.config.smsReceipts || !ctx.sms.available || transactionIds.length === 0) return run
  const deposits = await readSettledDeposits(ctx.db, transactionIds)
  const waiting = deposits.values()
  const sendUntilNoneWaits = async () => {
    for (const deposit of waiting) await sendOne(ctx, deposit, run)
  }
  await Promise.all(Array.from({ length: sendsAtOnceMax }, sendUntilNoneWaits))
  return run
}

const sendsAtOnceMax = 8

async function sendOne(ctx: ReceiptsContext, deposit: SettledDeposit, run: ReceiptRun) {
  const { id, msisdn, ...facts } = deposit
  const { businessName } = ctx.config
  const text = depositReceiptText({ ...facts, businessName, language: 'en' })
  try {
    await ctx.sms.send({ to: msisdn, text, purpose: 'receipt' })
  } catch (thrown) {
    const failure = describeSmsFailure(thrown)
    ctx.events.smsFailed({ purpose: 'receipt', reason: failure.reason })
    run.failed.push({ id, ...failure })
    return
  }
  run.sent.push(id)
}

async function readSettledDeposits(
  db: Db,
  transactionIds: readonly bigint[],
): Promise<SettledDeposit[]> {
  const { rows } = await db.pool.query<SettledDeposit>({
    name: 'notifications.settled-deposits',
    text: `
      select t.id, u.msisdn, t.amount_cents as "amountCents", t.mpesa_receipt_number as receipt,
             e.balance_after_cents as "balanceCents", t.completed_at as "completedAt"
      from mpesa.transaction t
      join app.user u on u.id = t.user_id
      join ledger.entry e on e.posting_id = t.posting_id and e.account_id = t.wallet_account_id
      where t.id = any ($1::bigint[]) and t.type = 'deposit' and t.status = 'completed'
      order by t.id`,
    values: [transactionIds.map(String)],
  })
  return rows
}
