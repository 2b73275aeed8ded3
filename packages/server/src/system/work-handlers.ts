import type { Context } from '../context.ts'
import { sendDepositReceipts } from '../notifications/index.ts'
import { queryDeposit, settleStored, tellChanges, tellSettlements } from '../transactions/index.ts'
import type { WorkHandlers, WorkItem, WorkOutcome } from '../work/index.ts'

const minuteMs = 60_000
const receiptTriesMax = 5

/** Every kind of due work, and what does it. */
export function workHandlers(ctx: Context): WorkHandlers {
  return {
    'stk.query': {
      batchMax: 8,
      leaseMs: minuteMs,
      run: (items) => Promise.all(items.map((item) => orLater(ctx, () => queryDeposit(ctx, item)))),
    },
    'evidence.settle': {
      batchMax: 64,
      leaseMs: minuteMs,
      run: (items) => inTurn(items, (item) => settleOne(ctx, item)),
    },
    'transaction.settled': {
      batchMax: 512,
      leaseMs: minuteMs,
      run: (items) => tellSettlements(ctx, items),
    },
    'transaction.changed': {
      batchMax: 512,
      leaseMs: minuteMs,
      run: (items) => tellChanges(ctx, items),
    },
    'receipt.sms': {
      batchMax: 32,
      leaseMs: 5 * minuteMs,
      run: (items) => sendReceipts(ctx, items),
    },
  }
}

/** An item that fails is asked for again soon; the others of its batch go on. */
async function orLater(ctx: Context, run: () => Promise<WorkOutcome>): Promise<WorkOutcome> {
  try {
    return await run()
  } catch (error) {
    ctx.events.workFailed({ kind: 'stk.query', count: 1, error: String(error) })
    return { dueAt: new Date(ctx.clock.now().getTime() + minuteMs) }
  }
}

async function settleOne(ctx: Context, item: WorkItem): Promise<WorkOutcome> {
  if (await settleStored(ctx, item.subject, item.attempts)) return { done: true }
  return { dueAt: new Date(ctx.clock.now().getTime() + item.attempts * 5_000) }
}

async function sendReceipts(ctx: Context, items: readonly WorkItem[]): Promise<WorkOutcome[]> {
  const run = await sendDepositReceipts(
    ctx,
    items.map((item) => item.subject),
  )
  ctx.step('receipt.sent')
  const failed = new Map(run.failed.map((one) => [one.id, one]))
  return items.map((item): WorkOutcome => {
    const again =
      failed.get(item.subject)?.worthRetrying === true && item.attempts < receiptTriesMax
    if (!again) return { done: true }
    return { dueAt: new Date(ctx.clock.now().getTime() + item.attempts * 5 * minuteMs) }
  })
}

async function inTurn(
  items: readonly WorkItem[],
  run: (item: WorkItem) => Promise<WorkOutcome>,
): Promise<WorkOutcome[]> {
  const outcomes: WorkOutcome[] = []
  for (const item of items) outcomes.push(await run(item))
  return outcomes
}
