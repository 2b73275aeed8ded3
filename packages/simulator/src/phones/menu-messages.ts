import type { Network } from '../network.ts'
import type { Change, SubscriberRecord } from '../state/records.ts'
import { inboxChanges, newMessage } from './inbox.ts'

/** M-PESA's SMS to a subscriber. `subscriber` is the row as it shall be otherwise. */
export function mpesaMessage(
  network: Network,
  subscriber: SubscriberRecord,
  text: string,
): Change[] {
  const message = newMessage(network, subscriber, { from: 'MPESA', text, kind: 'mpesa' })
  return inboxChanges(network, subscriber, message)
}

/** A subscriber as these changes leave them: several may be about one subscriber in one commit. */
export function subscriberAfter(
  network: Network,
  changes: readonly Change[],
  msisdn: string,
): SubscriberRecord | undefined {
  for (const [table, key, row] of changes.toReversed()) {
    if (table === 'subscriber' && key === msisdn && row !== null) return row
  }
  return network.state.tables.subscriber.get(msisdn)
}
