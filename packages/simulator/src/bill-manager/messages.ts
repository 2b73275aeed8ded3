import type { Network } from '../network.ts'
import { inboxChanges, newMessage } from '../phones/inbox.ts'
import type { Change, SubscriberRecord } from '../state/records.ts'

/** Bill Manager's SMS to a customer. `customer` is the row as it shall be otherwise. */
export function billMessage(network: Network, customer: SubscriberRecord, text: string): Change[] {
  const message = newMessage(network, customer, { from: 'BillManager', text, kind: 'sms' })
  return inboxChanges(network, customer, message)
}
