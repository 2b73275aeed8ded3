import { centsFromKes, kshText } from '../books/money.ts'
import { moveMoney } from '../books/move.ts'
import { followUps } from '../c2b/follow-ups.ts'
import type { StandingOrderRecord } from '../c2b/records.ts'
import { startTasks } from '../callbacks/tasks.ts'
import { ControlError } from '../control/control-error.ts'
import { commit, type Network, runAt } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { mpesaMessage } from '../phones/menu-messages.ts'
import { refusalReason } from '../phones/menu-texts.ts'
import type { Change } from '../state/records.ts'
import { dayOfDebit } from './frequencies.ts'
import { debitTimeMs } from './new-order.ts'
import { orderCancelledText, orderFailedText } from './texts.ts'

/** Lets every standing order take its money when its day has come; those whose day came meanwhile do at once. */
export function resumeStandingOrders(network: Network): void {
  for (const order of network.state.tables.standingOrder.values()) scheduleOrder(network, order)
}

/** Lets a standing order that was just committed take its money when its day has come. */
export function scheduleOrder(network: Network, order: StandingOrderRecord): void {
  runAt(network, order.nextAtMs, () => debit(network, order))
}

/** Ends a standing order for its customer. @throws ControlError when there is none. */
export function cancelOrder(network: Network, msisdn: string, id: string): void {
  const order = network.state.tables.standingOrder.get(id)
  const holder = network.state.tables.subscriber.get(msisdn)
  if (order?.msisdn !== msisdn || holder === undefined) {
    throw new ControlError(404, `${msisdn} has no standing order ${id}`)
  }
  const text = orderCancelledText(holder.language, order.terms.name)
  commit(network, [['standingOrder', id, null], ...mpesaMessage(network, holder, text)])
  network.changed(msisdn)
}

/**
 * One debit: the money, its confirmation and the next day are one commit, so that a restart neither repeats nor forgets
 * it. Money that is not there is not asked for again on that day.
 */
function debit(network: Network, scheduled: StandingOrderRecord): void {
  const order = network.state.tables.standingOrder.get(scheduled.id)
  // Cancelled, or this day's debit is done already.
  if (order?.count !== scheduled.count) return
  const next = nextOf(order)
  const nextChange: Change = ['standingOrder', order.id, next ?? null]
  const moved = moveMoney(network, {
    kind: 'standing-order',
    from: { msisdn: order.msisdn },
    to: { shortcode: order.shortcode },
    amountCents: centsFromKes(order.amountKes),
    account: order.account,
    linkedReceipt: order.receipt,
  })
  if (moved.ok) {
    const following = followUps(network, moved.changes, { channel: 'c2b' })
    commit(network, [nextChange, ...moved.changes, ...following.changes])
    void startTasks(network, following.planned)
  } else {
    commit(network, [nextChange, ...failureChanges(network, order, moved.result.code)])
  }
  network.changed(order.msisdn)
  if (next !== undefined) scheduleOrder(network, next)
}

function nextOf(order: StandingOrderRecord): StandingOrderRecord | undefined {
  const { startDay, endDay, frequency } = order.terms
  const count = order.count + 1
  const day = dayOfDebit(startDay, frequency, count)
  if (day === undefined || day > endDay) return undefined
  return { ...order, count, nextAtMs: debitTimeMs(day) }
}

function failureChanges(network: Network, order: StandingOrderRecord, code: string): Change[] {
  const payer = network.state.tables.subscriber.get(order.msisdn)
  if (payer === undefined) return []
  const text = orderFailedText(payer.language, {
    name: order.terms.name,
    amount: kshText(centsFromKes(order.amountKes)),
    business: organisationWithShortcode(network, order.shortcode)?.name ?? order.shortcode,
    reason: refusalReason(payer.language, code),
  })
  return mpesaMessage(network, payer, text)
}
