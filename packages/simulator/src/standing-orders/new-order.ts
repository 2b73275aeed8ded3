import { centsFromKes, kshText } from '../books/money.ts'
import type { PromptRecord, RatibaPrompt, StandingOrderRecord } from '../c2b/records.ts'
import type { Network } from '../network.ts'
import { mpesaMessage } from '../phones/menu-messages.ts'
import type { Change, ResultCode, SubscriberRecord } from '../state/records.ts'
import { eatDay, startOfEatDay } from '../time/east-africa-time.ts'
import { ratibaResults } from './results.ts'
import { orderMadeText } from './texts.ts'

/** Why these terms cannot be kept: a name the customer has an order of already, or days that are over or do not follow. */
export function refusalOfTerms(
  network: Network,
  { msisdn, terms }: PromptRecord & RatibaPrompt,
): ResultCode | undefined {
  const { startDay, endDay, name } = terms
  if (startDay < eatDay(network.clock.now()) || endDay < startDay) return ratibaResults.badRequest
  const isTaken = ordersOf(network, msisdn).some((order) => order.terms.name === name)
  return isTaken ? ratibaResults.duplicateName : undefined
}

/** A standing order to which its customer agreed, with its rows. */
export function newOrder(
  network: Network,
  prompt: PromptRecord & RatibaPrompt,
  { holder, receipt }: { holder: SubscriberRecord; receipt: string },
): { order: StandingOrderRecord; changes: Change[] } {
  const order: StandingOrderRecord = {
    id: network.identifiers.next(),
    msisdn: prompt.msisdn,
    shortcode: prompt.shortcode,
    amountKes: prompt.amountKes,
    account: prompt.account,
    terms: prompt.terms,
    receipt,
    count: 0,
    nextAtMs: debitTimeMs(prompt.terms.startDay),
  }
  const text = orderMadeText(holder.language, {
    receipt,
    name: order.terms.name,
    amount: kshText(centsFromKes(order.amountKes)),
    business: prompt.businessName,
    frequency: order.terms.frequency,
    startDay: order.terms.startDay,
    endDay: order.terms.endDay,
  })
  const changes: Change[] = [
    ['standingOrder', order.id, order],
    ...mpesaMessage(network, holder, text),
  ]
  return { order, changes }
}

/** The standing orders of a subscriber that go on. */
export function ordersOf(network: Network, msisdn: string): StandingOrderRecord[] {
  return [...network.state.tables.standingOrder.values()].filter((row) => row.msisdn === msisdn)
}

/** Six in the morning; Safaricom does not say when on its day an order is executed. */
const debitHour = 6

/** When an order takes its money on a day (`yyyyMMdd`); at once, when that is over today. */
export function debitTimeMs(day: string): number {
  const start = startOfEatDay(day)
  if (start === undefined) throw new RangeError(`${day} is not a day`)
  return start.getTime() + debitHour * 3_600_000
}
