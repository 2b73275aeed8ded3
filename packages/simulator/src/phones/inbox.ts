import type { Network } from '../network.ts'
import type { Change, MessageRecord, SubscriberRecord } from '../state/records.ts'
import { isReachable } from './subscribers.ts'

/** A message that arrives now. */
export function newMessage(
  network: Network,
  subscriber: SubscriberRecord,
  content: { from: string; text: string; kind: MessageRecord['kind'] },
): MessageRecord {
  return {
    id: network.identifiers.next(),
    msisdn: subscriber.msisdn,
    from: content.from,
    text: content.text,
    kind: content.kind,
    receivedAtMs: network.clock.now().getTime(),
    delivered: isReachable(subscriber),
  }
}

/** The rows of a message in the inbox. `subscriber` is the row as it shall be otherwise. */
export function inboxChanges(
  _network: Network,
  subscriber: SubscriberRecord,
  message: MessageRecord,
): Change[] {
  return [
    ['message', message.id, message],
    [
      'subscriber',
      subscriber.msisdn,
      { ...subscriber, unread: subscriber.unread + (message.delivered ? 1 : 0) },
    ],
  ]
}

/** The messages that waited for this phone, arriving now. */
export function releaseMessages(network: Network, msisdn: string): Change[] {
  const receivedAtMs = network.clock.now().getTime()
  return network.state
    .messagesOf(msisdn)
    .filter((message) => !message.delivered)
    .map((message) => ['message', message.id, { ...message, delivered: true, receivedAtMs }])
}
