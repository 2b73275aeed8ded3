import { followUps } from '../c2b/follow-ups.ts'
import { commit, type Network, reportTrouble, runAt } from '../network.ts'
import { completeLate } from '../operations/late-success.ts'
import { payPush } from '../phones/payment.ts'
import { results } from '../phones/texts.ts'
import type { ScheduledRecord } from '../state/records.ts'
import { planResult } from './callbacks.ts'
import { sendPost } from './outgoing.ts'

/**
 * Lets committed tasks happen when they are due. Those due now start at once; the promise resolves when their posts were
 * answered or given up.
 */
export async function startTasks(
  network: Network,
  tasks: Iterable<ScheduledRecord>,
): Promise<void> {
  const nowMs = network.clock.now().getTime()
  const running: Promise<void>[] = []
  for (const task of tasks) {
    if (task.dueAtMs <= nowMs) running.push(runTask(network, task))
    else runAt(network, task.dueAtMs, () => void runTask(network, task))
  }
  await Promise.all(running)
}

async function runTask(network: Network, task: ScheduledRecord): Promise<void> {
  switch (task.task) {
    case 'post':
      return sendPost(network, task)
    case 'late-success': {
      if (network.state.tables.scheduled.get(task.id) !== task) return
      const running: { posted?: Promise<void> } = {}
      reportTrouble(network, () => {
        running.posted =
          task.kind === 'result'
            ? startTasks(network, completeLate(network, task))
            : succeedLate(network, task)
      })
      return running.posted
    }
  }
}

/** M-PESA changes its mind: what failed is paid after all, if the payer has the money. */
function succeedLate(network: Network, task: ScheduledRecord): Promise<void> {
  const { tables } = network.state
  const push = task.kind === 'stk' ? tables.push.get(task.subject) : undefined
  const payer = push && tables.subscriber.get(push.msisdn)
  const payment = payer && payPush(network, push, payer)
  if (push === undefined || payment?.paid !== true) {
    commit(network, [['scheduled', task.id, null]])
    return Promise.resolve()
  }
  const { receipt, changes } = payment
  const nowMs = network.clock.now().getTime()
  const paid = { ...push, result: results.paid, receipt, paidAtMs: nowMs, finalAtMs: nowMs }
  const post = planResult(network, paid, nowMs)
  const following = followUps(network, changes, { channel: 'stk' })
  commit(network, [
    ['push', push.checkoutRequestId, paid],
    ...changes,
    ['scheduled', task.id, null],
    ['scheduled', post.id, post],
    ...following.changes,
  ])
  network.changed(push.msisdn)
  return startTasks(network, [post, ...following.planned])
}
