import { kshText } from '../books/money.ts'
import type { InvoiceRecord } from '../c2b/records.ts'
import { commit, type Network, runAt } from '../network.ts'
import { organisationWithShortcode } from '../organisations/organisations.ts'
import { daysLater } from '../standing-orders/frequencies.ts'
import type { Change } from '../state/records.ts'
import { startOfEatDay } from '../time/east-africa-time.ts'
import { invoiceKey } from './invoice-key.ts'
import { billMessage } from './messages.ts'
import { reminderText } from './texts.ts'

/** Reminders go out so many days before the due date (reference §23), in the morning. */
const daysBefore = [7, 3, 0]
const reminderHour = 9

/** The first reminder of an invoice after an instant; null when there is none any more. */
export function firstReminderMs(dueDay: string, afterMs: number): number | null {
  const times = daysBefore.map((days) => {
    const start = startOfEatDay(daysLater(dueDay, -days))?.getTime() ?? 0
    return start + reminderHour * 3_600_000
  })
  return times.find((atMs) => atMs > afterMs) ?? null
}

/** Goes on with the reminders of every invoice. */
export function resumeReminders(network: Network): void {
  for (const invoice of network.state.tables.invoice.values()) scheduleReminder(network, invoice)
}

/** Lets the next reminder of an invoice go out when it is time. */
export function scheduleReminder(network: Network, invoice: InvoiceRecord): void {
  const { remindAtMs } = invoice
  if (remindAtMs === null) return
  const key = invoiceKey(invoice)
  runAt(network, remindAtMs, () => {
    const latest = network.state.tables.invoice.get(key)
    // Paid, cancelled, or reminded of already.
    if (latest === undefined || latest.remindAtMs !== remindAtMs) return
    remind(network, key, latest)
  })
}

function remind(network: Network, key: string, invoice: InvoiceRecord): void {
  const { clock, state } = network
  const customer = state.tables.subscriber.get(invoice.msisdn)
  const biller = state.tables.biller.get(invoice.shortcode)
  const next = {
    ...invoice,
    remindAtMs: firstReminderMs(invoice.dueDay, clock.now().getTime()),
  }
  const changes: Change[] = [['invoice', key, next]]
  if (customer !== undefined && biller?.sendReminders === true) {
    const text = reminderText(customer.language, {
      ...invoice,
      amount: kshText(BigInt(invoice.amountCents - invoice.paidCents)),
      business: organisationWithShortcode(network, invoice.shortcode)?.name ?? invoice.shortcode,
    })
    changes.push(...billMessage(network, customer, text))
  }
  commit(network, changes)
  network.changed(invoice.msisdn)
  scheduleReminder(network, next)
}
